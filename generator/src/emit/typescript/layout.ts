/**
 * The layout of generated code: one line where it fits, else one part a line. It is made for reading, and
 * is not the layout of any formatter.
 */

/** The columns that code is laid out in. */
export const WIDTH = 100;

/** The longest line. Code of one piece, as a name or a string, can be longer than the width. */
export const MAX_WIDTH = 120;

const INDENT = 2;

/** Deeper levels are indented no further, so that each line has room. */
const MAX_INDENT = 40;

/** A piece of code. A string has no line breaks, and stays on one line however long it is. */
export type Code = string | Brackets | Chain | Entry | Literal | Commented;

/** Parts between brackets: `{ a; b }`, `[a, b]`, `Name<a, b>`. */
export interface Brackets extends Shape {
  readonly kind: "brackets";
  readonly open: string;
  readonly parts: readonly Code[];
  /** Stands behind the parts. It can begin other brackets: `(a) => Name<b>`. */
  readonly close: string | Brackets;
  readonly separator: string;
  /** Whether the separator also stands behind the last part where each part has a line of its own. */
  readonly isSeparatorLast: boolean;
  /** The code without what closes it, on one line. */
  readonly flatParts: string | undefined;
}

/** Parts with an operator between them: `a | b`. */
interface Chain extends Shape {
  readonly kind: "chain";
  readonly operator: string;
  readonly parts: readonly Code[];
}

/** `head body`: a body that does not fit stands on a line of its own. */
interface Entry extends Shape {
  readonly kind: "entry";
  readonly head: Code;
  readonly body: Code;
  /** Stands right behind the body. */
  readonly end: string;
}

/** A string literal, which is split where it is longer than a line. */
interface Literal extends Shape {
  readonly kind: "literal";
  readonly flat: string;
  /** The literal in pieces that have no more columns than given. */
  readonly split: (columns: number) => readonly string[];
  /** What stands before, between and behind the pieces. */
  readonly joints: readonly [before: string, between: string, after: string];
}

/** Code below a comment. */
interface Commented extends Shape {
  readonly kind: "commented";
  readonly flat: undefined;
  /** The lines of the comment, for a number of columns. */
  readonly comment: (columns: number) => readonly string[];
  readonly code: Code;
}

interface Shape {
  /** The code on one line; `undefined` where it takes more than one. */
  readonly flat: string | undefined;
}

interface BracketsOptions {
  /** Default `","`. */
  readonly separator?: string;
  /** What stands inside of the brackets where all is on one line. Default: nothing. */
  readonly padding?: string;
  /** Default true. */
  readonly isSeparatorLast?: boolean;
  /** Whether each part has a line of its own even where all fit on one. Default false. */
  readonly isBlock?: boolean;
}

export function brackets(
  open: string,
  parts: readonly Code[],
  close: string | Brackets,
  options: BracketsOptions = {},
): Brackets {
  const { separator = ",", padding = "", isSeparatorLast = true, isBlock = false } = options;
  const space = parts.length === 0 ? "" : padding;
  const inner = isBlock && parts.length > 0 ? undefined : joined(parts, `${separator} `);
  const flatParts = inner === undefined ? undefined : short(open + space + inner + space);
  const end = flatOf(close);
  const flat = flatParts === undefined || end === undefined ? undefined : short(flatParts + end);
  return { kind: "brackets", flat, open, parts, close, separator, isSeparatorLast, flatParts };
}

/** The members of an object, by default of an object type. */
export function braces(members: readonly Code[], separator = ";", close = "}"): Brackets {
  return brackets("{", members, close, { separator, padding: " " });
}

/** The same, each on a line of its own. */
export function block(
  open: string,
  members: readonly Code[],
  separator = ";",
  close = "}",
): Brackets {
  return brackets(open, members, close, { separator, isBlock: true });
}

/** `Name<a, b>`; TypeScript allows no comma behind the last argument. */
export function typeCall(name: string, types: readonly Code[], close: string | Brackets = ">") {
  return brackets(`${name}<`, types, close, { isSeparatorLast: false });
}

/** `Name[key]`. */
export function indexed(name: string, key: Code): Brackets {
  return brackets(`${name}[`, [key], "]", { isSeparatorLast: false });
}

export function chain(operator: "|" | "&", parts: readonly Code[]): Code {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind: "chain", flat: joined(parts, ` ${operator} `), operator, parts };
}

export function entry(head: Code, body: Code, end = ""): Code {
  const flat = joined([head, body], " ");
  return {
    kind: "entry",
    flat: flat === undefined ? undefined : short(flat + end),
    head,
    body,
    end,
  };
}

/** A literal that never needs to be split. */
const SHORT_LITERAL = 40;

export function literal(flat: string, split: Literal["split"], joints: Literal["joints"]): Code {
  return flat.length <= SHORT_LITERAL ? flat : { kind: "literal", flat, split, joints };
}

export function commented(comment: Commented["comment"], code: Code): Code {
  return { kind: "commented", flat: undefined, comment, code };
}

/** The code with a text right behind it. */
export function withTail(code: string | Brackets, tail: string): string | Brackets {
  if (typeof code === "string") return code + tail;
  const { flat, close } = code;
  return {
    ...code,
    flat: flat === undefined ? undefined : short(flat + tail),
    close: withTail(close, tail),
  };
}

/** The text of a declaration, with its line break. */
export function layOut(code: Code): string {
  return `${print(code, 0, 0, 0)}\n`;
}

/**
 * @param indent - The indentation of the line that the code begins on.
 * @param column - The columns that are taken on this line.
 * @param after - The columns that must stay free behind the code.
 */
function print(code: Code, indent: number, column: number, after: number): string {
  if (typeof code === "string") return code;
  const { flat } = code;
  if (flat !== undefined && column + flat.length + after <= WIDTH) return flat;
  switch (code.kind) {
    case "brackets":
      return printBrackets(code, indent, column, after);
    case "chain":
      return printChain(code, indent, column, after);
    case "entry":
      return printEntry(code, indent, column, after);
    case "literal":
      return printLiteral(code, indent, column, after);
    case "commented": {
      const lines = code.comment(WIDTH - indent);
      return [...lines, print(code.code, indent, column, after)].join(newLine(indent));
    }
  }
}

function printBrackets(code: Brackets, indent: number, column: number, after: number): string {
  const { open, parts, close, separator, isSeparatorLast, flatParts } = code;
  // Only what closes the parts takes several lines, as the members of an interface do.
  if (flatParts !== undefined && typeof close !== "string" && close.flat === undefined) {
    const end = column + flatParts.length;
    if (end + close.open.length <= WIDTH) return flatParts + print(close, indent, end, after);
  }
  if (parts.length === 0) return open + print(close, indent, column + open.length, after);
  const inside = deeper(indent);
  let text = open;
  parts.forEach((part, index) => {
    const end = index < parts.length - 1 || isSeparatorLast ? separator : "";
    text += newLine(inside) + print(part, inside, inside, end.length) + end;
  });
  return text + newLine(indent) + print(close, indent, indent, after);
}

function printChain(code: Chain, indent: number, column: number, after: number): string {
  const { operator, parts } = code;
  const lines = parts.map((part, index) => {
    const isLast = index === parts.length - 1;
    const start = (index === 0 ? column : indent) + operator.length + 1;
    return `${operator} ${print(part, deeper(indent), start, isLast ? after : 0)}`;
  });
  return lines.join(newLine(indent));
}

function printEntry(code: Entry, indent: number, column: number, after: number): string {
  const { head, body, end } = code;
  const behind = end.length + after;
  const text = print(head, indent, column, 1);
  const start = endOf(text, column) + 1;
  if (typeof body !== "string" && body.kind === "brackets") {
    const isShort = start + body.open.length <= MAX_WIDTH;
    if (isShort) return `${text} ${print(body, indent, start, behind)}${end}`;
  }
  const inside = deeper(indent);
  const isChain = typeof body !== "string" && body.kind === "chain";
  const lines = isChain
    ? printChain(body, inside, inside, behind)
    : print(body, inside, inside, behind);
  return text + newLine(inside) + lines + end;
}

function printLiteral(code: Literal, indent: number, column: number, after: number): string {
  if (column + code.flat.length + after <= MAX_WIDTH) return code.flat;
  const [before, between, behind] = code.joints;
  const inside = deeper(indent);
  const pieces = code.split(WIDTH - inside - between.length);
  const start = before === "" ? "" : before + newLine(inside);
  return start + pieces.join(between + newLine(inside)) + behind;
}

/** The column behind a text. */
function endOf(text: string, column: number): number {
  const start = text.lastIndexOf("\n");
  return start === -1 ? column + text.length : text.length - start - 1;
}

function deeper(indent: number): number {
  return Math.min(indent + INDENT, MAX_INDENT);
}

const NEW_LINES = Array.from({ length: MAX_INDENT + 1 }, (_, indent) => `\n${" ".repeat(indent)}`);

function newLine(indent: number): string {
  return NEW_LINES[indent] as string;
}

function flatOf(code: Code): string | undefined {
  return typeof code === "string" ? code : code.flat;
}

function joined(parts: readonly Code[], separator: string): string | undefined {
  let line: string | undefined;
  for (const part of parts) {
    const flat = flatOf(part);
    // A longer one fits nowhere; its end need not be joined.
    if (flat === undefined || (line !== undefined && line.length > WIDTH)) return undefined;
    line = line === undefined ? flat : line + separator + flat;
  }
  return short(line ?? "");
}

function short(line: string): string | undefined {
  return line.length > WIDTH ? undefined : line;
}
