import { encodePart, entityOf, streamMarker } from "../keys/key.js";
import type {
  Descriptor,
  EventDescriptor,
  LookupPath,
  StreamDescriptor,
} from "../schema/descriptor.js";
import { type EventSchema, fieldsOf, schemaOf } from "../schema/schema.js";

/** One kind of copy of an event type: those of a lookup, or those in a stream under its own key. */
export interface CopyTemplate {
  /** The stream; `undefined` for a lookup. */
  readonly stream: StreamDescriptor | undefined;
  readonly steps: readonly TemplateStep[];
}

/** An entity of a key. */
interface TemplateStep {
  readonly entity: string;
  /** The fields whose ids fill the entity, each with its earlier names. */
  readonly fields: readonly (readonly string[])[];
}

const SEPARATOR = "::";

/** The types that events of a type are stored under: its own, and those of its earlier names. */
export function storedTypesOf({ events }: Descriptor, type: string): readonly string[] {
  return [type, ...(events[type]?.aliases ?? [])];
}

/** The kinds of copies that events of a type have. */
export function templatesOf(descriptor: Descriptor, type: string): readonly CopyTemplate[] {
  const schema = schemaOf(descriptor);
  const event = schema.events.get(type) as EventSchema;
  const earlierNames = earlierNamesOf(descriptor, type);
  const template = (stream: StreamDescriptor | undefined, path: LookupPath): CopyTemplate => {
    const steps = path.map((modelKey) => {
      const fields = [...event.ids.keys()].filter((field) => {
        return event.ids.get(field)?.modelKey === modelKey;
      });
      return {
        entity: entityOf(modelKey, schema.idSuffix),
        fields: fields.sort().map((field) => [field, ...(earlierNames.get(field) ?? [])]),
      };
    });
    return { stream, steps };
  };
  const streams = Object.values(schema.streams).filter(
    ({ events, materialized, consistent }) =>
      (materialized === true || consistent === true) && events.includes(type),
  );
  return [
    ...event.lookups.map((path) => template(undefined, path)),
    ...streams.map((stream) => template(stream, stream.by)),
  ];
}

function earlierNamesOf(
  descriptor: Descriptor,
  type: string,
): ReadonlyMap<string, readonly string[]> {
  const fields = fieldsOf(descriptor, descriptor.events[type] as EventDescriptor);
  return new Map(
    Object.entries(fields).map(([key, rule]) => {
      const { aliases = [] } = typeof rule === "string" ? {} : rule;
      return [key.replace(/\?$/, ""), aliases];
    }),
  );
}

/**
 * The template as a contract has it: the key, with the names of fields in place of their ids.
 * `STORE::{store_id}::PRICE_LOWERED`, and with a space before `{revision}` for a consistent stream.
 */
export function templateText({ stream, steps }: CopyTemplate, storedType: string): string {
  let text = "";
  for (const { entity, fields } of steps) {
    text += `${entity}${SEPARATOR}{${fields.map(([name]) => name).join("|")}}${SEPARATOR}`;
  }
  if (stream === undefined) return text + encodePart(storedType);
  return text + streamMarker(stream.name) + (stream.consistent === true ? " {revision}" : "");
}

/**
 * Whether the copies of a known template include those of this one: it is the same, or more fields
 * fill its entities.
 */
export function isCovered(template: CopyTemplate, storedType: string, known: string): boolean {
  const wanted = templateText(template, storedType).split(SEPARATOR);
  const had = known.split(SEPARATOR);
  return (
    wanted.length === had.length &&
    wanted.every((part, index) => {
      if (part === had[index]) return true;
      const names = had[index]?.slice(1, -1).split("|");
      const step = template.steps[(index - 1) / 2];
      return step?.fields.every((field) => field.some((name) => names?.includes(name))) ?? false;
    })
  );
}

/**
 * Whether the copies of this template include those of a known one, the opposite of
 * {@link isCovered}. A field that the schema does not have may be a later name of one that it has.
 */
export function isSaved(known: string, template: CopyTemplate, storedType: string): boolean {
  const saved = templateText(template, storedType).split(SEPARATOR);
  const wanted = known.split(SEPARATOR);
  return (
    saved.length === wanted.length &&
    wanted.every((part, index) => {
      if (part === saved[index]) return true;
      const step = template.steps[(index - 1) / 2];
      if (step === undefined) return false;
      const names = part.slice(1, -1).split("|");
      const isKnown = (field: readonly string[]) => field.some((name) => names.includes(name));
      const others = names.filter((name) => !step.fields.some((field) => field.includes(name)));
      return others.length <= step.fields.filter((field) => !isKnown(field)).length;
    })
  );
}
