import { DdbPatternError, UnknownLookupError } from "../errors.js";
import { quote } from "../util/quote.js";
import type { Descriptor, EventDescriptor, LookupPath, StreamDescriptor } from "./descriptor.js";
import type { JsonValue } from "./json-value.js";
import type { FieldRules, LongRule, Rule, Rules } from "./rule.js";

/** A descriptor, prepared for the rest of the runtime. */
export interface Schema {
  /** For messages. */
  readonly name: string;
  readonly partition: string | undefined;
  readonly events: EventSchemas;
  readonly streams: { readonly [member: string]: StreamDescriptor };
  readonly metadata: FieldsSchema | undefined;
  readonly types: Rules;
}

/** The event schemas by event type. */
export type EventSchemas = Pick<ReadonlyMap<string, EventSchema>, "get" | "has">;

/** The fields of an event's data, or of its metadata. */
export interface FieldsSchema {
  /** The rule of all fields together; `undefined` if their content is not checked. */
  readonly rule: LongRule | undefined;
  /** The fields that hold personal data. */
  readonly pii: ReadonlySet<string>;
}

export interface EventSchema extends FieldsSchema {
  /**
   * The id fields of the event, each with the name that queries use for it (they differ if the
   * field has `entity`). The value is `null` for a field with `lookup: false`.
   */
  readonly ids: ReadonlyMap<string, string | null>;
  /** The optional id fields. */
  readonly optionalIds: ReadonlySet<string>;
  readonly lookups: readonly LookupPath[];
  /** The values that readers get for fields that a stored event lacks. */
  readonly defaults: readonly (readonly [field: string, value: JsonValue])[];
}

const ID_SUFFIX = "_id";

const schemas = new WeakMap<Descriptor, Schema>();

/**
 * The schema of a descriptor; the same object for each call.
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
      "codegen 1. Install the ddb-pattern-runtime that matches your ddb-pattern-gen, or generate the client again.",
  );
}

/**
 * Prepares each event type when it is first used, so that a program's start time does not depend on
 * their number.
 */
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
    const { entity, lookup, default: value } = typeof rule === "string" ? {} : (rule ?? {});
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
    if (typeof rule === "string" || rule === null) rules.push([key, rule]);
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
 * @throws UnknownLookupError for an unknown type, for inherited names such as `toString`, and for
 *   values that only convert to a name, such as `["PRICE_LOWERED"]`.
 */
export function knownEvent({ name, events }: Schema, type: unknown): EventSchema {
  const event = typeof type === "string" ? events.get(type) : undefined;
  if (event !== undefined) return event;
  throw new UnknownLookupError(`Schema "${name}" has no event type ${quote(type)}.`);
}
