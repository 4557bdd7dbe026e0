import type { Mapping } from "../mapping.js";
import { inOneLine } from "./flow.js";

/** Whether a value says "null", as a value or as the name of a type. */
export function isNull(value: unknown): boolean {
  return value === null || value === "null";
}

/** The keyword of a type that may be null. */
export function nullability(isNullable: boolean): Mapping {
  return isNullable ? { nullable: true } : {};
}

/** The help for a type at length that allows null in another way than by `nullable: true`. */
export function nullableHelp(type: Mapping): string {
  const form = inOneLine(nullableForm(type));
  if (form !== undefined) return `Write ${form}.`;
  return Object.hasOwn(type, "enum")
    ? 'Write "nullable: true" beside the one type, and remove null from "enum".'
    : 'Write the one type, and "nullable: true" beside it.';
}

function nullableForm(type: Mapping): Mapping {
  const { type: name, enum: values, const: value, nullable: _, ...others } = type;
  const names = Array.isArray(name) ? name.filter((item) => !isNull(item)) : [name];
  return {
    ...(names[0] === undefined ? {} : { type: names[0] }),
    nullable: true,
    ...(Array.isArray(values) ? { enum: values.filter((item) => item !== null) } : {}),
    ...(isNull(value) || value === undefined ? {} : { const: value }),
    ...others,
  };
}
