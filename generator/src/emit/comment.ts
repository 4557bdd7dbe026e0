import type { Documented } from "../model/model.js";
import { commentLines } from "./escape.js";

/** What a documentation comment says, escaped; empty where there is nothing to say. */
export function docText(documented: Partial<Documented>): string {
  const { description, deprecated } = documented;
  const lines = description === undefined ? [] : commentLines(description);
  if (deprecated !== undefined) {
    if (lines.length > 0) lines.push("");
    const [reason = "", ...rest] = commentLines(deprecated);
    lines.push(`@deprecated ${reason}`.trimEnd(), ...rest);
  }
  return lines.join("\n");
}

/** The comment itself, with its line break, or nothing. */
export function docComment(documented: Partial<Documented>): string {
  const text = docText(documented);
  if (text === "") return "";
  if (!text.includes("\n")) return `/** ${text} */\n`;
  return `/**\n${text.replace(/^.*$/gm, (line) => ` * ${line}`.trimEnd())}\n */\n`;
}
