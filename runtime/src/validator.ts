/** Checks one event's `data`, or its metadata: standalone code of ajv, which the generator emits. */
export interface Validator {
  // Emitted code reads whatever members the schema has of what is `unknown` until it was checked.
  // biome-ignore lint/suspicious/noExplicitAny: the one place where what was not checked yet is read.
  (data: any, context?: ValidationContext): boolean;
  /** What the last call found; `null` where nothing was wrong. */
  errors?: ValidationError[] | null;
}

/** What one validator passes to another that it calls for a part of the data. */
export interface ValidationContext {
  /** The JSON pointer of the part. */
  readonly instancePath?: string;
  readonly parentData?: unknown;
  readonly parentDataProperty?: string | number;
  readonly rootData?: unknown;
  readonly dynamicAnchors?: object;
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
