import { propertyName, splitLiteral, stringLiteral } from "./escape.js";
import { braces, brackets, type Code, entry, literal } from "./layout.js";
import type { Value, Values } from "./rules.js";

/** A constant as code. */
export function valueCode(value: Value): Code {
  if (typeof value === "string") return stringCode(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return brackets("[", value.map(valueCode), "]");
  return braces(valueMembers(value), ",");
}

/** The members of an object that are not `undefined`. */
export function valueMembers(object: Values): Code[] {
  const codes: Code[] = [];
  for (const name of Object.keys(object)) {
    const value = object[name];
    if (value !== undefined) codes.push(entry(keyCode(name), valueCode(value)));
  }
  return codes;
}

/** A longer name is split into several lines. */
const MAX_KEY = 70;

/** The name of a member, with its colon. */
export function keyCode(name: string): Code {
  // Without brackets, this name would set the prototype of the object instead of adding a member.
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
