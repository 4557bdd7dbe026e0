import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { kindsAlong, type PartKind } from "../corrections/parts.js";

/** What is legal where a string without quotes is. */
export type Expected =
  /** Any string: what looks like a mistake may be right. */
  | "any string"
  /** A list, each item of which can be any string. */
  | "list of any strings"
  /** The name of a field, which can be nearly any string. */
  | "name of a field"
  /** A type, a keyword, a name of letters and digits, or no string at all. */
  | "word";

const STRINGS: ReadonlySet<string | number> = new Set([
  "const",
  "default",
  "deprecated",
  "description",
  "pattern",
  "wire",
]);
const LISTS: ReadonlySet<string | number> = new Set(["enum", "examples", "imports"]);

const MAPPINGS_OF_FIELDS: ReadonlySet<PartKind | undefined> = new Set([
  "fields",
  "metadata",
  "properties",
] as const);

/** Parts whose keys are names, not keywords. */
const MAPPINGS_OF_NAMES: ReadonlySet<PartKind | undefined> = new Set([
  ...MAPPINGS_OF_FIELDS,
  ...(["types", "groups", "events", "streams"] as const),
]);

/** What is legal at a path. */
export function expectedAt(path: YamlPath): Expected {
  const kinds = kindsAlong(path);
  const last = path.length - 1;
  for (const [index, key] of path.entries()) {
    const kind = kinds[index];
    if (kind === "allow" && index === last) return "any string";
    if (MAPPINGS_OF_NAMES.has(kind)) continue;
    // Values of JSON may be mappings, in which any string is legal, too.
    if (STRINGS.has(key)) return "any string";
    if (LISTS.has(key)) return index === last ? "list of any strings" : "any string";
    const isItem = key === "required" && index === last - 1;
    if (isItem || (key === "propertyName" && index === last)) return "name of a field";
  }
  return "word";
}

/** What is legal as a key of the mapping at a path. */
export function expectedKey(path: YamlPath): Expected {
  if (expectedAt(path) === "any string") return "any string";
  return MAPPINGS_OF_FIELDS.has(kindsAlong(path).at(-1)) ? "name of a field" : "word";
}
