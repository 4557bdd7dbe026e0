import type { SchemaEntry } from "../catalogue.js";
import type { TypePart } from "../type-parts.js";
import { type Html, join, link } from "./escape.js";

/** The anchors of the named types of a schema, by their names. */
export type TypeAnchors = ReadonlyMap<string, string>;

export function typeAnchors({ types }: SchemaEntry): TypeAnchors {
  return new Map(types.map(({ name, anchor }) => [name, anchor]));
}

/** A type, with links to named types. */
export function typeHtml(parts: readonly TypePart[], anchors: TypeAnchors): Html {
  return join(
    parts.map((part) =>
      typeof part === "string" ? part : link(anchors.get(part.type) ?? "", part.type),
    ),
  );
}
