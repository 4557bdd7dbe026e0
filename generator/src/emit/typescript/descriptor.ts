import {
  type DataShape,
  type EventModel,
  fieldsOf,
  lookupPath,
  type Model,
  type NamedType,
  ownFields,
  type PreviousVersion,
  type StreamModel,
} from "../../model/model.js";
import { DEFAULT_ID_SUFFIX, type IdSuffix } from "../../model/names.js";
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
  const { name, idSuffix, partition, metadata, groups, events, streams, retired } = model;
  yield `codegen: ${CODEGEN}`;
  yield entry("name:", stringLiteral(name));
  if (idSuffix !== DEFAULT_ID_SUFFIX) yield entry("idSuffix:", stringLiteral(idSuffix));
  if (partition !== undefined) yield entry("partition:", stringLiteral(partition));
  if (groups.length > 0) {
    const codes = each(groups, (group) =>
      entry(keyCode(group.name), valuesBlock(fieldRules(group.fields, idSuffix))),
    );
    yield entry("groups:", block("{", codes, ","));
  }
  const eventCodes = each(events, (event) =>
    entry(keyCode(event.storedType), eventCode(event, idSuffix)),
  );
  yield entry("events:", block("{", eventCodes, ","));
  const types = usedTypes(model);
  if (types.length > 0) {
    const rules = each(types, (type) => entry(keyCode(type.name), valueCode(typeRule(type.type))));
    yield entry("types:", block("{", rules, ","));
  }
  if (metadata.length > 0) yield entry("metadata:", valuesBlock(metadataRules(metadata)));
  if (retired.length > 0) {
    const storedTypes = retired.map(({ storedType }) => storedType);
    yield entry("retired:", valueCode(storedTypes));
  }
  if (streams.length > 0) {
    const codes = each(streams, (stream) => entry(keyCode(memberName(stream)), streamCode(stream)));
    yield entry("streams:", block("{", codes, ","));
  }
}

function eventCode(event: EventModel, suffix: IdSuffix): Code {
  const { version, previous, aliases, lookups } = event;
  const members: Code[] = [];
  if (version > 1) members.push(`version: ${version}`);
  if (aliases.length > 0) members.push(entry("aliases:", valueCode(aliases)));
  members.push(...shapeMembers(event, suffix));
  members.push(entry("lookups:", valueCode(lookups.map(lookupPath))));
  if (previous.length > 0) {
    const versions = each(previous, (shape) =>
      entry(`${shape.version}:`, previousCode(shape, suffix)),
    );
    members.push(entry("previous:", block("{", versions, ",")));
  }
  return block("{", members, ",");
}

function previousCode(shape: PreviousVersion, suffix: IdSuffix): Code {
  const members = shapeMembers(shape, suffix);
  if (shape.needsUpcaster) members.push("upcast: true");
  return block("{", members, ",");
}

function shapeMembers(shape: DataShape, suffix: IdSuffix): Code[] {
  const { groups, isOpen } = shape;
  const members: Code[] = [];
  if (groups.length > 0) members.push(entry("include:", valueCode(groups)));
  members.push(entry("data:", valuesBlock(fieldRules(ownFields(shape), suffix))));
  if (isOpen) members.push("open: true");
  return members;
}

function streamCode({ name, lookup, events, isMaterialized, isConsistent }: StreamModel): Code {
  return valuesBlock({
    name,
    by: lookupPath(lookup),
    events: events.map(({ storedType }) => storedType),
    materialized: isMaterialized ? true : undefined,
    consistent: isConsistent ? true : undefined,
  });
}

function valuesBlock(values: Values): Code {
  return block("{", valueMembers(values), ",");
}

/** The named types that fields refer to, directly or not, in the order of the schema. */
function usedTypes(model: Model): NamedType[] {
  return reachableTypes(
    model.types,
    fieldsOf(model).map(({ type }) => type),
  );
}
