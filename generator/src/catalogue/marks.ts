import { PACKAGE_NAME } from "../project/links.js";

/** The text by which the command knows the catalogues that it may overwrite: each has one of them near its beginning. */
export const MARKS = {
  html: `<meta name="generator" content="${PACKAGE_NAME} docs">`,
  markdown: `<!-- Written by ${PACKAGE_NAME} docs. Do not edit. -->`,
} as const;

/** The number of characters that no catalogue has before its mark. */
const MAX_BEFORE_MARK = 1000;

/** Whether a text is a catalogue of the command, and of no person. */
export function isCatalogue(text: string): boolean {
  const start = text.slice(0, MAX_BEFORE_MARK);
  return Object.values(MARKS).some((mark) => start.includes(mark));
}
