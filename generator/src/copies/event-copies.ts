import { encodeKey, streamMarker } from "ddb-pattern-runtime/rules";
import { canonicalTemplate, type KeyTemplate, keyEntity, keyTemplates } from "../evolution/keys.js";
import {
  type EventModel,
  type Field,
  isCertainId,
  lookupPath,
  type Model,
} from "../model/model.js";
import type { Copy, CopySource, CopyStep, EventCopies, Guard } from "./copy.js";

/** The stored items of each event type of a schema, by its name, in the order of the schema. */
export function copiesOf(model: Model): ReadonlyMap<string, EventCopies> {
  const templates = keyTemplates(model);
  return new Map(
    model.events.map((event) => [
      event.type,
      eventCopies(event, templates.get(event.type) ?? [], model),
    ]),
  );
}

function eventCopies(
  event: EventModel,
  templates: readonly KeyTemplate[],
  model: Model,
): EventCopies {
  const certain = canonicalTemplate({ event, model, templates });
  const copies = templates.map((template) =>
    copyOf(event, template, model, { isCanonical: template === certain }),
  );
  return {
    event,
    copies,
    canonical: copies.find(({ isCanonical }) => isCanonical),
    guard: guardOf(copies),
    min: sumOf(copies, ({ min }) => min),
    max: sumOf(copies, ({ max }) => max),
  };
}

function copyOf(
  event: EventModel,
  { lookup, stream }: KeyTemplate,
  model: Model,
  { isCanonical }: Pick<Copy, "isCanonical">,
): Copy {
  const steps = lookupPath(lookup).map((modelKey): CopyStep => {
    const fields = fieldsOfKey(event, modelKey).map(({ name }) => name);
    return { entity: keyEntity(modelKey, model), modelKey, fields: fields.sort() };
  });
  const source: CopySource =
    stream === undefined ? { kind: "lookup", lookup } : { kind: "stream", stream };
  const ending = stream === undefined ? event.storedType : streamMarker(stream.name);
  const counts = steps.map(({ modelKey }) => countIds(fieldsOfKey(event, modelKey)));
  const min = productOf(counts.map((count) => count.min));
  return {
    source,
    pk: templateText(steps, ending),
    sk: stream?.isConsistent === true ? "{revision}" : "{id}",
    earlierPks: stream === undefined ? event.aliases.map((type) => templateText(steps, type)) : [],
    steps,
    ending,
    isCertain: min > 0,
    isCanonical,
    min,
    max: productOf(counts.map((count) => count.max)),
  };
}

/** The fields of an event whose ids queries name by a name. */
function fieldsOfKey({ fields }: EventModel, modelKey: string): Field[] {
  return fields.filter((field) => field.modelKey === modelKey);
}

/** The number of different ids that the fields of an event have together. */
function countIds(fields: readonly Field[]): { readonly min: number; readonly max: number } {
  // Two fields can have the same id.
  const least = fields.map((field) => {
    if (!isCertainId(field)) return 0;
    return field.type.kind === "list" && field.type.hasUniqueItems ? (field.type.minItems ?? 1) : 1;
  });
  const most = fields.map(({ type }) => (type.kind === "list" ? (type.maxItems ?? 1) : 1));
  return { min: Math.max(0, ...least), max: sumOf(most, (count) => count) };
}

/** A partition key with the names of fields in place of ids. No part of it has to be encoded but an event type. */
function templateText(steps: readonly CopyStep[], type: string): string {
  const entities = steps.map(({ entity, fields }) => ({ entity, id: `{${fields.join("|")}}` }));
  return encodeKey({ entities, type });
}

function guardOf(copies: readonly Copy[]): Guard | undefined {
  const pks = copies.filter(({ sk }) => sk === "{revision}").map(({ pk }) => pk);
  const hasCopyById = copies.some(({ sk, isCertain }) => sk === "{id}" && isCertain);
  return pks.length === 0 || hasCopyById ? undefined : { pks, sk: "id#{id}" };
}

function productOf(factors: readonly number[]): number {
  return factors.reduce((product, factor) => product * factor, 1);
}

function sumOf<Part>(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}
