import type { EventModel, Model, NamedType } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { identifier } from "./escape.js";
import { block, type Code, chain, entry, indexed, typeCall, WIDTH } from "./layout.js";
import { type ModuleNames, moduleNames } from "./names.js";
import { typeAlias } from "./type-alias.js";
import { memberCodes, typeCode } from "./type-code.js";

/** The types of a schema: its metadata, its named types, and an interface for each event type. */
export function typeDeclarations(model: Model): Code[] {
  const names = moduleNames(model.name);
  return [
    ...metadataInterface(model, names),
    ...eventBase(model, names),
    ...model.types.flatMap(namedType),
    ...model.events.map((event) => eventInterface(event, names)),
    eventMap(
      "Event type → event.",
      names.eventMap,
      model.events.map((event) => [event, event.interfaceName]),
    ),
    ...unionOfMap("Every event, told apart by its `type`.", names.events, names.eventMap),
  ];
}

function metadataInterface({ metadata }: Model, names: ModuleNames): Code[] {
  if (metadata.length === 0) return [];
  const description = "What can be stored beside the data of any event.";
  const members = metadata.map((field) => ({ ...field, isOptional: true }));
  const open = `export interface ${names.metadata} {`;
  return [documented({ description }, block(open, memberCodes(members, false)))];
}

function eventBase({ metadata }: Model, names: ModuleNames): Code[] {
  const base =
    metadata.length === 0
      ? typeCall("runtime.EventBase", [names.eventTypes])
      : typeCall("runtime.EventWithMetadata", [names.eventTypes, names.metadata]);
  return typeAlias(names.eventBase, base, (code) =>
    documented({ description: "What every event has." }, code),
  );
}

function namedType({ name, type, description, deprecated, examples }: NamedType): Code[] {
  if (type.kind !== "object" || type.isNullable || type.properties.length === 0) {
    return typeAlias(name, typeCode(type), (code) =>
      documented({ description, deprecated, examples, type }, code),
    );
  }
  const open = `export interface ${identifier(name)} {`;
  const members = memberCodes(type.properties, type.isOpen);
  return [documented({ description, deprecated, examples }, block(open, members))];
}

function eventInterface(event: EventModel, names: ModuleNames): Code {
  // A reader sees a default where the field is missing.
  const fields = event.fields.map((field) => ({
    ...field,
    isOptional: field.isOptional && field.default === undefined,
  }));
  const members = [
    entry("type:", `${names.eventTypes}.${identifier(event.type)}`),
    entry("data:", block("{", memberCodes(fields, event.isOpen))),
  ];
  // Only the member of the enum is marked as deprecated: stored events of the type are read for ever.
  const { description, interfaceName } = event;
  return documented({ description }, block(extending(interfaceName, names.eventBase), members));
}

/** The head of an interface that extends another one. */
export function extending(name: string, base: string): string {
  const head = `export interface ${identifier(name)}`;
  const line = `${head} extends ${identifier(base)} {`;
  return line.length <= WIDTH ? line : `${head}\n  extends ${identifier(base)} {`;
}

/** An interface with a member for each event type. */
export function eventMap(
  description: string,
  name: string,
  types: readonly (readonly [EventModel, Code])[],
): Code {
  const members = types.map(([{ type }, code]) => entry(`${identifier(type)}:`, code));
  return documented({ description }, block(`export interface ${name} {`, members));
}

/** The union of all members of such an interface. */
export function unionOfMap(description: string, name: string, map: string): Code[] {
  return typeAlias(name, indexed(map, `keyof ${map}`), (code) => documented({ description }, code));
}

/** The union of events. */
export function eventUnion(description: string, name: string, events: readonly EventModel[]) {
  const parts = events.map(({ interfaceName }) => identifier(interfaceName));
  return typeAlias(name, chain("|", parts), (code) => documented({ description }, code));
}
