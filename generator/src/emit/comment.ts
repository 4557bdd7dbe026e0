import type { Documented } from "../model/model.js";
import { commentLines } from "./escape.js";

/**
 * The documentation comment of a declaration, with its line break, or nothing where there is nothing to
 * say.
 */
export function docComment(documented: Partial<Documented>): string {
  const { description, deprecated } = documented;
  const lines = description === undefined ? [] : commentLines(description);
  if (deprecated !== undefined) {
    if (lines.length > 0) lines.push("");
    const [reason = "", ...rest] = commentLines(deprecated);
    lines.push(`@deprecated ${reason}`.trimEnd(), ...rest);
  }
  if (lines.every((line) => line === "")) return "";
  const [only] = lines;
  if (lines.length === 1 && only !== undefined) return `/** ${only} */\n`;
  return `/**\n${lines.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}
