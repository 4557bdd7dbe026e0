import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { misleadingCharacter } from "./characters.js";
import { missingComma } from "./commas.js";
import { commentInString, commentLine } from "./comments.js";
import { type Expected, expectedAt, expectedKey } from "./expected.js";
import type { YamlMistake } from "./mistake.js";
import { bracketInKey, itemLine, pairLine, pairsInBraces } from "./spaces.js";

type Range = readonly [start: number, end: number];

/** Nearly all strings are letters and digits: no mistake needs to be looked for. */
const USUAL = /^(?![-/]|.* \/\/)[\w?[\]. /-]*$/;

const DEEPER_ITEM = /^[ \t]*-(?=[ \t])/m;

/**
 * The mistake in a key without quotes that the parser accepts, as nearly any string is a legal key. In braces, a key
 * can be alone, without a colon: then the end of its mapping is given. The path is that of the mapping.
 */
export function mistakeInKey(
  text: string,
  [start, end]: Range,
  endOfMapping: number | undefined,
  path: YamlPath,
): YamlMistake | undefined {
  const key = text.slice(start, end);
  if (USUAL.test(key)) return undefined;
  const expected = expectedKey(path);
  if (expected === "any string") return undefined;
  return (
    misleadingCharacter(text, start, end) ??
    commentLine(text, start, end) ??
    pairInKey(text, [start, end], endOfMapping, expected) ??
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
  expected: Expected,
): YamlMistake | undefined {
  if (endOfMapping !== undefined) return pairsInBraces(text, [start, end], endOfMapping);
  return orQuoted(bracketInKey(text, start, end), expected);
}

/** The mistake, with a help that also says how to keep the name of a field that is right as it is. */
function orQuoted(mistake: YamlMistake | undefined, expected: Expected): YamlMistake | undefined {
  if (mistake === undefined || expected !== "name of a field") return mistake;
  const help = mistake.help?.replace(/\.$/, "; or put the whole name in quotes.");
  return { ...mistake, help };
}

/** The mistake in a value without quotes that the parser accepts. */
export function mistakeInValue(
  text: string,
  [start, end]: Range,
  path: YamlPath,
  isInBrackets: boolean,
): YamlMistake | undefined {
  if (USUAL.test(text.slice(start, end))) return undefined;
  const expected = expectedAt(path);
  if (expected === "any string") return undefined;
  const mistake = misleadingCharacter(text, start, end);
  if (mistake !== undefined || expected === "name of a field") return mistake;
  return (
    commentInString(text, start, end) ??
    lineWithoutSpace(text, [start, end], expected, isInBrackets)
  );
}

/** The mistake in an item of a list in brackets: YAML joins words on lines of their own to one string. */
export function mistakeInItem(
  text: string,
  [start, end]: Range,
  path: YamlPath,
): YamlMistake | undefined {
  const item = text.slice(start, end);
  const next = /^\w+(?:[ \t]*\r?\n\s*\w+)+$/.test(item) ? /\n\s*(\w+)/.exec(item) : null;
  if (next === null) return undefined;
  const expected = expectedAt(path);
  if (expected === "any string") return undefined;
  const [whole, word = ""] = next;
  return orQuoted(missingComma(word, start + next.index + whole.length - word.length), expected);
}

/** A line of a string that is a pair or an item: YAML joins it to the string, as it has no space. */
function lineWithoutSpace(
  text: string,
  [start, end]: Range,
  expected: Expected,
  isInBrackets: boolean,
): YamlMistake | undefined {
  const isOwnLine =
    start === 0 || /\n[ \t]*$/.test(text.slice(Math.max(0, start - MAX_INDENT), start));
  const from = isOwnLine ? start : text.indexOf("\n", start) + 1 || end;
  const pair = expected === "list of any strings" ? undefined : pairLine(text, from, end);
  // A dash begins no item in brackets.
  if (pair !== undefined || isInBrackets) return pair;
  return itemLine(text, from, end) ?? deeperItem(text, from, end);
}

/** An item below another one that is a string, and ends only at a line that is indented alike. */
function deeperItem(text: string, from: number, to: number): YamlMistake | undefined {
  const item = DEEPER_ITEM.exec(text.slice(from, to));
  if (item === null) return undefined;
  const start = from + item.index + item[0].length - 1;
  const reason = "This list item is indented deeper than the one above it";
  return { reason, help: "Align the dashes of a list.", start, end: start + 1 };
}

/** Lines that are indented deeper are not looked at. */
const MAX_INDENT = 200;
