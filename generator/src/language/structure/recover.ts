import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { BROKEN, type PartialDocument } from "../document.js";
import { isMapping } from "../mapping.js";

/** Sections of which each entry can be wrong by itself. */
const SECTIONS_OF_ENTRIES: ReadonlySet<unknown> = new Set([
  "imports",
  "metadata",
  "types",
  "groups",
  "events",
  "streams",
  "retired",
  "reserved",
  "allow",
  "accept",
]);

/**
 * The part of a document that a mistake at the path breaks: the smallest one that the rest can be checked
 * without. That is a field of an event's data or of a group, an earlier version of an event type, the id of a stream or an event type in it, an included
 * group, an entry of a section, or a section.
 */
export function brokenPart(path: YamlPath): YamlPath {
  const [section, , key, member] = path;
  const isField = section === "events" && key === "data" && member !== undefined;
  const isListedEvent = section === "streams" && key === "events" && typeof member === "number";
  const isIncluded = section === "events" && key === "include" && typeof member === "number";
  // A whole earlier version: no query finds events by its fields.
  const isPrevious = section === "events" && key === "previous" && member !== undefined;
  if (isField || isListedEvent || isIncluded || isPrevious) return path.slice(0, 4);
  if (section === "groups") return path.slice(0, 3);
  // Whatever else is wrong with a stream, its event types are known.
  if (section === "streams" && key !== undefined && key !== "events") {
    return [...path.slice(0, 2), "by"];
  }
  return path.slice(0, SECTIONS_OF_ENTRIES.has(section) ? 2 : 1);
}

/**
 * The document with `BROKEN` in the place of each broken part, so that the rest can be checked in the same
 * run. `undefined` where too little is left: without a legal section of events or of types, nearly all other
 * parts would look wrong.
 */
export function recover(value: unknown, broken: readonly YamlPath[]): PartialDocument | undefined {
  const isLost = ([section, ...inner]: YamlPath) =>
    inner.length === 0 && (section === undefined || section === "events" || section === "types");
  if (!isMapping(value) || broken.some(isLost)) return undefined;
  if (broken.length === 0) return value;
  const document = structuredClone(value);
  for (const path of broken) {
    const parent = parentOf(document, path);
    const last = path.at(-1);
    if (parent !== undefined && last !== undefined) parent[last] = BROKEN;
  }
  return document;
}

/** The mapping or list with the part at the path; `undefined` where it is broken itself. */
function parentOf(document: unknown, path: YamlPath): Record<string | number, unknown> | undefined {
  let part = document;
  for (const step of path.slice(0, -1)) {
    part = isContainer(part) ? part[step] : undefined;
  }
  return isContainer(part) ? part : undefined;
}

/** A mapping or a list. */
function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === "object" && value !== null;
}
