import { GENERATED } from "../../exporters/export-file.js";
import { isEventTypeName } from "../../model/names.js";
import type { Json } from "../../util/json.js";
import type { DraftEvent, DraftMember } from "../draft/draft.js";
import type { Base } from "./documents.js";
import { listMember, memberOf, objectMember, textMember } from "./json-object.js";
import { isObjectSchema } from "./merge.js";
import type { SchemaConverter } from "./schema-converter.js";
import { schemaFacts } from "./schema-facts.js";

/** The members that the runtime makes, or that CloudEvents have. */
const ENVELOPE = [
  ...["id", "type", "timestamp", "data", "metadata", "revision", "v"],
  ...["specversion", "source", "subject", "time", "datacontenttype", "dataschema", "sequence"],
];

/** An event, and the metadata beside its data. */
export interface ReadEvent {
  /** Whether the schema says what `type` is. */
  readonly hasOwnType: boolean;
  readonly event: DraftEvent;
  readonly metadata: readonly DraftMember[];
}

/**
 * The event that an object schema describes. If it has a `type` of one text and an object `data`, as our own events and
 * CloudEvents do, `data` is the data of the event; else the whole object is. `undefined` for what is no object, and for an earlier
 * version that we exported.
 */
export function eventFrom(
  value: Json,
  base: Base,
  name: string,
  converter: SchemaConverter,
): ReadEvent | undefined {
  const { schema, base: at, notes } = converter.flat(value, base);
  if (!isObjectSchema(schema) || isEarlierVersion(schema)) return undefined;
  const properties = objectMember(schema, "properties") ?? {};
  const text = literalText(properties, at, converter);
  const title = textMember(schema, "title");
  const data = memberOf(properties, "data");
  const inner = data === undefined ? undefined : converter.flat(data, at);
  const isEnvelope = text !== undefined && inner !== undefined && isObjectSchema(inner.schema);
  const shape = isEnvelope ? inner : { schema, base: at, notes: [] };
  const facts = schemaFacts(schema);
  const others = isEnvelope ? Object.keys(properties).filter((key) => !ENVELOPE.includes(key)) : [];
  const isTitled = title !== undefined && isEventTypeName(title);
  const event: DraftEvent = {
    name: isTitled ? title : (text ?? title ?? name),
    storedType: text ?? (isTitled ? title : name),
    description: facts.description,
    deprecated: facts.deprecated,
    fields: converter.members(shape.schema, shape.base),
    isOpen: isOpen(shape.schema),
    notes: [
      ...notes,
      ...shape.notes,
      ...others.map((key) => `Not imported: the member ${JSON.stringify(key)} beside data.`),
    ],
  };
  const metadata = isEnvelope ? metadataOf(properties, at, converter) : [];
  return { hasOwnType: text !== undefined, event, metadata };
}

function isOpen(schema: Json): boolean {
  const others = memberOf(schema, "additionalProperties");
  return others === true || objectMember(schema, "additionalProperties") !== undefined;
}

function isEarlierVersion(schema: Json): boolean {
  const isOurs = textMember(schema, "$comment") === GENERATED;
  return isOurs && /, version \d+$/.test(textMember(schema, "title") ?? "");
}

/** The only text that `type` can have, or, as in CDEvents, `context.type`. */
function literalText(properties: Json, base: Base, converter: SchemaConverter): string | undefined {
  const context = memberOf(properties, "context");
  const inner = context === undefined ? undefined : converter.flat(context, base);
  const places = [
    { type: memberOf(properties, "type"), at: base },
    { type: memberOf(objectMember(inner?.schema, "properties"), "type"), at: inner?.base ?? base },
  ];
  for (const { type, at } of places) {
    if (type === undefined) continue;
    const { schema } = converter.flat(type, at);
    const values = listMember(schema, "enum") ?? [memberOf(schema, "const") ?? null];
    const [only] = values;
    if (values.length === 1 && typeof only === "string" && only !== "") return only;
  }
  return undefined;
}

function metadataOf(properties: Json, base: Base, converter: SchemaConverter): DraftMember[] {
  const metadata = memberOf(properties, "metadata");
  if (metadata === undefined) return [];
  const { schema, base: at } = converter.flat(metadata, base);
  return isObjectSchema(schema) ? converter.members(schema, at) : [];
}
