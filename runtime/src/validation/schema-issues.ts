import type { PlainDescriptor } from "../schema/descriptor.js";
import type { JsonValue } from "../schema/json-value.js";
import type { EventIssue } from "./validation-error.js";
import type { ValidationError, Validator } from "./validator.js";

/** What of an event its schema describes. */
export interface EventContent {
  readonly data: unknown;
  readonly metadata?: unknown;
}

/** All that the schema's validators find wrong; nothing where the schema brought none. */
export function schemaIssues(
  { validators }: PlainDescriptor,
  type: string,
  content: EventContent,
): EventIssue[] {
  return [
    ...partIssues(validators?.events[type], "data", content.data),
    ...partIssues(validators?.metadata, "metadata", content.metadata),
  ];
}

function partIssues(
  validator: Validator | undefined,
  part: keyof EventContent,
  value: unknown,
): EventIssue[] {
  // Metadata alone may be left out.
  if (validator === undefined || (part === "metadata" && value === undefined)) return [];
  if (validator(holdsBytes(value) ? withStandIns(value) : value)) return [];
  const errors = validator.errors ?? [];
  const telling = errors.filter(({ keyword }) => !ECHOES.has(keyword));
  // What fails must not pass for want of words.
  const issues = (telling.length > 0 ? telling : errors).map((error) =>
    issueOf(error, part, value),
  );
  return issues.sort((a, b) => precedence(a) - precedence(b));
}

function holdsBytes(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return value instanceof Uint8Array || Object.values(value).some(holdsBytes);
}

/**
 * The value with something in place of bytes that is of no type: to ajv they look like an object, and no
 * type of the schema language means them. Where the schema names no type, they pass.
 */
function withStandIns(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) {
    // `uniqueItems` looks at the JSON of items.
    return Object.assign(() => {}, { toJSON: () => ({ bytes: [...value] }) });
  }
  if (Array.isArray(value)) return value.map(withStandIns);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withStandIns(member)]),
  );
}

/** They only say that what is in them failed, and that is told beside. */
const ECHOES = new Set(["if", "anyOf"]);

/** Of several issues with one place, the first is kept: the one that says most. */
function precedence({ rule }: EventIssue): number {
  if (rule === "enum" || rule === "const") return 0;
  return rule === "discriminator" ? 2 : 1;
}

function issueOf({ instancePath, keyword, params }: ValidationError, part: string, value: unknown) {
  const { member, expects, clause } = KEYWORDS[keyword] ?? {
    clause: () => `breaks the schema's rule "${keyword}"`,
  };
  const path = pathOf(instancePath, part, value);
  if (member !== undefined) path.push(String(params[member]));
  if (expects === undefined) return { path, rule: keyword, message: clause(null) };
  const expected = params[expects] as JsonValue;
  return { path, rule: keyword, expected, message: clause(expected) };
}

/** The steps of a JSON pointer; only the data tells a list's index from a name that is a number. */
function pathOf(pointer: string, part: string, value: unknown): (string | number)[] {
  const path: (string | number)[] = [part];
  let at = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(at) ? Number(name) : name);
    at = (at as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  }
  return path;
}

/** How an error of one keyword is told. No parameter of ajv's but these two is passed on: some hold values. */
interface Keyword {
  /** The parameter that names the member which is wrong, or missing. */
  readonly member?: string;
  /** The parameter that has what the schema wants. */
  readonly expects?: string;
  readonly clause: (expected: JsonValue) => string;
}

function limit(before: string, after = ""): Keyword {
  return {
    expects: "limit",
    clause: (expected) =>
      `must ${before} ${expected}${expected === 1 ? after.replace(/s$/, "") : after}`,
  };
}

const KEYWORDS: { readonly [keyword: string]: Keyword } = {
  required: { member: "missingProperty", clause: () => "is required" },
  additionalProperties: { member: "additionalProperty", clause: () => "is unknown to the schema" },
  discriminator: { member: "tag", clause: () => "must name one of the kinds that there are" },
  type: {
    expects: "type",
    clause: (expected) => `must be ${[expected].flat().map(typeName).join(" or ")}`,
  },
  enum: { expects: "allowedValues", clause: (expected) => `must be one of ${inShort(expected)}` },
  const: { expects: "allowedValue", clause: (expected) => `must be ${inShort(expected)}` },
  format: { expects: "format", clause: (expected) => `must be ${formatName(expected)}` },
  pattern: { expects: "pattern", clause: (expected) => `must match ${inShort(expected)}` },
  multipleOf: { expects: "multipleOf", clause: (expected) => `must be a multiple of ${expected}` },
  minimum: limit("be at least"),
  maximum: limit("be at most"),
  exclusiveMinimum: limit("be above"),
  exclusiveMaximum: limit("be below"),
  minLength: limit("have at least", " characters"),
  maxLength: limit("have at most", " characters"),
  minItems: limit("have at least", " items"),
  maxItems: limit("have at most", " items"),
  uniqueItems: { clause: () => "must not hold an item twice" },
};

const TYPES: { readonly [type: string]: string } = {
  array: "a list",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  object: "an object",
  string: "a string",
};

function typeName(type: JsonValue): string {
  return TYPES[String(type)] ?? String(type);
}

const FORMATS: { readonly [format: string]: string } = {
  date: "a date, as 2026-12-31",
  "date-time": "a date and time with its offset, as 2026-12-31T23:59:59Z",
  email: "an e-mail address",
  ulid: "a ULID: 26 characters, upper case",
  uri: "an absolute URI",
  uuid: "a UUID",
};

function formatName(format: JsonValue): string {
  return FORMATS[String(format)] ?? `of the format "${format}"`;
}

const MAX_TEXT = 200;

/** What the schema wants, as JSON that a message can hold; `expected` has it in full. */
function inShort(expected: JsonValue): string {
  const text = Array.isArray(expected)
    ? expected.map((item) => JSON.stringify(item)).join(", ")
    : JSON.stringify(expected);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
