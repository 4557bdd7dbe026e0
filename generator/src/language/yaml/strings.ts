import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { curlyQuotes, falseSpace, unseenIn } from "./characters.js";
import { missingComma } from "./commas.js";
import { foreignComment } from "./comments.js";
import type { YamlMistake } from "./mistake.js";
import { spaceAfterColon, spaceAfterDash } from "./spaces.js";

type Range = readonly [start: number, end: number];

/** Nearly all strings are letters and digits: no mistake needs to be looked for. */
const USUAL = /^(?![-/])[\w?[\]. /-]*$/;

/** A line that is a pair of a key and a value, or an item, but for the space. */
const PAIR = /^[ \t]*["']?[A-Za-z_$][\w$-]*\??["']?:(?!\/\/)\S+[ \t]*$/m;
const ITEM = /^[ \t]*-[A-Za-z_]\S*[ \t]*$/m;

const DEEPER_ITEM = /^[ \t]*-(?=[ \t])/m;

/** A key with the beginning of its value. */
const KEY_AND_VALUE = /^[A-Za-z_$][\w$-]*\??:(?!\/\/)/;
const KEY_AND_QUOTE = /^[A-Za-z_$][\w$-]*\??:["'{[]/;

/**
 * The mistake in a key without quotes that the parser accepts, as nearly any text is a legal key. In braces, a key
 * may stand alone, without a colon: then the end of its mapping is given.
 */
export function mistakeInKey(
  text: string,
  [start, end]: Range,
  endOfMapping: number | undefined,
): YamlMistake | undefined {
  const key = text.slice(start, end);
  if (USUAL.test(key)) return undefined;
  return (
    falseSpace(text, start, end) ??
    unseenIn(text, start, end) ??
    curlyQuotes(text, start, end) ??
    foreignComment(text, start, end) ??
    pairInKey(text, [start, end], endOfMapping) ??
    (key.endsWith(":") ? secondColon(end) : undefined)
  );
}

function secondColon(end: number): YamlMistake {
  return {
    reason: "This key has two colons",
    help: "Remove one of the colons.",
    start: end - 1,
    end,
  };
}

function pairInKey(
  text: string,
  [start, end]: Range,
  endOfMapping: number | undefined,
): YamlMistake | undefined {
  const pattern = endOfMapping === undefined ? KEY_AND_QUOTE : KEY_AND_VALUE;
  if (!pattern.test(text.slice(start, end))) return undefined;
  return spaceAfterColon(text, start, endOfMapping ?? end);
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

/** The mistake in an item of a list in brackets: YAML joins words on lines of their own to one string. */
export function mistakeInItem(text: string, [start, end]: Range): YamlMistake | undefined {
  const item = text.slice(start, end);
  const next = /^\w+(?:[ \t]*\r?\n\s*\w+)+$/.test(item) ? /\n\s*(\w+)/.exec(item) : null;
  if (next === null) return undefined;
  const [whole, word = ""] = next;
  return missingComma(word, start + next.index + whole.length - word.length);
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
  const isOwnLine =
    start === 0 || /\n[ \t]*$/.test(text.slice(Math.max(0, start - MAX_INDENT), start));
  const from = isOwnLine ? start : text.indexOf("\n", start) + 1 || end;
  const lines = text.slice(from, end);
  if (PAIR.test(lines)) return spaceAfterColon(text, from, end);
  if (ITEM.test(lines)) return spaceAfterDash(text, from, end);
  const item = DEEPER_ITEM.exec(lines);
  return item === null ? undefined : deeperItem(from + item.index + item[0].length - 1);
}

/** An item below another one that is a string, and ends only at a line that is indented alike. */
function deeperItem(start: number): YamlMistake {
  const reason = "This list item is indented deeper than the one above it";
  return { reason, help: "Align the dashes of a list.", start, end: start + 1 };
}

/** Lines that are indented deeper are not looked at. */
const MAX_INDENT = 200;
