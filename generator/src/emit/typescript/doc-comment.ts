import type { Documented, Field, FieldType } from "../../model/model.js";
import { commentLines } from "./escape.js";
import { type Code, commented } from "./layout.js";
import { ruleTags } from "./rule-tags.js";

/** Everything that a comment can say. */
type Commented = Partial<
  Documented & Pick<Field, "examples" | "default" | "isPii"> & { readonly type: FieldType }
>;

/** The code below the comment that documents it, or alone where there is nothing to say. */
export function documented(about: Commented, code: Code): Code {
  const comment = commentOf(about);
  const { description, personalData, rules, notes } = comment;
  const count = description.length + personalData.length + rules.length + notes.length;
  return count === 0 ? code : commented((columns) => linesOf(comment, columns), code);
}

/** The lines of a comment, escaped. */
interface Comment {
  readonly description: readonly string[];
  readonly personalData: readonly string[];
  /** The rules of a value, as tags that can stand in one line. */
  readonly rules: readonly string[];
  /** Tags that stand in lines of their own. */
  readonly notes: readonly string[];
}

function commentOf(about: Commented): Comment {
  const { description, isPii, type, examples = [], deprecated, default: fallback } = about;
  const notes = [
    ...(fallback === undefined ? [] : tag("default", JSON.stringify(fallback))),
    ...examples.flatMap((example) => tag("example", JSON.stringify(example))),
    ...(deprecated === undefined ? [] : tag("deprecated", deprecated)),
  ];
  return {
    description:
      description === undefined || description.trim() === "" ? [] : commentLines(description),
    personalData: isPii === true ? ["Personal data."] : [],
    rules: type === undefined ? [] : ruleTags(type),
    notes,
  };
}

function tag(name: string, text: string): string[] {
  const [first = "", ...rest] = commentLines(text);
  return [`@${name} ${first}`.trimEnd(), ...rest];
}

function linesOf({ description, personalData, rules, notes }: Comment, columns: number): string[] {
  const text = [...description, ...personalData];
  if (text.length + notes.length <= 1) {
    const line = `/** ${[...text, ...rules, ...notes].join(" ")} */`;
    if (line.length <= columns) return [line];
  }
  const tags = [...(rules.length === 0 ? [] : [rules.join(" ")]), ...notes];
  const paragraphs = [description, personalData, tags].filter((lines) => lines.length > 0);
  const lines = paragraphs.flatMap((paragraph, index) =>
    index === 0 ? paragraph : ["", ...paragraph],
  );
  const wrapped = lines.flatMap((line) => wrap(line, columns - " * ".length));
  return ["/**", ...wrapped.map((line) => ` * ${line}`.trimEnd()), " */"];
}

/** The lines of a plain comment, outside of any documentation. */
export function plainComment(text: string, columns: number): string[] {
  return commentLines(text)
    .flatMap((line) => wrap(line, columns - "// ".length))
    .map((line) => `// ${line}`.trimEnd());
}

/** A line as lines of at most so many columns, broken between words where that is possible. */
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

/** A word in pieces of at most so many columns. */
function cut(word: string, columns: number): string[] {
  if (word.length <= columns) return [word];
  const pieces: string[] = [];
  let piece = "";
  for (const character of word) {
    if (piece.length + character.length > columns) {
      pieces.push(piece);
      // At the beginning of a line it would start a tag.
      piece = character === "@" ? "\\@" : character;
    } else piece += character;
  }
  return [...pieces, piece];
}
