import type { YamlPath } from "../diagnostics/diagnostic.js";

/** A mapping of YAML, or an object of JSON, as a value. */
export type Mapping = Record<string, unknown>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of a document; `undefined` where the path leads nowhere. */
export function valueAt(document: unknown, path: YamlPath): unknown {
  let part = document;
  for (const step of path) {
    const isContainer = typeof part === "object" && part !== null && Object.hasOwn(part, step);
    part = isContainer ? (part as Record<string | number, unknown>)[step] : undefined;
  }
  return part;
}
