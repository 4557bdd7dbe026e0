import type { Json } from "../util/json.js";

/** The longest line with a list or an object on it, in characters. */
const WIDTH = 56;

/**
 * A value as JSON that takes little room: lists and objects are on one line where they fit.
 *
 * @param before What is before the value on its line: spaces, then perhaps a name.
 */
export function jsonText(value: Json, before = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const indentation = /^ */.exec(before)?.[0] ?? "";
  const inner = `${indentation}  `;
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((item: Json) => jsonText(item, inner))
    : Object.entries(value).map(([name, item]) => {
        const start = `${JSON.stringify(name)}: `;
        return start + jsonText(item, inner + start);
      });
  const [open, close] = isList ? "[]" : "{}";
  const gap = isList || members.length === 0 ? "" : " ";
  const line = `${open}${gap}${members.join(", ")}${gap}${close}`;
  if (!line.includes("\n") && before.length + line.length <= WIDTH) return line;
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indentation}${close}`;
}
