import type { YamlMistake } from "./mistake.js";

/**
 * A key and its value, as in `shop_id:ulid`; no address, as in `https://example.com`. The look back comes after the first
 * character, as it takes time in proportion to the indentation.
 */
const PAIR =
  /([A-Za-z_$](?<=(?:^[ \t]*(?:- +)?|[{,][ \t]*)["']?.)[\w$-]*\??)["']?:(?!\/\/)([^\s,}\]]+)/gm;

/** An item of a list, as in `-PRICE_LOWERED`. */
const ITEM = /-(?<=^[ \t]*-)([A-Za-z_"'[{][^\s,]*)/gm;

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
