import type { YamlMistake } from "./mistake.js";

/** The characters of a key, and its colon, which begins no address, as in `https://example.com`. */
const FIRST = "[A-Za-z_$]";
const REST = "[\\w$-]*\\??";
const COLON = ":(?!//)";

/**
 * A key and its value, as in `shop_id:ulid`. The look back comes after the first character, as it takes time in
 * proportion to the indentation.
 */
const PAIR = new RegExp(
  `(${FIRST}(?<=(?:^[ \\t]*(?:- +)?|[{,][ \\t]*)["']?.)${REST})["']?${COLON}([^\\s,}\\]]+)`,
  "gm",
);

/** An item of a list, as in `-PRICE_LOWERED`. */
const ITEM = /-(?<=^[ \t]*-)([A-Za-z_"'[{][^\s,]*)/gm;

/** A line that is a pair of a key and a value, or an item, but for the space. */
const PAIR_LINE = new RegExp(`^[ \\t]*["']?${FIRST}${REST}["']?${COLON}\\S+[ \\t]*$`, "m");
const ITEM_LINE = /^[ \t]*-[A-Za-z_]\S*[ \t]*$/m;

/** A key with the beginning of its value. */
const KEY_AND_VALUE = new RegExp(`^${FIRST}${REST}${COLON}`);
const KEY_AND_BRACKET = new RegExp(`${KEY_AND_VALUE.source}["'{[]`);

/** The first colon of a part of the text that lacks the space after it. */
export function spaceAfterColon(text: string, from: number, to: number): YamlMistake | undefined {
  return firstWithoutSpace(text.slice(from, to), from, PAIR, ([, key = "", value = ""]) => ({
    reason: `No space follows the colon after "${key}"`,
    example: `${key}: ${example(value)}`,
    indicator: "colon",
  }));
}

/** The first dash of a part of the text that lacks the space after it. */
export function spaceAfterDash(text: string, from: number, to: number): YamlMistake | undefined {
  return firstWithoutSpace(text.slice(from, to), from, ITEM, ([, item = ""]) => ({
    reason: "No space follows the dash of this list item",
    example: `- ${example(item)}`,
    indicator: "dash",
  }));
}

/** A colon without a space in a part of the text with a line that is a pair. */
export function pairLine(text: string, from: number, to: number): YamlMistake | undefined {
  return PAIR_LINE.test(text.slice(from, to)) ? spaceAfterColon(text, from, to) : undefined;
}

/** A dash without a space in a part of the text with a line that is an item. */
export function itemLine(text: string, from: number, to: number): YamlMistake | undefined {
  return ITEM_LINE.test(text.slice(from, to)) ? spaceAfterDash(text, from, to) : undefined;
}

/** The colon without a space in a key that has the beginning of a value in quotes or brackets. */
export function bracketInKey(text: string, from: number, to: number): YamlMistake | undefined {
  return KEY_AND_BRACKET.test(text.slice(from, to)) ? spaceAfterColon(text, from, to) : undefined;
}

/** The colons without a space in a mapping in braces, from a key without a value to the end of the mapping. */
export function pairsInBraces(
  text: string,
  [from, to]: readonly [number, number],
  endOfMapping: number,
): YamlMistake | undefined {
  const hasColon = KEY_AND_VALUE.test(text.slice(from, to));
  return hasColon ? spaceAfterColon(text, from, endOfMapping) : undefined;
}

/** A part of a long or quoted value is no help. */
function example(value: string): string {
  return /^[\w-]{1,64}$/.test(value) ? value : "…";
}

function firstWithoutSpace(
  part: string,
  from: number,
  pattern: RegExp,
  wordsOf: (found: RegExpExecArray) => { reason: string; example: string; indicator: string },
): YamlMistake | undefined {
  const [found, another] = part.matchAll(pattern);
  if (found === undefined) return undefined;
  const { reason, example, indicator } = wordsOf(found);
  const which = another === undefined ? `the ${indicator}` : `each ${indicator}`;
  const start = from + found.index;
  return {
    reason,
    help: `Put a space after ${which}: "${example}".`,
    start,
    end: start + found[0].length,
  };
}
