import { isMapping } from "../mapping.js";
import { exampleHint } from "./examples.js";
import { fieldNameHint, IS_REQUIRED } from "./field-names.js";
import { inOneLine } from "./flow.js";
import { type PartKind, partKind } from "./parts.js";
import { truthOf } from "./truths.js";
import { eventRules } from "./values/events.js";
import { streamRules } from "./values/streams.js";
import { typeRules } from "./values/types.js";
import type { OtherType, Wrong } from "./values/wrong-value.js";

/** In the order of precedence. */
const RULES: readonly ((wrong: Wrong) => string | undefined)[] = [
  ({ path, value }) =>
    path.length === 0 && value === null ? 'Begin with "version: 1".' : undefined,
  ({ path, value, document }) => fieldNameHint(path, value, document),
  booleanHint,
  ...eventRules,
  ...streamRules,
  ...typeRules,
  keysHint,
  unquotedHint,
  textHint,
  ({ path, document }) => exampleHint(path, document),
];

/** The help for a value of the wrong type, if a better one than its rule is known. */
export function typeHint(other: OtherType): string | undefined {
  const { path } = other;
  const wrong: Wrong = {
    ...other,
    key: path.at(-1),
    kind: partKind(path),
    within: path.length === 0 ? undefined : partKind(path.slice(0, -1)),
  };
  for (const rule of RULES) {
    const help = rule(wrong);
    if (help !== undefined) return help;
  }
  return undefined;
}

function booleanHint({ path, key, value }: Wrong): string | undefined {
  if (key === "required") {
    const around = partKind(path.slice(0, -2));
    if (around === "metadata" && !saysNo(value)) return 'Write "required: true".';
    const truth = truthOf(value);
    if (truth !== undefined) return requiredHint(around, truth);
  }
  if (typeof value !== "boolean") return undefined;
  const isBound = key === "exclusiveMinimum" || key === "exclusiveMaximum";
  if (isBound) return value ? `Write the bound itself: "${key}: 0".` : "Remove it.";
  return undefined;
}

function saysNo(value: unknown): boolean {
  return value === null || truthOf(value) === false;
}

/** The help for `required: true` at a property, as other languages have it. */
function requiredHint(around: PartKind | undefined, isRequired: boolean): string {
  if (around === "metadata") return "Remove it: metadata is optional by itself.";
  if (around === "fields") {
    return isRequired ? IS_REQUIRED : 'Remove it, and put a "?" after the name of the field.';
  }
  return isRequired
    ? 'List its name under "required" of the object.'
    : 'Remove it: properties that "required" of the object does not list are optional.';
}

/** The values of an enum, or the event types of a stream, as keys: TypeScript and Protobuf have enums so. */
function keysHint({ within, key, value }: Wrong): string | undefined {
  const isList = (within === "type" && key === "enum") || (within === "stream" && key === "events");
  const keys = isList && isMapping(value) ? inOneLine(Object.keys(value)) : undefined;
  return keys && keys !== "[]" ? `Write a list: ${keys}.` : undefined;
}

/** Keys whose values are strings that can look like anything. */
const FREE_TEXTS: ReadonlySet<unknown> = new Set(["deprecated", "description", "pattern", "wire"]);

/** A number or a truth where a string belongs, or a list of one string. */
function unquotedHint({ key, kind, value, wanted }: Wrong): string | undefined {
  if (wanted.length !== 1 || wanted[0] !== "string" || kind === "type") return undefined;
  const [item, ...others] = Array.isArray(value) ? value : [];
  const text = typeof item === "string" && others.length === 0 ? inOneLine(item) : undefined;
  if (text !== undefined) return `Write "${key}: ${text}".`;
  const isScalar = typeof value === "number" || typeof value === "boolean";
  return isScalar && FREE_TEXTS.has(key) ? "Put quotes around it: it is a string." : undefined;
}

function textHint({ value, wanted }: Wrong): string | undefined {
  if (typeof value !== "string" || wanted.length !== 1) return undefined;
  const isTruth = truthOf(value) !== undefined;
  switch (wanted[0]) {
    case "boolean":
      return isTruth ? "Write true or false: in YAML 1.2, yes and no are strings." : undefined;
    case "integer":
    case "number":
      return numberHint(value);
    case "array":
      return isTruth ? undefined : listHint(value);
    default:
      return undefined;
  }
}

/** A list as one string, with commas or spaces between its items. */
function listHint(value: string): string | undefined {
  const items = value.split(/[\s,;]+/).filter((item) => item !== "");
  const isPlain = items.length > 0 && items.every((item) => /^[\w./-]{1,64}$/.test(item));
  const list = isPlain ? inOneLine(items) : undefined;
  return list && `Write a list: ${list}.`;
}

function numberHint(value: string): string | undefined {
  if (/^[+-]?\d+(?:\.\d+)?$/.test(value)) return "Remove the quotes.";
  if (value.length > 40 || !/^[+-]?\d{1,3}(?:[_,' ]?\d{3})+(?:\.\d+)?$/.test(value))
    return undefined;
  return `Write ${value.replace(/[^\d.+-]/g, "")}, with nothing between the digits.`;
}
