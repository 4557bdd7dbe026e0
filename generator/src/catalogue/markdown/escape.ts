/**
 * The escaping door of Markdown: every string from a schema enters a page through one of these functions. They are
 * written for GitHub's dialect, whose tables end a cell at each `|`, even inside of code.
 */

import { withoutForbidden } from "../forbidden.js";

/**
 * Characters that begin a mark of Markdown, a tag or a reference, wherever they are. A `_` between letters is no mark.
 */
const SPECIAL = /[\\`*[\]<>|~&#!$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/** What GitHub makes a link of. A backslash further on would become a part of the address. */
const ADDRESS = /(?<=:)\/(?=\/)|(?<=\bwww)\./gi;

/** Marks that count at the beginning of a block only: a list, a heading, a rule. */
const BLOCK_START = /^(?:[-+=:]|\d+(?=[.)]))/;

/** A string as text on one line. */
export function text(value: string): string {
  return oneLine(value)
    .replace(SPECIAL, "\\$&")
    .replace(ADDRESS, "\\$&")
    .replace(BLOCK_START, (start) =>
      /\d/.test(start)
        ? `${start.slice(0, -1)}&#${start.charCodeAt(start.length - 1)};`
        : `\\${start}`,
    );
}

/** A description as paragraphs. */
export function paragraphs(value: string): string[] {
  return value
    .trim()
    .split(/\n\s*\n/)
    .map(text);
}

/** A string as code on one line, also in a cell of a table. */
export function code(value: string): string {
  const line = oneLine(value);
  if (line === "") return "";
  const runs = Array.from(line.matchAll(/`+/g), ([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  // One space at each end is no part of the code.
  const isPadded = /^[ `]|[ `]$/.test(line);
  return `${fence}${isPadded ? ` ${line} ` : line}${fence}`;
}

/**
 * Code in a cell of a table. A table requires a backslash before each `|`, and a reader would take it for a part of the
 * code. So code with a `|` is HTML, with a reference for each character that could be a mark.
 */
export function cellCode(value: string): string {
  if (!value.includes("|")) return code(value);
  const escaped = oneLine(value).replace(
    /[^\p{L}\p{N}\s]/gu,
    (sign) => `&#${sign.codePointAt(0)};`,
  );
  return `<code>${escaped}</code>`;
}

/** Text as a block of code in a language. */
export function codeBlock(language: string, value: string): string {
  const runs = Array.from(value.matchAll(/`+/g), ([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  return `${fence}${language}\n${withoutForbidden(value)}\n${fence}`;
}

function oneLine(value: string): string {
  return withoutForbidden(value.trim().replace(/\s+/g, " "));
}
