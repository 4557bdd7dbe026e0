import type { FieldRow } from "../field-rows.js";
import type { TypePart } from "../type-parts.js";
import { cellCode, text } from "./escape.js";
import { table } from "./tables.js";

/** A table of fields. */
export function fieldTable(rows: readonly FieldRow[]): string[] {
  return table(
    ["field", "type", "rules", "description"],
    rows.map((row) => {
      const { parent, name, isOptional, type } = row;
      const field = cellCode(`${parent}${name}${isOptional ? "?" : ""}`);
      return [field, typeText(type), factsOf(row).join(", "), wordsOf(row).join(" ")];
    }),
  );
}

/** A type in words. Names of types are in their own section. */
export function typeText(parts: readonly TypePart[]): string {
  return cellCode(parts.map((part) => (typeof part === "string" ? part : part.type)).join(""));
}

function factsOf({ rules, modelKey, name, isPii, group, aliases, ...row }: FieldRow): string[] {
  return [
    ...(modelKey === undefined ? [] : ["id"]),
    ...(modelKey === undefined || modelKey === name ? [] : [`queried as ${cellCode(modelKey)}`]),
    ...(isPii ? ["personal data"] : []),
    ...rules.map(cellCode),
    ...(row.default === undefined ? [] : [`default ${cellCode(row.default)}`]),
    ...(aliases.length === 0 ? [] : [`formerly ${aliases.map(cellCode).join(", ")}`]),
    ...(group === undefined ? [] : [`from the group ${text(group)}`]),
  ];
}

function wordsOf({ description, deprecated, examples }: FieldRow): string[] {
  return [
    ...(description === undefined ? [] : [text(description)]),
    ...(deprecated === undefined ? [] : [`**Deprecated.** ${text(deprecated)}`]),
    ...(examples.length === 0 ? [] : [`Such as ${examples.map(cellCode).join(", ")}.`]),
  ];
}
