import type { YamlMistake } from "./mistake.js";

const COMMENT = /^[ \t]*(\/\/|\/\*)/m;

/** A comment as other languages write it. */
export function foreignComment(text: string, from: number, to: number): YamlMistake | undefined {
  const found = COMMENT.exec(text.slice(from, to));
  if (found === null) return undefined;
  const [whole, sign = ""] = found;
  const start = from + found.index + whole.length - sign.length;
  const reason = `"${sign}" does not begin a comment in YAML`;
  return { reason, help: `Write "#" in place of "${sign}".`, start, end: start + sign.length };
}
