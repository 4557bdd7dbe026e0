import { DdbPatternError, UnknownLookupError } from "../errors.js";
import { quote } from "../util/quote.js";
import type {
  DataDescriptor,
  Descriptor,
  EventDescriptor,
  IdSuffix,
  LookupPath,
  StreamDescriptor,
} from "./descriptor.js";
import { isIdField } from "./id-field.js";
import type { JsonValue } from "./json-value.js";
import type { FieldRules, LongFieldRule, LongRule, Rule, Rules } from "./rule.js";

/** A descriptor, prepared for the rest of the runtime. */
export interface Schema {
  /** For messages. */
  readonly name: string;
  readonly partition: string | undefined;
  readonly idSuffix: IdSuffix;
  readonly events: EventSchemas;
  /**
   * The event type whose events are stored as this type: the type itself, or the one that has it as
   * an alias.
   */
  readonly typeOf: (storedType: string) => string;
  /** The stored types of events that are no longer saved. */
  readonly retired: ReadonlySet<string>;
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
  /** The version of the data that is saved. */
  readonly version: number;
  /** Other types that its events may be stored as. */
  readonly aliases: readonly string[];
  /** Whether stored events may differ from those that are saved, in more than fields with defaults. */
  readonly hasEarlierForms: boolean;
  /** The fields by whose ids events are found, by name: each holds an id, or a list of ids. */
  readonly ids: ReadonlyMap<string, IdField>;
  readonly lookups: readonly LookupPath[];
  /** The values that readers get for fields that a stored event lacks. */
  readonly defaults: readonly (readonly [field: string, value: JsonValue])[];
}

/** A field that holds an id, or a list of ids. */
export interface IdField {
  /** The name that queries use for the field; it differs from the field's name if that has `entity`. */
  readonly modelKey: string;
  readonly isOptional: boolean;
  /** The limits of a list; `undefined` for a field that holds one id. */
  readonly list?: IdListLimits | undefined;
}

/** The numbers of ids that a list can hold. */
export interface IdListLimits {
  readonly minItems: number;
  readonly maxItems: number;
}

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
    const { name, partition, idSuffix = "_id", streams = {}, metadata, types = {} } = descriptor;
    const events = new LazySchemas(descriptor, idSuffix);
    schema = {
      name,
      partition,
      idSuffix,
      events,
      typeOf: (storedType) => events.typeOf(storedType),
      retired: new Set(descriptor.retired),
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

/** The error for a client that was generated without the code of a feature that its schema uses. */
export function missingCode(schemaName: string, feature: string): DdbPatternError {
  return new DdbPatternError(
    "runtime-mismatch",
    `The client of schema "${schemaName}" was generated without ${feature}, which its schema has: ` +
      "generate it again.",
  );
}

/**
 * Prepares each event type when it is first used, so that a program's start time does not depend on
 * their number.
 */
class LazySchemas implements EventSchemas {
  readonly #descriptor: Descriptor;
  readonly #idSuffix: IdSuffix;
  readonly #read = new Map<string, EventSchema>();
  #renamed: ReadonlyMap<string, string> | undefined;

  constructor(descriptor: Descriptor, idSuffix: IdSuffix) {
    this.#descriptor = descriptor;
    this.#idSuffix = idSuffix;
  }

  has(type: string): boolean {
    return Object.hasOwn(this.#descriptor.events, type);
  }

  get(type: string): EventSchema | undefined {
    const read = this.#read.get(type);
    if (read !== undefined || !this.has(type)) return read;
    const event = this.#descriptor.events[type] as EventDescriptor;
    const schema = eventSchema(event, fieldsOf(this.#descriptor, event), this.#idSuffix);
    this.#read.set(type, schema);
    return schema;
  }

  typeOf(storedType: string): string {
    if (this.has(storedType)) return storedType;
    // Not before a stored event has a type that is none of the schema's.
    this.#renamed ??= new Map(
      Object.entries(this.#descriptor.events).flatMap(([type, { aliases = [] }]) =>
        aliases.map((alias) => [alias, type] as const),
      ),
    );
    return this.#renamed.get(storedType) ?? storedType;
  }
}

/** The fields of data: those of its groups, then its own. */
export function fieldsOf(
  { groups = {} }: Descriptor,
  { include = [], data }: DataDescriptor,
): FieldRules {
  return Object.assign({}, ...include.map((name) => groups[name]), data);
}

function eventSchema(
  { open = false, lookups, version = 1, aliases = [] }: EventDescriptor,
  fields: FieldRules,
  idSuffix: IdSuffix,
): EventSchema {
  const ids = new Map<string, IdField>();
  const defaults: (readonly [string, JsonValue])[] = [];
  let hasEarlierForms = version > 1 || aliases.length > 0;
  for (const [key, rule] of Object.entries(fields)) {
    const field = key.replace(/\?$/, "");
    const long: LongFieldRule = typeof rule === "string" ? {} : (rule ?? {});
    const { entity, lookup, default: value } = long;
    if (long.aliases !== undefined) hasEarlierForms = true;
    const list = idListLimits(long);
    if (lookup !== false && (isIdField(field, idSuffix) || list !== undefined)) {
      const modelKey = entity === undefined ? field : entity + idSuffix;
      ids.set(field, { modelKey, isOptional: key !== field, list });
    }
    if (value !== undefined) defaults.push([field, value]);
  }
  const stored = { version, aliases, hasEarlierForms };
  return { ...fieldsSchema(fields, open), ids, lookups, defaults, ...stored };
}

/** The limits of a list of ids; `undefined` for another rule. */
function idListLimits({
  entity,
  type = "",
  minItems = 0,
  maxItems = Number.POSITIVE_INFINITY,
}: LongFieldRule): IdListLimits | undefined {
  if (entity === undefined) return undefined;
  // A later generator may write a type that is not a string.
  return type === "array" || String(type).endsWith("[]") ? { minItems, maxItems } : undefined;
}

function fieldsSchema(fields: FieldRules, isOpen: boolean): FieldsSchema {
  const rules: [string, Rule][] = [];
  const pii = new Set<string>();
  for (const [key, rule] of Object.entries(fields)) {
    if (typeof rule === "string" || rule === null) rules.push([key, rule]);
    else {
      const { entity, lookup, default: _, aliases, pii: isPersonal, ...words } = rule;
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
