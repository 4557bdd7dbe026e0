import { DdbPatternError, UnknownLookupError } from "../errors.js";
import { quote } from "../util/quote.js";
import type { Descriptor, EventDescriptor, LookupPath, StreamDescriptor } from "./descriptor.js";
import type { JsonValue } from "./json-value.js";
import type { FieldRules, LongRule, Rule, Rules } from "./rule.js";

/** A descriptor as the rest of the runtime reads it. */
export interface Schema {
  /** For messages. */
  readonly name: string;
  readonly partition: string | undefined;
  readonly events: EventSchemas;
  readonly streams: { readonly [member: string]: StreamDescriptor };
  readonly metadata: FieldsSchema | undefined;
  readonly types: Rules;
}

/** Event type → its schema. */
export type EventSchemas = Pick<ReadonlyMap<string, EventSchema>, "get" | "has">;

/** The fields of an event's data, or of its metadata. */
export interface FieldsSchema {
  /** The rule of all fields together; `undefined` where their content is not checked. */
  readonly rule: LongRule | undefined;
  /** The fields that hold personal data. */
  readonly pii: ReadonlySet<string>;
}

export interface EventSchema extends FieldsSchema {
  /**
   * Every id field of the event, and the id that queries name it by (the two differ under `entity:`); `null`
   * for a field that makes no copy.
   */
  readonly ids: ReadonlyMap<string, string | null>;
  /** The id fields that an event may lack. */
  readonly optionalIds: ReadonlySet<string>;
  readonly lookups: readonly LookupPath[];
  /** The values that readers see in fields that the stored event lacks. */
  readonly defaults: readonly (readonly [field: string, value: JsonValue])[];
}

const ID_SUFFIX = "_id";

const schemas = new WeakMap<Descriptor, Schema>();

/**
 * The schema of a descriptor, always the same one.
 *
 * @throws DdbPatternError "runtime-mismatch" for a descriptor that a later generator wrote.
 */
export function schemaOf(descriptor: Descriptor): Schema {
  let schema = schemas.get(descriptor);
  if (schema === undefined) {
    checkCodegen(descriptor);
    const { name, partition, events, streams = {}, metadata, types = {} } = descriptor;
    schema = {
      name,
      partition,
      events: new LazySchemas(events),
      streams,
      metadata: metadata && fieldsSchema(metadata, false),
      types,
    };
    schemas.set(descriptor, schema);
  }
  return schema;
}

function checkCodegen({
  codegen,
  name,
}: {
  readonly codegen: number;
  readonly name: string;
}): void {
  if (codegen === 1) return;
  throw new DdbPatternError(
    "runtime-mismatch",
    `The client of schema "${name}" was generated for codegen ${codegen}, and this ddb-pattern-runtime reads ` +
      "codegen 1. Install the ddb-pattern-runtime that belongs to your ddb-pattern-gen, or generate again.",
  );
}

/** Reads an event type when it is first used: a program's start does not depend on how many there are. */
class LazySchemas implements EventSchemas {
  readonly #descriptors: Descriptor["events"];
  readonly #read = new Map<string, EventSchema>();

  constructor(descriptors: Descriptor["events"]) {
    this.#descriptors = descriptors;
  }

  has(type: string): boolean {
    return Object.hasOwn(this.#descriptors, type);
  }

  get(type: string): EventSchema | undefined {
    const read = this.#read.get(type);
    if (read !== undefined || !this.has(type)) return read;
    const schema = eventSchema(this.#descriptors[type] as EventDescriptor);
    this.#read.set(type, schema);
    return schema;
  }
}

function eventSchema({ data, open = false, lookups }: EventDescriptor): EventSchema {
  const ids = new Map<string, string | null>();
  const optionalIds = new Set<string>();
  const defaults: (readonly [string, JsonValue])[] = [];
  for (const [key, rule] of Object.entries(data)) {
    const field = key.replace(/\?$/, "");
    const { entity, lookup, default: value } = typeof rule === "string" ? {} : rule;
    if (field.endsWith(ID_SUFFIX)) {
      ids.set(field, lookup === false ? null : entity === undefined ? field : entity + ID_SUFFIX);
      if (key !== field) optionalIds.add(field);
    }
    if (value !== undefined) defaults.push([field, value]);
  }
  return { ...fieldsSchema(data, open), ids, optionalIds, lookups, defaults };
}

function fieldsSchema(fields: FieldRules, isOpen: boolean): FieldsSchema {
  const rules: [string, Rule][] = [];
  const pii = new Set<string>();
  for (const [key, rule] of Object.entries(fields)) {
    if (typeof rule === "string") rules.push([key, rule]);
    else {
      const { entity, lookup, default: _, pii: isPersonal, ...words } = rule;
      rules.push([key, words]);
      if (isPersonal === true) pii.add(key.replace(/\?$/, ""));
    }
  }
  const rule = {
    type: "object",
    properties: Object.fromEntries(rules),
    additionalProperties: isOpen,
  };
  return { rule, pii };
}

/**
 * The schema of an event type.
 *
 * @throws UnknownLookupError if there is none, also for names that every JavaScript object has, and
 *   for a value that only turns into a name, as `["PRICE_LOWERED"]` does.
 */
export function knownEvent({ name, events }: Schema, type: unknown): EventSchema {
  const event = typeof type === "string" ? events.get(type) : undefined;
  if (event !== undefined) return event;
  throw new UnknownLookupError(`Schema "${name}" has no event type ${quote(type)}.`);
}
