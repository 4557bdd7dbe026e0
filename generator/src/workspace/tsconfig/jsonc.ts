/** The end of the text ends a string and a comment, too: so no text takes more than linear time. */
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)/.source;
const COMMENT = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/.source;

const STRING_OR_COMMENT = new RegExp(`(${STRING})|${COMMENT}`, "g");
const STRING_OR_LAST_COMMA = new RegExp(`(${STRING})|,(?=\\s*[}\\]])`, "g");

/** Parses JSON with comments and trailing commas, the format of tsconfig files; `undefined` for other text. */
export function parseJsonc(text: string): unknown {
  const json = text
    .replace(/^\uFEFF/, "")
    .replace(STRING_OR_COMMENT, "$1")
    .replace(STRING_OR_LAST_COMMA, "$1");
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
