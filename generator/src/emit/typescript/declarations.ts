import {
  type DataShape,
  type EventModel,
  type Field,
  type GroupModel,
  type MetadataField,
  type Model,
  type NamedType,
  ownFields,
  type PreviousVersion,
} from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { identifier, propertyName } from "./escape.js";
import { block, type Code, chain, each, entry, indexed, WIDTH } from "./layout.js";
import { interfaceName, type ModuleNames, moduleNames, versionName } from "./names.js";
import { typeAlias } from "./type-alias.js";
import { memberCodes, typeCode } from "./type-code.js";

/** The longest names of groups that stand on one line with the bracket of an event's own fields. */
const MAX_HEAD = 80;

/** The types of a schema: its metadata, its named types, and an interface for each event type. */
export function* typeDeclarations(model: Model): Iterable<Code> {
  const names = moduleNames(model.name);
  yield* metadataInterface(model, names);
  yield eventBase(model, names);
  for (const type of model.types) yield* namedType(type);
  for (const group of model.groups) yield groupInterface(group);
  for (const event of model.events) {
    for (const version of event.previous) yield versionInterface(event, version, names);
    yield eventInterface(event, names);
  }
  yield eventMap("Maps each event type to its event.", names.eventMap, model, interfaceName);
  yield* unionOfMap("Any event. Its `type` tells which.", names.events, names.eventMap);
}

function metadataInterface({ metadata }: Model, names: ModuleNames): Code[] {
  if (metadata.length === 0) return [];
  const description = "Metadata that can be stored with any event.";
  const open = `export interface ${names.metadata} {`;
  return [documented({ description }, block(open, memberCodes(metadata, false)))];
}

/** The name of the member for metadata, which every event has if the schema requires some of it. */
export function metadataMember(metadata: readonly MetadataField[]): string {
  return metadata.some(({ isOptional }) => !isOptional) ? "metadata" : "metadata?";
}

/**
 * The interface that all events extend. It extends nothing and has no type parameter, so that the compiler
 * instantiates nothing for the interface of an event.
 */
function eventBase({ metadata }: Model, names: ModuleNames): Code {
  const members = [
    documented(
      {
        description:
          "A ULID. Events are ordered by it, except in consistent streams, which have revisions.",
      },
      "id: string",
    ),
    `type: ${names.eventTypes}`,
    documented(
      { description: "The time in `id`, as ISO 8601 in UTC with milliseconds." },
      "timestamp: string",
    ),
    "data: object",
  ];
  if (metadata.length > 0) {
    const member = metadataMember(metadata);
    const missing = member === "metadata" ? "" : "; missing if there was none";
    const description = `The metadata that the event was saved with${missing}.`;
    members.push(documented({ description }, `${member}: ${names.metadata}`));
  }
  const open = `export interface ${names.eventBase} {`;
  return documented({ description: "The members of every event." }, block(open, members));
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

function groupInterface({ name, fields }: GroupModel): Code {
  const description = "Fields that event types share.";
  const open = `export interface ${identifier(name)} {`;
  return documented({ description }, block(open, fieldCodes(fields, false)));
}

function eventInterface(event: EventModel, names: ModuleNames): Code {
  const members = [
    entry("type:", `${names.eventTypes}.${identifier(event.type)}`),
    entry("data:", dataCode(event)),
  ];
  // Only the member of the enum is deprecated: stored events of the type are read forever.
  const { description } = event;
  const open = extending(interfaceName(event), names.eventBase);
  return documented({ description }, block(open, members));
}

/** The interface of an earlier version of an event type, which upcasters take. */
function versionInterface(event: EventModel, version: PreviousVersion, names: ModuleNames): Code {
  const members = [
    entry("type:", `${names.eventTypes}.${identifier(event.type)}`),
    entry("data:", dataCode(version)),
  ];
  const description = `${event.type} in version ${version.version}.`;
  const open = extending(versionName(event, version.version), names.eventBase);
  return documented({ description }, block(open, members));
}

/** The type of the data of an event: the groups that it includes, and its own fields. */
function dataCode(shape: DataShape): Code {
  const own = ownFields(shape);
  const groups = shape.groups.map(identifier);
  if (groups.length > 0 && own.length === 0 && !shape.isOpen) return chain("&", groups);
  const members = fieldCodes(own, shape.isOpen);
  const open = [...groups, "{"].join(" & ");
  return open.length <= MAX_HEAD
    ? block(open, members)
    : chain("&", [...groups, block("{", members)]);
}

/** The members for fields: readers see the default of one that is missing. */
function fieldCodes(fields: readonly Field[], isOpen: boolean): Code[] {
  const read = fields.map((field) =>
    field.default === undefined ? field : { ...field, isOptional: false },
  );
  return memberCodes(read, isOpen);
}

/** The head of an interface that extends another one. */
export function extending(name: string, base: string): string {
  const head = `export interface ${identifier(name)}`;
  const line = `${head} extends ${identifier(base)} {`;
  return line.length <= WIDTH ? line : `${head}\n  extends ${identifier(base)} {`;
}

/** An interface that maps each event type to a type with a name. */
export function eventMap(
  description: string,
  name: string,
  { events }: Model,
  nameOf: (event: EventModel) => string,
): Code {
  const members = each(events, (event) =>
    entry(`${propertyName(event.storedType)}:`, identifier(nameOf(event))),
  );
  return documented({ description }, block(`export interface ${name} {`, members));
}

/** The union of all members of such an interface. */
export function unionOfMap(description: string, name: string, map: string): Code[] {
  return typeAlias(name, indexed(map, `keyof ${map}`), (code) => documented({ description }, code));
}

/** The union of events. */
export function eventUnion(description: string, name: string, events: readonly EventModel[]) {
  const parts = events.map((event) => identifier(interfaceName(event)));
  return typeAlias(name, chain("|", parts), (code) => documented({ description }, code));
}
