import {
  type EventModel,
  type FieldType,
  type Lookup,
  lookupPath,
  type Model,
  type NamedType,
  type StreamModel,
} from "../model/model.js";
import { moduleNames } from "../model/names.js";
import { aliasDeclaration } from "./alias.js";
import { docText } from "./comment.js";
import { identifier, propertyName, stringLiteral } from "./escape.js";
import { block, displayWidth, fits, INDENT } from "./layout.js";
import type { Declaration, InterfaceMember } from "./print.js";
import { objectText, typeText, unionText } from "./type-text.js";

/** The types of a module, in the order in which they are read best. */
export function typeDeclarations(model: Model): Declaration[] {
  const names = moduleNames(model.name);
  const keyOf = (event: EventModel) => `[${names.eventTypes}.${identifier(event.type)}]`;
  return [
    alias(names.eventBase, `runtime.EventBase<${names.eventTypes}>`, "What every event has."),
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
      doc: docText({ description: "Event type → the questions that find it." }),
      name: names.lookupMap,
      members: model.events.map((event) => plainMember(keyOf(event), lookupsText(event))),
    },
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
    return { kind: "interface", doc, name: identifier(name), members };
  }
  return aliasDeclaration(name, (room) => typeText(type, room), doc);
}

function eventInterface(names: ReturnType<typeof moduleNames>, event: EventModel): Declaration {
  const room = { indent: INDENT, column: INDENT + "data: ".length, after: ";".length };
  // Only the enum's member is marked as deprecated: stored events of the type are read for ever.
  const doc = docText({ description: event.description });
  return {
    kind: "interface",
    doc,
    name: identifier(event.interfaceName),
    extends: identifier(names.eventBase),
    members: [
      plainMember("type", `${names.eventTypes}.${identifier(event.type)}`),
      plainMember("data", objectText(event.fields, room)),
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
