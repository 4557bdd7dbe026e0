import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { exampleHint } from "./examples.js";
import { inOneLine } from "./flow.js";
import { partKind } from "./parts.js";
import { eventRules } from "./values/events.js";
import { streamRules } from "./values/streams.js";
import { typeRules } from "./values/types.js";
import type { OtherType, Wrong } from "./values/wrong-value.js";

/** In the order of precedence. */
const RULES: readonly ((wrong: Wrong) => string | undefined)[] = [
  ({ path, value }) =>
    path.length === 0 && value === null ? 'Begin with "version: 1".' : undefined,
  booleanHint,
  ...eventRules,
  ...streamRules,
  ...typeRules,
  textHint,
  ({ path }) => exampleHint(path),
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
  const isTruth = typeof value === "string" && /^(?:yes|no|true|false)$/i.test(value);
  if (key === "required" && isTruth) return requiredHint(path, /^(?:yes|true)$/i.test(value));
  if (typeof value !== "boolean") return undefined;
  if (key === "required") return requiredHint(path, value);
  const isBound = key === "exclusiveMinimum" || key === "exclusiveMaximum";
  if (isBound) return value ? `Write the bound itself: "${key}: 0".` : "Remove it.";
  return undefined;
}

/** The help for `required: true` at a property, as other languages have it. */
function requiredHint(path: YamlPath, isRequired: boolean): string {
  if (partKind(path.slice(0, -2)) === "metadata") {
    return isRequired ? 'Write "required: true".' : "Remove it: metadata is optional by itself.";
  }
  if (partKind(path.slice(0, -2)) === "fields") {
    return isRequired
      ? 'Remove it: a field without "?" after its name is required.'
      : 'Remove it, and put a "?" after the name of the field.';
  }
  return isRequired
    ? 'List its name under "required" of the object.'
    : 'Remove it: properties that "required" of the object does not list are optional.';
}

function textHint({ value, wanted }: Wrong): string | undefined {
  if (typeof value !== "string" || wanted.length !== 1) return undefined;
  const isTruth = /^(?:yes|no|on|off|true|false)$/i.test(value);
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
