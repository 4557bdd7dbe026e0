import type { JsonValue } from "./json-value.js";

/**
 * A type of the schema language in a generated descriptor. Short form: a type name (`"ulid"`, or a
 * type of the schema), or a list of it (`"ulid[]"`). Long form: {@link LongRule}.
 * docs/reference/language.md explains the keywords.
 */
export type Rule = string | LongRule;

/**
 * The long form of a {@link Rule}. A keyword is present only if the schema sets it; the schema
 * language defines which keywords can be combined.
 */
export interface LongRule {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly Literal[];
  readonly const?: Literal;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly items?: Rule;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  /** The members by name. A `?` after a name makes the member optional. */
  readonly properties?: Rules;
  /**
   * With `properties`: whether other members are allowed. Without `properties`: the rule of every
   * member.
   */
  readonly additionalProperties?: boolean | Rule;
  readonly oneOf?: readonly Rule[];
  readonly discriminator?: { readonly propertyName: string };
}

export type Literal = Extract<JsonValue, string | number | boolean>;

/** Rules by name: the named types of a schema, or the members of an object. */
export interface Rules {
  readonly [name: string]: Rule;
}

/** The rule of a field of `data` or `metadata`, including the keywords that only fields have. */
export type FieldRule = string | LongFieldRule;

export interface LongFieldRule extends LongRule {
  /**
   * The entity that the field's ids name. Default for an id field: the field's name without the
   * suffix. A list that has `entity` is a list of ids, whatever its name, and has `maxItems`.
   */
  readonly entity?: string;
  /** For an id field: `false` means that no copy is stored for it. */
  readonly lookup?: boolean;
  /**
   * The value that readers get if the field is missing. It is never stored and never part of a key.
   */
  readonly default?: JsonValue;
  /** Earlier names of the field, which stored events may have. Readers see the field's own name. */
  readonly aliases?: readonly string[];
  /** `true` marks personal data: no error names anything below the field. */
  readonly pii?: boolean;
}

/** The rules of fields by name. A `?` after a name makes the field optional. */
export interface FieldRules {
  readonly [name: string]: FieldRule;
}
