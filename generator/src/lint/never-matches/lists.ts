import type { FieldType, ListType } from "../../model/model.js";
import { integerRange } from "./numbers.js";
import { MAX_ITEM_BYTES, type Problem } from "./problem.js";
import { lengthsOf } from "./strings.js";

/** What is wrong with the rules of a list, if anything is. `items`: their type, names resolved. */
export function listProblem(list: ListType, items: FieldType): Problem | undefined {
  const { minItems = 0, hasUniqueItems } = list;
  const count = hasUniqueItems ? valueCount(items) : Number.POSITIVE_INFINITY;
  if (minItems > count) {
    return {
      keyword: "minItems",
      message: `No list is possible: "minItems" requires ${minItems} different items, but there are only ${count}.`,
      help: `Lower "minItems" to at most ${count}, or remove "uniqueItems"`,
      other: "uniqueItems",
    };
  }
  const most = Math.floor(MAX_ITEM_BYTES / leastBytes(items));
  if (minItems <= most) return undefined;
  return {
    keyword: "minItems",
    message: `No list is possible: "minItems" requires ${minItems} items, but an item of DynamoDB holds at most 400 KB.`,
    help: `Lower "minItems" to at most ${most}`,
  };
}

/** The bytes that each item of a list has at least: one, and the characters of a string. */
function leastBytes(items: FieldType): number {
  return 1 + (items.kind === "string" && !items.isNullable ? lengthsOf(items).min : 0);
}

/** How many different values a type has at most; infinite where its kind sets no limit. */
function valueCount(type: FieldType): number {
  const others = type.isNullable ? 1 : 0;
  if (type.kind === "boolean") return 2 + others;
  if (type.kind === "literals") return new Set(type.values).size + others;
  if (type.kind !== "number" || !type.isInteger) return Number.POSITIVE_INFINITY;
  const { least, most } = integerRange(type);
  return most - least + 1 + others;
}
