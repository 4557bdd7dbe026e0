/**
 * The layout of generated code: on one line if it fits, else each part on a line of its own. The layout serves
 * readers, and follows no formatter.
 */

/** Code that is longer takes several lines. */
export const WIDTH = 100;

/** No line is longer. A name or a string, which is one piece, can be longer than the width. */
export const MAX_WIDTH = 120;

const INDENT = 2;

/** Deeper levels are not indented further, so that their lines have room. */
const MAX_INDENT = 40;

/** A piece of code. A string is code without line breaks, and stays on one line, however long it is. */
export type Code = string | Brackets | Block | Chain | Entry | Literal | Commented;

/** The code after the parts of brackets. It can begin other brackets: `(a) => Name<b>`. */
type Close = string | Brackets | Block;

/** Parts between brackets: `{ a; b }`, `[a, b]`, `Name<a, b>`. */
export interface Brackets<End extends Close = Close> extends Shape {
  readonly kind: "brackets";
  readonly open: string;
  readonly parts: readonly Code[];
  readonly close: End;
  readonly separator: string;
  /** Whether the separator also follows the last part, if each part has a line of its own. */
  readonly isSeparatorLast: boolean;
  /** `open` and the parts on one line; `undefined` if they take more than one. */
  readonly flatParts: string | undefined;
}

/** Passes each part to a function. Parts are made one by one during the layout: a module can have thousands. */
type Parts = (pass: (part: Code) => void) => void;

/** Parts between brackets, each on a line of its own, even if all would fit on one. */
export interface Block extends Shape {
  readonly kind: "block";
  readonly flat: undefined;
  readonly open: string;
  readonly parts: Parts;
  readonly close: string;
  /** Follows each part. */
  readonly separator: string;
}

/** Parts with an operator between them: `a | b`. On several lines, the operator begins each line. */
interface Chain extends Shape {
  readonly kind: "chain";
  readonly operator: string;
  readonly parts: readonly Code[];
}

/** `head body`: a body that does not fit after the head moves to the next line. */
interface Entry extends Shape {
  readonly kind: "entry";
  readonly head: Code;
  readonly body: Code;
  /** Follows the body, without a space. */
  readonly end: string;
}

/** A string literal. A literal that is longer than a line is split into pieces. */
interface Literal extends Shape {
  readonly kind: "literal";
  readonly flat: string;
  /** The pieces of the literal, none longer than a number of columns. */
  readonly split: (columns: number) => readonly string[];
  /** The code before, between and after the pieces. */
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
  /** The code on one line; `undefined` if it takes more than one. */
  readonly flat: string | undefined;
}

interface BracketsOptions {
  /** Default `","`. */
  readonly separator?: string;
  /** A space inside of each bracket, if all is on one line. Default `""`. */
  readonly padding?: string;
  /** Default true. */
  readonly isSeparatorLast?: boolean;
}

/** Parts between brackets. */
export function brackets<End extends Close>(
  open: string,
  parts: readonly Code[],
  close: End,
  options: BracketsOptions = {},
): Brackets<End> {
  const { separator = ",", padding = "", isSeparatorLast = true } = options;
  const space = parts.length === 0 ? "" : padding;
  const inner = joined(parts, `${separator} `);
  const flatParts = inner === undefined ? undefined : short(open + space + inner + space);
  const end = flatOf(close);
  const flat = flatParts === undefined || end === undefined ? undefined : short(flatParts + end);
  return { kind: "brackets", flat, open, parts, close, separator, isSeparatorLast, flatParts };
}

/** The members of an object, by default of an object type. */
export function braces(members: readonly Code[], separator: "," | ";" = ";"): Brackets<string> {
  return brackets("{", members, "}", { separator, padding: " " });
}

/** Parts between brackets, each on a line of its own. */
export function block(
  open: string,
  parts: readonly Code[] | Parts,
  separator: "," | ";" = ";",
  close = "}",
): Block {
  const passed = typeof parts === "function" ? parts : each(parts, (part) => part);
  return { kind: "block", flat: undefined, open, parts: passed, close, separator };
}

/** The parts of a block for a list of items. The code of an item is made during the layout. */
export function each<T>(items: readonly T[], codeOf: (item: T) => Code): Parts {
  return (pass) => {
    for (const item of items) pass(codeOf(item));
  };
}

/** `Name<a, b>`. TypeScript allows no comma after the last argument. */
export function typeCall(name: string, types: readonly Code[], close: Close = ">"): Brackets {
  return brackets(`${name}<`, types, close, { isSeparatorLast: false });
}

/** `Name[key]`. */
export function indexed(name: string, key: Code): Brackets {
  return brackets(`${name}[`, [key], "]", { isSeparatorLast: false });
}

/** Parts with an operator between them; one part is code by itself. */
export function chain(operator: "|" | "&", parts: readonly Code[]): Code {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { kind: "chain", flat: joined(parts, ` ${operator} `), operator, parts };
}

/** A head and its body, as `name: type`. */
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

/** A literal of this length always fits on a line of its own. */
const SHORT_LITERAL = 40;

/** A string literal that is split if it is longer than a line. */
export function literal(flat: string, split: Literal["split"], joints: Literal["joints"]): Code {
  return flat.length <= SHORT_LITERAL ? flat : { kind: "literal", flat, split, joints };
}

/** Code below a comment. */
export function commented(comment: Commented["comment"], code: Code): Code {
  return { kind: "commented", flat: undefined, comment, code };
}

/** Brackets, followed by more code. */
export function withTail(code: Brackets<string>, tail: string): Brackets<string> {
  const { flat, close } = code;
  const line = flat === undefined ? undefined : short(flat + tail);
  return { ...code, flat: line, close: close + tail };
}

/** The lines of declarations, with an empty line between two declarations. */
export function layOut(declarations: Iterable<Code>): string {
  return Array.from(declarations, (code) => `${print(code, 0, 0, 0)}\n`).join("\n");
}

/** The lines of a function's parameters, each on lines of its own. */
export function layOutParameters(parameters: readonly Code[]): string {
  const lines = parameters.map((code) => `${print(code, INDENT, INDENT, 1)},\n`);
  return lines.map((line) => " ".repeat(INDENT) + line).join("");
}

/**
 * @param indent - The indentation of the line on which the code begins.
 * @param column - The columns that are already taken on this line.
 * @param after - The columns that must stay free after the code.
 */
function print(code: Code, indent: number, column: number, after: number): string {
  if (typeof code === "string") return code;
  const { flat } = code;
  if (flat !== undefined && column + flat.length + after <= WIDTH) return flat;
  return PRINTERS[code.kind](code as never, indent, column, after);
}

type LaidOut = Exclude<Code, string>;

type Printer<Kind> = (
  code: Extract<LaidOut, { readonly kind: Kind }>,
  indent: number,
  column: number,
  after: number,
) => string;

/** The printers of code that does not fit on its line. */
const PRINTERS: { readonly [Kind in LaidOut["kind"]]: Printer<Kind> } = {
  brackets: printBrackets,
  block: printBlock,
  chain: printChain,
  entry: printEntry,
  literal: printLiteral,
  commented: printCommented,
};

function printBrackets(code: Brackets, indent: number, column: number, after: number): string {
  const { open, parts, close, separator, isSeparatorLast, flatParts } = code;
  // Only the code after the parts takes several lines, as the members of an interface do.
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

function printBlock({ open, parts, close, separator }: Block, indent: number): string {
  const inside = deeper(indent);
  const lines: string[] = [open];
  parts((part) => lines.push(print(part, inside, inside, separator.length) + separator));
  if (lines.length === 1) return open + close;
  // A string that grows by `+` would keep all of its parts in memory.
  return lines.join(newLine(inside)) + newLine(indent) + close;
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
  const free = end.length + after;
  const text = print(head, indent, column, 1);
  const start = endOf(text, column) + 1;
  if (typeof body !== "string" && (body.kind === "brackets" || body.kind === "block")) {
    const isShort = start + body.open.length <= MAX_WIDTH;
    if (isShort) return `${text} ${print(body, indent, start, free)}${end}`;
  }
  const inside = deeper(indent);
  const isChain = typeof body !== "string" && body.kind === "chain";
  const lines = isChain
    ? printChain(body, inside, inside, free)
    : print(body, inside, inside, free);
  return text + newLine(inside) + lines + end;
}

function printLiteral(code: Literal, indent: number, column: number, after: number): string {
  if (column + code.flat.length + after <= MAX_WIDTH) return code.flat;
  const [before, between, end] = code.joints;
  const inside = deeper(indent);
  const pieces = code.split(WIDTH - inside - between.length);
  const start = before === "" ? "" : before + newLine(inside);
  return start + pieces.join(between + newLine(inside)) + end;
}

function printCommented(code: Commented, indent: number, column: number, after: number): string {
  const lines = code.comment(WIDTH - indent);
  return [...lines, print(code.code, indent, column, after)].join(newLine(indent));
}

/** The column after a text that begins at a column. */
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
    // A longer line fits nowhere, so its end does not matter.
    if (flat === undefined || (line !== undefined && line.length > WIDTH)) return undefined;
    line = line === undefined ? flat : line + separator + flat;
  }
  return short(line ?? "");
}

function short(line: string): string | undefined {
  return line.length > WIDTH ? undefined : line;
}
