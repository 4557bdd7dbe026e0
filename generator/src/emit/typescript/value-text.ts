import { displayWidth } from "../../util/display-width.js";
import { propertyName } from "./escape.js";
import { block, fits, hang, INDENT, type Room, WIDTH } from "./layout.js";
import { literalText } from "./type-text.js";

/** A constant that can stand in generated code. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly Value[]
  | { readonly [key: string]: Value | undefined };

const SHORT_KEY = INDENT + 2;

/** A constant as TypeScript, laid out as Prettier would. Members that are `undefined` are left out. */
export function valueText(value: Value, room: Room): string {
  if (value === null) return "null";
  if (typeof value !== "object") return literalText(value);
  if (isList(value)) return listText(value, room);
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === undefined ? [] : memberText(key, member, room.indent + INDENT),
  );
  return block("{", members, "}");
}

/**
 * A member of an object. Prettier gives a text that is too long a line of its own, unless its key is
 * so short that this wins nothing.
 */
export function memberText(key: string, value: Value, indent: number): string {
  const name = propertyName(key);
  const width = displayWidth(name);
  const room = { indent, column: indent + width + ": ".length, after: ",".length };
  const text = valueText(value, room);
  const [firstLine = "", ...more] = text.split("\n");
  const isShort = fits(firstLine, more.length === 0 ? room : { ...room, after: 0 });
  if (isShort || width <= SHORT_KEY || staysOnItsLine(value)) return `${name}: ${text},`;
  return `${name}:${hang(`\n${text}`, INDENT)},`;
}

/** Prettier never parts a number or a boolean from its key; a minus makes of a number something else. */
function staysOnItsLine(value: Value): boolean {
  return typeof value === "boolean" || (typeof value === "number" && value >= 0);
}

function listText(items: readonly Value[], room: Room): string {
  const flat = flatText(items);
  if (flat !== undefined && fits(flat, room)) return flat;
  const indent = room.indent + INDENT;
  const entries = areNumbers(items)
    ? filledLines(items.map(literalText), indent)
    : items.map((item) => `${valueText(item, { indent, column: indent, after: ",".length })},`);
  return block("[", entries, "]");
}

/** Prettier puts as many numbers on a line as fit, and everything else on lines of its own. */
function areNumbers(items: readonly Value[]): items is readonly number[] {
  return items.length > 1 && items.every((item) => typeof item === "number");
}

function filledLines(items: readonly string[], indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  items.forEach((item, index) => {
    // The comma behind the last one is not counted.
    const text = index === items.length - 1 ? item : `${item},`;
    const longer = line === "" ? text : `${line} ${text}`;
    if (line !== "" && indent + longer.length > WIDTH) {
      lines.push(line);
      line = text;
    } else line = longer;
  });
  return [...lines, `${line},`];
}

/** A constant in one line, however long; `undefined` where it cannot be. */
function flatText(value: Value): string | undefined {
  if (value === null || typeof value !== "object") {
    return valueText(value, { indent: 0, column: 0, after: 0 });
  }
  if (!isList(value)) return Object.values(value).some((it) => it !== undefined) ? undefined : "{}";
  const items = isTable(value) ? [undefined] : value.map(flatText);
  return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
}

/** Prettier gives each row a line of its own where all are lists of several items. */
function isTable(items: readonly Value[]): boolean {
  return items.length > 1 && items.every((item) => isList(item) && item.length > 1);
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
