import type { Json } from "../../util/json.js";

/** An object of JSON that may have any members, `__proto__` among them. */
export type JsonObject = { readonly [member: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member of an object; `undefined` for anything else. */
export function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function textMember(value: Json | undefined, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === "string" ? member : undefined;
}

export function numberMember(value: Json | undefined, name: string): number | undefined {
  const member = memberOf(value, name);
  return typeof member === "number" ? member : undefined;
}

export function objectMember(value: Json | undefined, name: string): JsonObject | undefined {
  const member = memberOf(value, name);
  return isObject(member) ? member : undefined;
}

export function listMember(value: Json | undefined, name: string): readonly Json[] | undefined {
  const member = memberOf(value, name);
  return Array.isArray(member) ? member : undefined;
}
