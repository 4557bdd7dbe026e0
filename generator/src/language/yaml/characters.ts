import { escapeUnits } from "../../util/code-units.js";
import type { YamlMistake } from "./mistake.js";

/** Characters that look alike, and what YAML makes of them. */
interface Lookalikes {
  /** As members of a class of a regular expression. */
  readonly members: string;
  /** A name for those that have none of their own. */
  readonly name: string;
  /** What is wrong, after the character's name. */
  readonly reason: string;
  /** What to do with "it". */
  readonly fix: string;
}

const SPACES: Lookalikes = {
  members: "\\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000",
  name: "a space of Unicode",
  reason: "is not a space to YAML",
  fix: "Replace it with a space",
};

const LINE_ENDS: Lookalikes = {
  members: "\\u0085\\u2028\\u2029",
  name: "a line separator",
  reason: "does not end a line of YAML",
  fix: "Replace it with a line end",
};

/** Joiners (U+200C, U+200D) are not among them: some scripts spell words with them. */
const INVISIBLE: Lookalikes = {
  members:
    "\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff",
  name: "an invisible character",
  reason: "is invisible, and YAML reads it as part of the string",
  fix: "Remove it",
};

const NAMES: ReadonlyMap<string, string> = new Map([
  ["\u00a0", "a no-break space"],
  ["\u00ad", "a soft hyphen"],
  ["\u200b", "a zero-width space"],
  ["\u202f", "a narrow no-break space"],
  ["\u2060", "a word joiner"],
  ["\u3000", "an ideographic space"],
  ["\ufeff", "a byte order mark"],
]);

const ANY = `[${SPACES.members}${LINE_ENDS.members}${INVISIBLE.members}]`;

/** Where YAML requires a space or the end of a line: as indentation, after a dash and after a colon. */
const BESIDE_INDICATOR = new RegExp(
  `[${LINE_ENDS.members}]|${ANY}(?<=(?:^[ \\t]*(?:- *)?|:[ \\t]*).)`,
  "m",
);

const AROUND_STRING = new RegExp(`^${ANY}|${ANY}$`);

const IN_WORD = new RegExp(`[${LINE_ENDS.members}${INVISIBLE.members}]`);

/** A character in or around a string without quotes that YAML does not read as a reader of the file does. */
export function misleadingCharacter(
  text: string,
  start: number,
  end: number,
): YamlMistake | undefined {
  return (
    falseSpace(text, start, end) ?? unseenIn(text, start, end) ?? curlyQuotes(text, start, end)
  );
}

/** A character in a part of the text that takes the place of an indentation, or of the space after a dash or a colon. */
export function falseSpace(text: string, start: number, end: number): YamlMistake | undefined {
  return mistakeAt(text, start, BESIDE_INDICATOR.exec(text.slice(start, end)));
}

/** A character around a string, or in one without spaces, that a reader of the file does not see. */
function unseenIn(text: string, start: number, end: number): YamlMistake | undefined {
  const part = text.slice(start, end);
  const found = AROUND_STRING.exec(part) ?? (/[ \t\n]/.test(part) ? null : IN_WORD.exec(part));
  return mistakeAt(text, start, found);
}

function mistakeAt(
  text: string,
  offset: number,
  found: RegExpExecArray | null,
): YamlMistake | undefined {
  if (found === null) return undefined;
  const start = offset + found.index;
  const character = text.charAt(start);
  const { name, reason, fix } = [SPACES, LINE_ENDS, INVISIBLE].find(({ members }) =>
    new RegExp(`[${members}]`).test(character),
  ) as Lookalikes;
  const code = escapeUnits(character, "U+").toUpperCase();
  const count = text.split(character).length - 1;
  const each = `each of the ${count} in this file`;
  return {
    reason: `The character ${code}, ${NAMES.get(character) ?? name}, ${reason}`,
    help: `${count === 1 ? fix : fix.replace("it", each)}.`,
    start,
    end: start + 1,
  };
}

/** Quotes of typography, which text processors write in the place of " and '. */
const CURLY = "[“”„‟‘’‚‛]";

const BEFORE_VALUE = new RegExp(`${CURLY}(?<=(?:^[ \\t]*(?:- *)?|[:,{[][ \\t]*).)`, "m");

const AROUND = new RegExp(`^${CURLY}(.*)${CURLY}$`, "s");

/** A curly quote that begins a string in a part of the text. */
export function curlyQuote(text: string, start: number, end: number): YamlMistake | undefined {
  const found = BEFORE_VALUE.exec(text.slice(start, end));
  if (found === null) return undefined;
  const at = start + found.index;
  return {
    reason: `The curly quote ${found[0]} does not quote a string in YAML`,
    help: "Put the string in straight quotes.",
    start: at,
    end: at + 1,
  };
}

/** Curly quotes around a name or a value. */
function curlyQuotes(text: string, start: number, end: number): YamlMistake | undefined {
  const inner = AROUND.exec(text.slice(start, end))?.[1];
  if (inner === undefined) return undefined;
  return {
    reason: "YAML reads curly quotes as part of the string",
    help: `Write it with straight quotes: ${JSON.stringify(inner)}.`,
    start,
    end,
  };
}
