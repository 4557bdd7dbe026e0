import { isStringType } from "../../model/string-types.js";
import { type DraftType, longForm } from "../draft/draft.js";
import type { Tree } from "../yaml/tree.js";

/** A type with the rules of its comment. `@format ulid` makes a string a ULID. */
export function withRules(
  type: DraftType,
  rules: readonly (readonly [key: string, value: Tree])[],
): DraftType {
  const { words } = type;
  if (rules.length === 0) return type;
  if (typeof words !== "string") {
    const name = words.find(({ key }) => key === "type")?.value;
    if (typeof name !== "string" || name === "object") return type;
    return {
      ...type,
      words: [...words, ...longFormEntries(rules.filter(([key]) => key !== "format"))],
    };
  }
  const format = rules.find(([key]) => key === "format")?.[1];
  const name = words === "string" && typeof format === "string" ? formatName(format) : undefined;
  const number = words === "number" && format === "integer" ? "integer" : undefined;
  const rest = rules.filter(([key]) => key !== "format");
  const fitting = rest.filter(([key]) => fits(key, words));
  const base = name ?? number ?? words;
  if (fitting.length === 0) return { ...type, words: base };
  return { ...type, words: longFormEntries([["type", base], ...fitting]) };
}

function longFormEntries(entries: readonly (readonly [key: string, value: Tree])[]) {
  const { words } = longForm(entries);
  return typeof words === "string" ? [] : words;
}

function formatName(format: string): string | undefined {
  if (format === "date-time") return "timestamp";
  return isStringType(format) ? format : undefined;
}

/** Whether a rule says something of a type. */
function fits(key: string, words: string): boolean {
  if (words.endsWith("[]")) return /Items$/.test(key);
  if (words === "number") return /imum$|^multipleOf$/.test(key);
  return words === "string" && /Length$|^pattern$/.test(key);
}
