import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { isMapping, type Mapping } from "../mapping.js";

/** One mistake that is the reason of all others about a part of the document. */
export interface Misplaced {
  /** What is not whole by it. */
  readonly path: YamlPath;
  /** The key that gives it away. */
  readonly keyPath: readonly string[];
  readonly hint: string;
}

/** The reason of an error at a path or, in the mapping at the path, about the name of a key. */
export type MisplacedAt = (path: YamlPath, name: string | undefined) => Misplaced | undefined;

const EVENT_KEYS = new Set([
  "description",
  "deprecated",
  "lookups",
  "data",
  "additionalProperties",
]);
const INDENT = "indent it: it belongs to the event above.";
const BESIDE = 'indent it: the fields of an event stand under "data:".';
const FIELDS =
  'fields stand directly under "data"; a field that may be left out has "?" after its name.';
const METADATA = 'fields stand directly under "metadata"; all of them may be left out.';

/** What stands at a wrong place in the document. */
export function misplacedIn(value: unknown): MisplacedAt {
  const document: Mapping = isMapping(value) ? value : {};
  const outdented = outdentedIn(document.events);
  return (path, name) => {
    const [section, entry = name, part] = path.map(String);
    if (section === "metadata") return fieldsAsSchema(document.metadata, [section], METADATA);
    if (section !== "events" || entry === undefined) return undefined;
    const key = outdented.get(entry);
    if (key !== undefined && (part === undefined || EVENT_KEYS.has(entry)))
      return { path: [section, key], keyPath: [section, key], hint: INDENT };
    const event = (document.events as Mapping)[entry];
    if (path.length < 2 || !isMapping(event)) return undefined;
    const field = part === undefined || part === "data" ? besideData(event) : undefined;
    if (field !== undefined)
      return { path: [section, entry], keyPath: [section, entry, field], hint: BESIDE };
    if (part !== "data") return undefined;
    return fieldsAsSchema(event.data, [section, entry, part], FIELDS);
  };
}

/** The first field that stands not under but beside an empty `data:`. */
function besideData(event: Mapping): string | undefined {
  if (event.data !== null) return undefined;
  const key = Object.keys(event).find((name) => !EVENT_KEYS.has(name));
  return key !== undefined && (typeof event[key] === "string" || isMapping(event[key]))
    ? key
    : undefined;
}

/** Fields that are written as `{ type: object, properties: { … } }`. */
function fieldsAsSchema(fields: unknown, path: string[], hint: string): Misplaced | undefined {
  if (!isMapping(fields) || fields.type !== "object" || !isMapping(fields.properties))
    return undefined;
  return { path, keyPath: [...path, "properties"], hint };
}

/** Event types and those of their keys that stand beside them, each with the first of these keys. */
function outdentedIn(events: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let above: string | undefined;
  for (const [key, value] of Object.entries(isMapping(events) ? events : {})) {
    if (!EVENT_KEYS.has(key)) {
      above = value === null || (isMapping(value) && value.data === undefined) ? key : undefined;
    } else if (above !== undefined) {
      const first = found.get(above) ?? key;
      found.set(above, first).set(key, first);
    }
  }
  return found;
}
