import { type EventModel, lookupPath, type Model, type StreamModel } from "../../model/model.js";
import { innerTypes } from "../../model/visit.js";
import { stringLiteral } from "./escape.js";
import { CODEGEN } from "./header.js";
import { block, type Code, entry } from "./layout.js";
import { memberName } from "./names.js";
import { fieldRules, metadataRules, typeRule, type Value, type Values } from "./rules.js";
import { members, valueCode } from "./value-code.js";

/** The constant by which the runtime knows the schema, in the schema's own words. */
export function descriptor(model: Model): Code {
  const { name, partition, metadata, events, streams } = model;
  const types = usedTypes(model);
  const whole = members<Code>(
    {
      codegen: String(CODEGEN),
      name: stringLiteral(name),
      partition: partition === undefined ? undefined : stringLiteral(partition),
      events: blockOf(Object.fromEntries(events.map((event) => [event.type, eventCode(event)]))),
      types: types.length === 0 ? undefined : valuesBlock(Object.fromEntries(types)),
      metadata: metadata.length === 0 ? undefined : valuesBlock(metadataRules(metadata)),
      streams:
        streams.length === 0
          ? undefined
          : blockOf(
              Object.fromEntries(streams.map((stream) => [memberName(stream), streamCode(stream)])),
            ),
    },
    (code) => code,
  );
  return entry("const descriptor: runtime.Descriptor =", block("{", whole, ","), ";");
}

function eventCode({ fields, isOpen, lookups }: EventModel): Code {
  return blockOf({
    data: valuesBlock(fieldRules(fields)),
    open: isOpen ? "true" : undefined,
    lookups: valueCode(lookups.map(lookupPath)),
  });
}

function streamCode({ name, lookup, events, isMaterialized, isConsistent }: StreamModel): Code {
  return valuesBlock({
    name,
    by: lookupPath(lookup),
    events: events.map(({ type }) => type),
    materialized: isMaterialized ? true : undefined,
    consistent: isConsistent ? true : undefined,
  });
}

function valuesBlock(values: Values): Code {
  return block("{", members(values, valueCode), ",");
}

function blockOf(codes: { readonly [name: string]: Code | undefined }): Code {
  return block(
    "{",
    members(codes, (code) => code),
    ",",
  );
}

/** The named types that values of events and of metadata can be of, in the order of the schema. */
function usedTypes({ events, metadata, types }: Model): [name: string, rule: Value][] {
  const byName = new Map(types.map(({ name, type }) => [name, type]));
  const open = [...events.flatMap(({ fields }) => fields), ...metadata].map(({ type }) => type);
  const used = new Set<string>();
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.kind === "named" && !used.has(type.name)) {
      used.add(type.name);
      const named = byName.get(type.name);
      if (named !== undefined) open.push(named);
    }
    open.push(...innerTypes(type));
  }
  return types.filter(({ name }) => used.has(name)).map(({ name, type }) => [name, typeRule(type)]);
}
