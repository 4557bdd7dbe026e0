import {
  type EventModel,
  lookupPath,
  type Model,
  type NamedType,
  type StreamModel,
} from "../../model/model.js";
import { reachableTypes } from "../../model/visit.js";
import { stringLiteral } from "./escape.js";
import { CODEGEN } from "./header.js";
import { block, type Code, each, entry } from "./layout.js";
import { memberName } from "./names.js";
import { fieldRules, metadataRules, typeRule, type Values } from "./rules.js";
import { keyCode, valueCode, valueMembers } from "./value-code.js";

/** The constant that describes the schema to the runtime, in the words of the schema. */
export function descriptor(model: Model): Code {
  return entry(
    "const descriptor: runtime.Descriptor =",
    block("{", [...membersOf(model)], ","),
    ";",
  );
}

function* membersOf(model: Model): Iterable<Code> {
  const { name, partition, metadata, events, streams } = model;
  yield `codegen: ${CODEGEN}`;
  yield entry("name:", stringLiteral(name));
  if (partition !== undefined) yield entry("partition:", stringLiteral(partition));
  const eventCodes = each(events, (event) => entry(keyCode(event.type), eventCode(event)));
  yield entry("events:", block("{", eventCodes, ","));
  const types = usedTypes(model);
  if (types.length > 0) {
    const rules = each(types, (type) => entry(keyCode(type.name), valueCode(typeRule(type.type))));
    yield entry("types:", block("{", rules, ","));
  }
  if (metadata.length > 0) yield entry("metadata:", valuesBlock(metadataRules(metadata)));
  if (streams.length > 0) {
    const codes = each(streams, (stream) => entry(keyCode(memberName(stream)), streamCode(stream)));
    yield entry("streams:", block("{", codes, ","));
  }
}

function eventCode({ fields, isOpen, lookups }: EventModel): Code {
  const members: Code[] = [entry("data:", valuesBlock(fieldRules(fields)))];
  if (isOpen) members.push("open: true");
  members.push(entry("lookups:", valueCode(lookups.map(lookupPath))));
  return block("{", members, ",");
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
  return block("{", valueMembers(values), ",");
}

/** The named types that fields refer to, directly or not, in the order of the schema. */
function usedTypes({ events, metadata, types }: Model): NamedType[] {
  const fields = [...events.flatMap((event) => event.fields), ...metadata];
  return reachableTypes(
    types,
    fields.map(({ type }) => type),
  );
}
