import {
  type EventModel,
  type Field,
  lookupPath,
  type MetadataField,
  type Model,
  type StreamModel,
} from "../../model/model.js";
import { isIdField, moduleNames } from "../../model/names.js";
import { fits, hang, INDENT } from "./layout.js";
import { type Value, valueText } from "./value-text.js";

/** The constant that tells the runtime what the schema says. */
export function descriptorText(model: Model): string {
  const head = `const descriptor: runtime.Descriptor<${moduleNames(model.name).schema}> =`;
  const staysOnLine = fits(`${head} {`, { indent: 0, column: 0, after: 0 });
  const indent = staysOnLine ? 0 : INDENT;
  const value = valueText(descriptorOf(model), { indent, column: indent, after: ";".length });
  return `${head}${staysOnLine ? " " : `\n${" ".repeat(indent)}`}${hang(value, indent)};\n`;
}

function descriptorOf(model: Model): Value {
  return {
    codegen: 1,
    name: model.name,
    partition: model.partition,
    metadata: model.metadata.length === 0 ? undefined : { pii: piiOf(model.metadata) },
    events: Object.fromEntries(model.events.map((event) => [event.type, eventOf(event)])),
    streams: Object.fromEntries(
      model.streams.map((stream) => [stream.memberName, streamOf(stream)]),
    ),
  };
}

function streamOf({ name, lookup, events, isMaterialized, isConsistent }: StreamModel): Value {
  return {
    name,
    by: lookupPath(lookup),
    events: events.map(({ type }) => type),
    materialized: isMaterialized ? true : undefined,
    consistent: isConsistent ? true : undefined,
  };
}

function eventOf({ fields, lookups }: EventModel): Value {
  const idFields = fields.filter(({ name }) => isIdField(name));
  const optionalIds = idFields.filter(({ isOptional }) => isOptional).map(({ name }) => name);
  return {
    ids: Object.fromEntries(idFields.map(({ name, modelKey }) => [name, modelKey ?? null])),
    optionalIds: optionalIds.length === 0 ? undefined : optionalIds,
    lookups: lookups.map(lookupPath),
    defaults: defaultsOf(fields),
    pii: piiOf(fields),
  };
}

function defaultsOf(fields: readonly Field[]): Value | undefined {
  const members = fields.flatMap(({ name, default: value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return members.length === 0 ? undefined : Object.fromEntries(members);
}

function piiOf(fields: readonly MetadataField[]): Value | undefined {
  const names = fields.filter(({ isPii }) => isPii).map(({ name }) => name);
  return names.length === 0 ? undefined : names;
}
