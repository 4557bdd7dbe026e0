import type { Node } from "ts-morph";
import { WIDTH } from "../../emit/typescript/layout.js";
import { PERSONAL_DATA } from "../../exporters/schema/facts.js";
import type { Json } from "../../util/json.js";
import type { DraftFacts } from "../draft/draft.js";

/** What the comment above a declaration of a generated module says. Its rules are in the descriptor, too. */
export function moduleComment(node: Node, { isPii = false } = {}): DraftFacts {
  const comment = node.getLeadingCommentRanges().at(-1);
  if (comment === undefined || !comment.getText().startsWith("/**")) return {};
  const start = comment.getPos();
  const lineStart =
    node
      .getSourceFile()
      .getFullText()
      .lastIndexOf("\n", start - 1) + 1;
  return factsOf(comment.getText(), WIDTH - (start - lineStart) - " * ".length, isPii);
}

/** The paragraphs of a comment of `//` lines. */
export function plainText(lines: readonly string[]): string {
  return join(lines, WIDTH - "// ".length);
}

function factsOf(comment: string, columns: number, isPii: boolean): DraftFacts {
  const { text, tags } = comment.includes("\n") ? manyLines(comment) : oneLine(comment);
  const isMarked = isPii && text.at(-1) === PERSONAL_DATA;
  const description = join(isMarked ? text.slice(0, -1) : text, columns);
  const deprecated = tags.find(({ name }) => name === "deprecated");
  const examples = tags.filter(({ name }) => name === "example");
  return {
    description: description === "" ? undefined : description,
    deprecated: deprecated && noteOf(deprecated, columns),
    examples: examples.flatMap((example) => jsonOf(noteOf(example, columns))),
  };
}

interface Tag {
  readonly name: string;
  /** The first one begins with the tag. */
  readonly lines: string[];
}

interface Parts {
  readonly text: string[];
  readonly tags: readonly Tag[];
}

/** The tags that have lines of their own. Only these can hold spaces. */
const NOTE = /(?:^|\s)@(default|example|deprecated)(?:\s|$)/;

function oneLine(comment: string): Parts {
  const line = comment.slice("/**".length, -"*/".length).trim();
  const first = /(?:^|\s)@[A-Za-z]/.exec(line)?.index ?? line.length;
  const text = line.slice(0, first).trim();
  const rest = line.slice(first);
  const note = NOTE.exec(rest);
  const tags =
    note === null ? [] : [{ name: note[1] ?? "", lines: [rest.slice(note.index).trim()] }];
  return { text: text === "" ? [] : [text], tags };
}

function manyLines(comment: string): Parts {
  const lines = comment
    .split("\n")
    .slice(1, -1)
    .map((line) => line.replace(/^\s*\* ?/, ""));
  const text: string[] = [];
  const tags: Tag[] = [];
  for (const line of lines) {
    const name = /^@(\w+)/.exec(line)?.[1];
    const last = tags.at(-1);
    if (name !== undefined) tags.push({ name, lines: [line] });
    else if (last !== undefined) last.lines.push(line);
    else text.push(line);
  }
  for (const { lines: own } of tags) trimEnd(own);
  trimEnd(text);
  // The paragraph about personal data has an empty line before it.
  if (text.at(-1) === PERSONAL_DATA && text.at(-2) === "") text.splice(-2, 1);
  return { text, tags };
}

function trimEnd(lines: string[]): void {
  while (lines.at(-1) === "") lines.pop();
}

/** The text of a tag. */
function noteOf({ name, lines }: Tag, columns: number): string {
  return join(lines, columns)
    .slice(`@${name}`.length)
    .replace(/^[ \n]/, "");
}

/**
 * The text of which a comment was made. A line that is broken because the next word did not fit is joined; every other break was
 * in the text, or makes the same comment again.
 */
function join(lines: readonly string[], columns: number): string {
  let text = "";
  lines.forEach((line, index) => {
    const last = lines[index - 1];
    if (last === undefined) {
      text = line;
      return;
    }
    const [word = ""] = line.split(" ");
    const [first = ""] = line.replace(/^\\@/, "@");
    const isCut = !last.includes(" ") && last.length + first.length > columns;
    const isFull = last.length + 1 + word.length > columns;
    if (isCut) text += line.replace(/^\\@/, "@");
    else text += `${isFull && last !== "" && line !== "" ? " " : "\n"}${line}`;
  });
  return text.replaceAll("*\\/", "*/").replace(/(^|\s)\\@/g, "$1@");
}

/** The value of an example; none if its text was broken within a word. */
function jsonOf(text: string): Json[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
