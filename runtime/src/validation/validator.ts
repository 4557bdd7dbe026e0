/**
 * What nobody has checked yet, as the code of ajv reads it: whatever members the schema has, whatever it is.
 */
// biome-ignore lint/suspicious/noExplicitAny: with any other type, each of them would have to be narrowed first.
export type Unchecked = any;

/** Checks one event's `data`, or its metadata: standalone code of ajv, which the generator emits. */
export interface Validator {
  /** `instancePath` is the JSON pointer of the data, where it is a part of more. */
  (data: Unchecked, instancePath?: string): boolean;
  /** What the last call found; `null` where nothing was wrong. */
  errors?: ValidationError[] | null;
}

/** One thing that a validator found, in ajv's terms. `params` can hold values of the data. */
export interface ValidationError {
  /** The JSON pointer of what is wrong. */
  readonly instancePath: string;
  /** The keyword of JSON Schema that it breaks. */
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** The validators of a schema. What has none is not checked. */
export interface Validators {
  readonly events: { readonly [type: string]: Validator };
  readonly metadata?: Validator;
}

/** How long a text is for `minLength` and `maxLength`: in code points; a lone surrogate counts as one. */
export function textLength(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
