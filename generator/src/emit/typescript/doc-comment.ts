import type { Documented, Field, FieldType } from "../../model/model.js";
import { commentLines } from "./escape.js";
import { type Code, commented } from "./layout.js";
import { ruleTags } from "./rule-tags.js";

/** The facts that a comment can state. */
type Commented = Partial<
  Documented & Pick<Field, "examples" | "default" | "isPii"> & { readonly type: FieldType }
>;

/** Code below the comment that documents it, or the code alone if there is nothing to document. */
export function documented(about: Commented, code: Code): Code {
  const rules = about.type === undefined ? [] : ruleTags(about.type);
  if (hasMore(about)) return commented((columns) => linesOf(about, rules, columns), code);
  if (rules.length === 0) return code;
  return commented((columns) => linesOfRules(rules, columns), code);
}

/** Whether there are facts other than the rules of a value. */
function hasMore(about: Commented): boolean {
  return (
    hasText(about.description) ||
    about.isPii === true ||
    about.deprecated !== undefined ||
    about.default !== undefined ||
    (about.examples !== undefined && about.examples.length > 0)
  );
}

function hasText(description: string | undefined): description is string {
  return description !== undefined && description.trim() !== "";
}

/** The tags that have lines of their own. */
function notesOf({ examples = [], deprecated, default: fallback }: Commented): string[] {
  return [
    ...(fallback === undefined ? [] : tag("default", JSON.stringify(fallback))),
    ...examples.flatMap((example) => tag("example", JSON.stringify(example))),
    ...(deprecated === undefined ? [] : tag("deprecated", deprecated)),
  ];
}

function tag(name: string, text: string): string[] {
  const [first = "", ...rest] = commentLines(text);
  return [`@${name} ${first}`.trimEnd(), ...rest];
}

/** The lines of a comment that has only the rules of a value, as nearly all comments do. */
function linesOfRules(rules: readonly string[], columns: number): string[] {
  const text = rules.join(" ");
  const line = `/** ${text} */`;
  return line.length <= columns ? [line] : linesBetween([text], columns);
}

/** @param rules - The rules of a value, as tags that share a line. */
function linesOf(about: Commented, rules: readonly string[], columns: number): string[] {
  const description = hasText(about.description) ? commentLines(about.description) : [];
  const personalData = about.isPii === true ? ["Personal data."] : [];
  const notes = notesOf(about);
  const text = [...description, ...personalData];
  if (text.length + notes.length <= 1) {
    const parts = [...text, ...rules, ...notes];
    const line = `/** ${parts.join(" ")} */`;
    // Editors read a backtick as the beginning of code, up to the end of the line: no tag may follow it.
    const hidesTags = parts.slice(0, -1).some((part) => part.includes("`"));
    if (line.length <= columns && !hidesTags) return [line];
  }
  const tags = [...(rules.length === 0 ? [] : [rules.join(" ")]), ...notes];
  const paragraphs = [description, personalData, tags].filter((lines) => lines.length > 0);
  const lines = paragraphs.flatMap((paragraph, index) =>
    index === 0 ? paragraph : ["", ...paragraph],
  );
  return linesBetween(lines, columns);
}

function linesBetween(lines: readonly string[], columns: number): string[] {
  const wrapped = lines.flatMap((line) => wrap(line, columns - " * ".length));
  return ["/**", ...wrapped.map((line) => ` * ${line}`.trimEnd()), " */"];
}

/** The lines of a comment that documents no code. */
export function plainComment(text: string, columns: number): string[] {
  return commentLines(text)
    .flatMap((line) => wrap(line, columns - "// ".length))
    .map((line) => `// ${line}`.trimEnd());
}

/** A line as lines of at most a number of columns, broken between words if possible. */
function wrap(line: string, columns: number): string[] {
  if (line.length <= columns) return [line];
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ").flatMap((word) => cut(word, columns))) {
    if (current !== "" && current.length + 1 + word.length > columns) {
      lines.push(current);
      current = word;
    } else current = current === "" ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

/** The pieces of a word, of at most a number of columns. */
function cut(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece.length + character.length > columns) {
      pieces.push(piece);
      // An @ at the beginning of a line would start a tag.
      piece = character === "@" ? "\\@" : character;
    } else piece += character;
  }
  return [...pieces, piece];
}
