import { typeText } from "../../model/compat/type-text.js";
import type { Field, MetadataField } from "../../model/model.js";
import { descriptionOf } from "../schema/facts.js";
import { mdxCode, mdxLine } from "./markdown.js";

/** A field of data or of metadata. */
type AnyField = MetadataField & Partial<Pick<Field, "default">>;

/** The fields of an event or of metadata as a table of Markdown. Readers always see a field with a default. */
export function fieldTable(fields: readonly AnyField[]): string {
  if (fields.length === 0) return "No fields.";
  const rows = fields.map((field) => [
    mdxCode(field.name),
    mdxCode(typeText(field.type)),
    field.isOptional && field.default === undefined ? "no" : "yes",
    descriptionCell(field),
  ]);
  const head = ["field", "type", "required", "description"];
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function descriptionCell(field: AnyField): string {
  const text = mdxLine(descriptionOf(field) ?? "");
  if (field.default === undefined) return text;
  return `${text} Default: ${mdxCode(JSON.stringify(field.default))}`.trim();
}
