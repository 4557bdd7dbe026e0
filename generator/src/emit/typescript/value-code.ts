import { propertyName, splitLiteral, stringLiteral } from "./escape.js";
import { braces, brackets, type Code, entry, literal } from "./layout.js";
import type { Value } from "./rules.js";

/** A constant as code. */
export function valueCode(value: Value): Code {
  if (typeof value === "string") return stringCode(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return brackets("[", value.map(valueCode), "]");
  return braces(members(value, valueCode), ",");
}

/** The members of an object that are not `undefined`. */
export function members<T>(
  object: { readonly [name: string]: T | undefined },
  codeOf: (value: T) => Code,
): Code[] {
  const codes: Code[] = [];
  for (const [name, value] of Object.entries(object)) {
    if (value !== undefined) codes.push(entry(keyCode(name), codeOf(value)));
  }
  return codes;
}

/** The longest name that stands on one line. */
const MAX_KEY = 70;

function keyCode(name: string): Code {
  // Without brackets this name would not add a member, but set the prototype of the object.
  if (name === "__proto__") return '["__proto__"]:';
  const key = propertyName(name);
  if (key.length <= MAX_KEY) return `${key}:`;
  return brackets("[", [stringCode(name)], "]:", { separator: "" });
}

function stringCode(text: string): Code {
  const split = (columns: number) => splitLiteral(text, columns);
  return literal(stringLiteral(text), split, ["", " +", ""]);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
