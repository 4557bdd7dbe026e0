import {
  type EventModel,
  type FieldType,
  hasOmissibleFields,
  type Lookup,
  lookupPath,
  type Model,
  type NamedType,
  omissibleFields,
  type StreamModel,
} from "../../model/model.js";
import { moduleNames, optionalNames } from "../../model/names.js";
import { displayWidth } from "../../util/display-width.js";
import { aliasDeclaration } from "./aliases.js";
import { docText } from "./doc-comment.js";
import { identifier, propertyName, stringLiteral } from "./escape.js";
import { block, fits, INDENT, type Room } from "./layout.js";
import type { Declaration, InterfaceMember } from "./printer.js";
import { OPEN_MEMBER, objectText, typeText, unionText } from "./type-text.js";

/** The types of a module, in the order in which they are read best. */
export function typeDeclarations(model: Model): Declaration[] {
  const names = moduleNames(model.name);
  const keyOf = (event: EventModel) => `[${names.eventTypes}.${identifier(event.type)}]`;
  return [
    ...metadataInterface(model),
    eventBase(model),
    ...model.types.map(namedType),
    ...model.events.map((event) => eventInterface(names, event)),
    union(names.events, model.events, "Every event, told apart by its `type`."),
    {
      kind: "interface",
      doc: docText({ description: "Event type → event." }),
      name: names.eventMap,
      members: model.events.map((event) => plainMember(keyOf(event), event.interfaceName)),
    },
    {
      kind: "interface",
      doc: docText({ description: "Event type → the queries that find it." }),
      name: names.lookupMap,
      members: model.events.map((event) => plainMember(keyOf(event), lookupsText(event))),
    },
    ...defaultMap(model, keyOf),
    ...model.streams.map((stream) =>
      union(stream.unionName, stream.events, `The events of the stream \`${stream.name}\`.`),
    ),
    {
      kind: "interface",
      doc: docText({ description: "The streams, each picked by its ids." }),
      name: names.streams,
      members: model.streams.map(streamMember),
    },
  ];
}

export function schemaInterface(model: Model): Declaration {
  const names = moduleNames(model.name);
  const { metadata, defaultMap: defaults } = optionalNames(model.name);
  return {
    kind: "interface",
    doc: docText({ description: "The maps above as one type, for the runtime's generics." }),
    name: names.schema,
    members: [
      plainMember("events", names.eventMap),
      plainMember("lookups", names.lookupMap),
      plainMember("streams", names.streams),
      ...(model.metadata.length === 0 ? [] : [plainMember("metadata", metadata)]),
      ...(hasOmissibleFields(model) ? [plainMember("defaults", defaults)] : []),
    ],
  };
}

/** What the module's types make of the runtime's. */
export function clientAliases(model: Model): Declaration[] {
  const names = moduleNames(model.name);
  return [
    alias(
      names.eventInput,
      `runtime.EventInput<${names.schema}>`,
      "What saving takes: an event's `type` and its `data`.",
    ),
    alias(
      names.eventClient,
      `runtime.EventClient<${names.schema}>`,
      "Reads and writes the events of this schema in one table.",
    ),
  ];
}

function alias(name: string, type: string, description: string): Declaration {
  return aliasDeclaration(name, () => type, docText({ description }));
}

function eventBase(model: Model): Declaration {
  const { eventBase: name, eventTypes } = moduleNames(model.name);
  const { metadata } = optionalNames(model.name);
  const types = model.metadata.length === 0 ? [eventTypes] : [eventTypes, metadata];
  const layOut = (room: Room) => typeCall("runtime.EventBase", types, room);
  return aliasDeclaration(name, layOut, docText({ description: "What every event has." }));
}

/** A type with its arguments, on a line each where one line does not take them. */
function typeCall(name: string, types: readonly string[], room: Room): string {
  const line = `${name}<${types.join(", ")}>`;
  if (types.length === 1 || fits(line, room)) return line;
  return `${name}<${types.map((type) => `\n${" ".repeat(INDENT)}${type}`).join(",")}\n>`;
}

function metadataInterface({ name, metadata }: Model): Declaration[] {
  if (metadata.length === 0) return [];
  return [
    {
      kind: "interface",
      doc: docText({ description: "What can be stored beside the data of any event." }),
      name: optionalNames(name).metadata,
      members: metadata.map((field) =>
        member(`${propertyName(field.name)}?`, field.type, docText(field)),
      ),
    },
  ];
}

/** Only the event types that have such fields are in it. */
function defaultMap(model: Model, keyOf: (event: EventModel) => string): Declaration[] {
  const members = model.events.flatMap((event) => {
    const fields = omissibleFields(event).map(({ name }) => stringLiteral(name));
    if (fields.length === 0) return [];
    const key = keyOf(event);
    const column = INDENT + `${key}: `.length;
    return plainMember(key, unionText(fields, { indent: INDENT, column, after: ";".length }));
  });
  if (members.length === 0) return [];
  const description = "Event type → the fields that may be left out, as readers see a default.";
  const { defaultMap: name } = optionalNames(model.name);
  return [{ kind: "interface", doc: docText({ description }), name, members }];
}

function union(name: string, events: readonly EventModel[], description: string): Declaration {
  const parts = events.map((event) => identifier(event.interfaceName));
  return aliasDeclaration(name, (room) => unionText(parts, room), docText({ description }));
}

function namedType({ name, type, ...documented }: NamedType): Declaration {
  const doc = docText(documented);
  if (type.kind === "object" && !type.isNullable && type.properties.length > 0) {
    const members = type.properties.map((property): InterfaceMember => {
      const key = propertyName(property.name) + (property.isOptional ? "?" : "");
      return member(key, property.type, docText(property));
    });
    if (type.isOpen) members.push(plainMember(OPEN_MEMBER.key, OPEN_MEMBER.type));
    return { kind: "interface", doc, name: identifier(name), members };
  }
  return aliasDeclaration(name, (room) => typeText(type, room), doc);
}

function eventInterface(names: ReturnType<typeof moduleNames>, event: EventModel): Declaration {
  const room = { indent: INDENT, column: INDENT + "data: ".length, after: ";".length };
  // Only the enum's member is marked as deprecated: stored events of the type are read for ever.
  const doc = docText({ description: event.description });
  // A reader sees a default where the field is missing.
  const fields = event.fields.map((field) => ({
    ...field,
    isOptional: field.isOptional && field.default === undefined,
  }));
  return {
    kind: "interface",
    doc,
    name: identifier(event.interfaceName),
    extends: identifier(names.eventBase),
    members: [
      plainMember("type", `${names.eventTypes}.${identifier(event.type)}`),
      plainMember("data", objectText(fields, event.isOpen, room)),
    ],
  };
}

function member(key: string, type: FieldType, doc: string): InterfaceMember {
  const column = INDENT + displayWidth(key) + ": ".length;
  return { doc, key, type: typeText(type, { indent: INDENT, column, after: ";".length }) };
}

function plainMember(key: string, type: string, doc = ""): InterfaceMember {
  return { doc, key, type };
}

function lookupsText(event: EventModel): string {
  return block(
    "{",
    event.lookups.map((lookup) => `${propertyName(lookupName(lookup))}: ${lookupText(lookup)};`),
    "}",
  );
}

/** Lookups of several event types are matched by these names. */
function lookupName(lookup: Lookup): string {
  return lookup.kind === "type" ? "type" : lookupPath(lookup).join("+");
}

function lookupText(lookup: Lookup): string {
  switch (lookup.kind) {
    case "type":
      return "runtime.TypeLookup";
    case "partition":
      return "runtime.PartitionLookup";
    case "entity":
      return `runtime.EntityLookup<${stringLiteral(lookup.modelKey)}>`;
    case "partition-entity":
      return `runtime.PartitionEntityLookup<${stringLiteral(lookup.modelKey)}>`;
  }
}

function streamMember(stream: StreamModel): InterfaceMember {
  const key = identifier(stream.memberName);
  const ids = lookupPath(stream.lookup).map((modelKey) => `${identifier(modelKey)}: string;`);
  const kind = stream.isConsistent ? "ConsistentEventStream" : "EventStream";
  const returned = `) => runtime.${kind}<${identifier(stream.unionName)}>`;
  const line = `(ids: { ${ids.join(" ").slice(0, -1)} }${returned}`;
  const column = INDENT + `${key}: `.length;
  const isShort = fits(line, { indent: INDENT, column, after: ";".length });
  const type = isShort ? line : `(ids: ${block("{", ids, "}")}${returned}`;
  return plainMember(key, type, docText(stream));
}
