import type { Problem } from "./problem.js";

/** A regular expression as JavaScript's code has it: no slash in it, but escaped or in a class. */
const LITERAL = /^\/((?![*?+])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[])+)\/([dgimsuvy]*)$/su;

/** Characters of a path: `/orders/` is a pattern, too. */
const PATH = /^[\w.~%-]*$/;

/** A longer pattern is not repeated in the help. */
const MAX_SHOWN = 60;

/** A pattern that is written as in JavaScript's code: `/^[A-Z]+$/i`. */
export function literalPattern(pattern: string): Problem | undefined {
  const [, body = "", flags = ""] = LITERAL.exec(pattern) ?? [];
  if (body === "" || (flags === "" && PATH.test(body))) return undefined;
  const isShown = body.length <= MAX_SHOWN && !body.includes("'");
  const write = isShown ? `Write '${body}', without slashes` : "Remove the slashes";
  return {
    keyword: "pattern",
    message:
      "The slashes around the pattern are a part of it: only a string that has them can match.",
    help: flags === "" ? write : `${write} and ${about(flags)}`,
  };
}

function about(flags: string): string {
  const noFlag = `without "${flags}": a pattern has no flags`;
  return flags.includes("i") ? `${noFlag}, so list both cases, as in [A-Za-z]` : noFlag;
}
