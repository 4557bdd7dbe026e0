import type { JsonValue } from "./json-value.js";

/**
 * A type of the schema language, as a generated descriptor writes it. In short, a word: `"ulid"`, the name of one
 * of the schema's types, or a list of either (`"ulid[]"`). Else the long form. docs/reference/language.md explains
 * the words.
 */
export type Rule = string | LongRule;

/** Each word only where it says something; the schema language says which words go together. */
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
  /** The members by their names; a `?` after a name: the member may be missing. */
  readonly properties?: Rules;
  /** With `properties`: whether there may be others. Without: the rule of every member. */
  readonly additionalProperties?: boolean | Rule;
  readonly oneOf?: readonly Rule[];
  readonly discriminator?: { readonly propertyName: string };
}

export type Literal = Extract<JsonValue, string | number | boolean>;

/** Name → rule: the named types of a schema, or the members of an object. */
export interface Rules {
  readonly [name: string]: Rule;
}

/** The rule of a field of `data` or of `metadata`, with the words that only fields have. */
export type FieldRule = string | LongFieldRule;

export interface LongFieldRule extends LongRule {
  /** Of an id field: the entity that it names, if that is not its own name without the suffix. */
  readonly entity?: string;
  /** Of an id field, `false`: no copy is stored for it. */
  readonly lookup?: boolean;
  /** The value that readers see where the field is missing. Never stored, and never part of a key. */
  readonly default?: JsonValue;
  /** `true`: personal data. No error names anything below it. */
  readonly pii?: boolean;
}

/** Name → rule of the fields; a `?` after a name: an event may lack the field. */
export interface FieldRules {
  readonly [name: string]: FieldRule;
}
