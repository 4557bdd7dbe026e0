import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { curlyQuotes, falseSpace, unseenIn } from "./characters.js";
import { foreignComment } from "./comments.js";
import type { YamlMistake } from "./mistake.js";
import { spaceAfterColon, spaceAfterDash } from "./spaces.js";

type Range = readonly [start: number, end: number];

/** Nearly all strings are letters and digits. */
const USUAL = /^[\w?[\]. ]*$/;

/** A line that is a pair of a key and a value, or an item, but for the space. */
const PAIR = /^[ \t]*["']?[A-Za-z_$][\w$-]*\??["']?:(?!\/\/)\S+[ \t]*$/m;
const ITEM = /^[ \t]*-[A-Za-z_]\S*[ \t]*$/m;

/** A key with the beginning of its value. */
const KEY_AND_VALUE = /^[A-Za-z_$][\w$-]*\??:(?!\/\/)/;
const KEY_AND_QUOTE = /^[A-Za-z_$][\w$-]*\??:["'{[]/;

/**
 * The mistake in a key without quotes that the parser accepts, as any text is a legal key. `isAlone`: neither a colon nor a
 * value follows, which is legal in `{ }`.
 */
export function mistakeInKey(
  text: string,
  [start, end]: Range,
  isAlone: boolean,
): YamlMistake | undefined {
  const key = text.slice(start, end);
  if (USUAL.test(key)) return undefined;
  const isPair = isAlone ? KEY_AND_VALUE : KEY_AND_QUOTE;
  return (
    falseSpace(text, start, end) ??
    unseenIn(text, start, end) ??
    curlyQuotes(text, start, end) ??
    foreignComment(text, start, end) ??
    (isPair.test(key) ? spaceAfterColon(text, start, end) : undefined)
  );
}

/** The mistake in a value without quotes that the parser accepts. */
export function mistakeInValue(
  text: string,
  [start, end]: Range,
  path: YamlPath,
): YamlMistake | undefined {
  if (USUAL.test(text.slice(start, end)) || isProse(path)) return undefined;
  return (
    falseSpace(text, start, end) ??
    unseenIn(text, start, end) ??
    curlyQuotes(text, start, end) ??
    lineWithoutSpace(text, start, end)
  );
}

/** Whether the value at a path is prose, in which all characters may stand. */
function isProse(path: YamlPath): boolean {
  const [key, parent] = [path.at(-1), path.at(-2)];
  if (path[0] === "allow") return true;
  const isField = parent === "data" || parent === "properties" || parent === "metadata";
  return (key === "description" || key === "deprecated") && !isField;
}

/** A line of a string that is a pair or an item: YAML joins it to the string, as it has no space. */
function lineWithoutSpace(text: string, start: number, end: number): YamlMistake | undefined {
  const isOwnLine = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, start - MAX_INDENT), start));
  const from = isOwnLine ? start : text.indexOf("\n", start) + 1;
  if (from === 0 && !isOwnLine) return undefined;
  if (from > end) return undefined;
  const lines = text.slice(from, end);
  if (PAIR.test(lines)) return spaceAfterColon(text, from, end);
  return ITEM.test(lines) ? spaceAfterDash(text, from, end) : undefined;
}

/** Lines that are indented deeper are not looked at. */
const MAX_INDENT = 200;
