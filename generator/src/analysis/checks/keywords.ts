import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { BOUNDS } from "../../language/corrections/bounds.js";
import type { RawLongType } from "../../language/document.js";
import type { Reporter } from "../reporter.js";
import { keywordHint } from "./keyword-hints.js";

const STRING_RULES = ["format", "minLength", "maxLength", "pattern"] as const;
const NUMBER_RULES = [...BOUNDS];

/** The keywords that say something about each kind of type, beside those that all take. */
const KEYWORDS = {
  string: ["enum", "const", ...STRING_RULES],
  number: ["enum", "const", ...NUMBER_RULES],
  boolean: ["const"],
  json: [],
  object: ["properties", "required", "additionalProperties"],
  list: ["items", "minItems", "maxItems", "uniqueItems"],
  named: [],
} as const;

const COMMON_KEYWORDS: ReadonlySet<string> = new Set([
  "type",
  "nullable",
  "description",
  "deprecated",
  "examples",
  "default",
  "aliases",
  "pii",
  "lookup",
  "entity",
]);

/** A kind of type, as far as keywords go. */
export type Category = keyof typeof KEYWORDS;

/** Whether each keyword has a meaning for the type. Reports those that have none. */
export function checkKeywords(
  long: RawLongType,
  category: Category,
  path: YamlPath,
  report: Reporter,
): boolean {
  let isRight = category !== "object" || checkOpenness(long, path, report);
  const hints = new Set<string>();
  for (const keyword of Object.keys(long)) {
    const about = COMMON_KEYWORDS.has(keyword) ? undefined : uselessFor(keyword, long, category);
    if (about === undefined) continue;
    isRight = false;
    const isNamed = category === "named";
    const hint = about === long.type ? keywordHint(keyword, category, long) : undefined;
    // Two keywords with one help are one mistake.
    if (hint !== undefined && hints.has(hint)) continue;
    if (hint !== undefined) hints.add(hint);
    const parameters = { keyword, type: about, isNamed, hint };
    report.atKey("keyword-without-effect", [...path, keyword], parameters);
  }
  return isRight;
}

/** Whether `additionalProperties` is no type beside `properties`. Reports one that is. */
function checkOpenness(
  { properties, additionalProperties }: RawLongType,
  path: YamlPath,
  report: Reporter,
): boolean {
  const isType = additionalProperties !== undefined && typeof additionalProperties !== "boolean";
  if (properties === undefined || !isType) return true;
  report.atValue("keyword-without-effect", [...path, "additionalProperties"], {
    keyword: "additionalProperties",
    type: "object with properties",
    isNamed: false,
    hint: 'Write "true" or "false" beside "properties": whether there may be others.',
  });
  return false;
}

/** The type that the keyword says nothing about; `undefined` where it says something. */
function uselessFor(keyword: string, long: RawLongType, category: Category): string | undefined {
  const { type } = long;
  const isRule = [...STRING_RULES, ...NUMBER_RULES].some((rule) => rule === keyword);
  if (!(KEYWORDS[category] as readonly string[]).includes(keyword)) return type;
  if (keyword === "format" && type !== "string") return type;
  if (keyword === "enum" && long.const !== undefined) return "with a const";
  if (isRule && long.const !== undefined) return `${type} with a const`;
  if (isRule && long.enum !== undefined) return `${type} with an enum`;
  if (keyword === "items" && type !== "array") return type;
  if (long.properties !== undefined) return undefined;
  const isOfProperties =
    keyword === "required" ||
    (keyword === "additionalProperties" && long.additionalProperties === false);
  return isOfProperties ? "object without properties" : undefined;
}

/** Whether a pattern, if there is one, is a regular expression. Reports one that is not. */
export function checkPattern(
  pattern: string | undefined,
  path: YamlPath,
  report: Reporter,
): boolean {
  if (pattern === undefined) return true;
  try {
    new RegExp(pattern, "u");
    return true;
  } catch (error) {
    // The message begins with the pattern, which the frame shows.
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.split("/u: ").at(-1) ?? message;
    report.atValue("invalid-pattern", [...path, "pattern"], { reason });
    return false;
  }
}
