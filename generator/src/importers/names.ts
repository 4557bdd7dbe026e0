import { isEventTypeName, isTypeName } from "../model/names.js";

/** The longest names of event types and types; see events.schema.json. */
export const MAX_NAME = 64;
const MAX_SCHEMA_NAME = 40;

/** The words of a name of any spelling: `orderPlaced.v1` has order, Placed and v1. */
function wordsOf(name: string): string[] {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

/** A name in UPPER_SNAKE_CASE: `order.placed.v1` → `ORDER_PLACED_V1`. */
export function eventTypeName(name: string): string {
  if (isEventTypeName(name) && name.length <= MAX_NAME) return name;
  const upper = wordsOf(name).join("_").toUpperCase();
  const legal = /^[A-Z]/.test(upper) ? upper : `EVENT_${upper}`;
  return legal.slice(0, MAX_NAME).replace(/_+$/, "");
}

/** A name in PascalCase: `line_item` → `LineItem`. */
export function typeName(name: string): string {
  if (isTypeName(name) && name.length <= MAX_NAME) return name;
  return pascalCase(name, "Type").slice(0, MAX_NAME);
}

/** The name of a schema. */
export function schemaName(name: string): string {
  return pascalCase(name, "Events").slice(0, MAX_SCHEMA_NAME);
}

function pascalCase(name: string, prefix: string): string {
  const words = wordsOf(name).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascal = words.join("");
  return /^[A-Z]/.test(pascal) ? pascal : `${prefix}${pascal}`;
}

/** The name, or the name and the first number from 2 that makes it a new one. Remembers it. */
export function uniqueName(name: string, taken: Set<string>): string {
  let unique = name;
  for (let count = 2; taken.has(unique); count++) {
    unique = `${name.slice(0, MAX_NAME - String(count).length)}${count}`;
  }
  taken.add(unique);
  return unique;
}

/** Whether a text can be the stored type of an event; see `storedType` in events.schema.json. */
export function isStoredType(text: string): boolean {
  return (
    /^(?!@)[!#-[\]-~](?:[ !#-[\]-~]{0,98}[!#-[\]-~])?$/.test(text) &&
    text !== "__proto__" &&
    text !== "constructor"
  );
}

/** Whether a field can have a name; see `fieldName` in events.schema.json. */
export function isFieldName(name: string): boolean {
  return (
    /^(?!\s)[^\p{Cc}\ud800-\udfff?]{1,255}$/u.test(name) &&
    !/[\s!]$/.test(name) &&
    name !== "__proto__" &&
    name !== "constructor"
  );
}
