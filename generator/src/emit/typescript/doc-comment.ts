import type { Json } from "../../language/document.js";
import type { Documented, Field } from "../../model/model.js";
import { commentLines } from "./escape.js";

/** All that a comment can tell. */
export type Commented = Partial<Documented & Pick<Field, "examples" | "default" | "isPii">>;

/** What a documentation comment says, escaped; empty where there is nothing to say. */
export function docText(commented: Commented): string {
  const { description, isPii, examples = [], deprecated } = commented;
  const paragraphs = description === undefined ? [] : [commentLines(description)];
  if (isPii === true) paragraphs.push(["Personal data."]);
  const tags = [
    ...(commented.default === undefined ? [] : tag("default", jsonText(commented.default))),
    ...examples.flatMap((example) => tag("example", jsonText(example))),
    ...(deprecated === undefined ? [] : tag("deprecated", deprecated)),
  ];
  if (tags.length > 0) paragraphs.push(tags);
  return paragraphs.map((lines) => lines.join("\n")).join("\n\n");
}

function tag(name: string, text: string): string[] {
  const [first = "", ...rest] = commentLines(text);
  return [`@${name} ${first}`.trimEnd(), ...rest];
}

function jsonText(value: Json): string {
  return JSON.stringify(value);
}

/** The comment itself, with its line break, or nothing. */
export function docComment(commented: Commented): string {
  const text = docText(commented);
  if (text === "") return "";
  if (!text.includes("\n")) return `/** ${text} */\n`;
  return `/**\n${text.replace(/^.*$/gm, (line) => ` * ${line}`.trimEnd())}\n */\n`;
}
