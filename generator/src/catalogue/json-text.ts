import type { Json } from "../util/json.js";

/** The longest list or object on one line, in characters with its indentation. */
const WIDTH = 52;

/** A value as JSON that takes little room: lists and objects are on one line where they fit. */
export function jsonText(value: Json, indentation = ""): string {
  const isList = Array.isArray(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indentation}  `;
  const members = isList
    ? value.map((item: Json) => jsonText(item, inner))
    : Object.entries(value).map(
        ([name, item]) => `${JSON.stringify(name)}: ${jsonText(item, inner)}`,
      );
  const [open, close] = isList ? "[]" : "{}";
  const gap = isList || members.length === 0 ? "" : " ";
  const line = `${open}${gap}${members.join(", ")}${gap}${close}`;
  if (!line.includes("\n") && indentation.length + line.length <= WIDTH) return line;
  return `${open}\n${inner}${members.join(`,\n${inner}`)}\n${indentation}${close}`;
}
