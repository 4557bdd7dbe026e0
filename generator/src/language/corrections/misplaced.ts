import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { isMapping, type Mapping } from "../mapping.js";

/** One mistake that causes all others in a part of the document. */
export interface Misplaced {
  /** The part. */
  readonly path: YamlPath;
  /** The key to report. */
  readonly keyPath: readonly string[];
  readonly hint: string;
}

/** The mistake that causes an error at a path, or an error about the name of a key of the mapping there. */
export type MisplacedAt = (path: YamlPath, name: string | undefined) => Misplaced | undefined;

const EVENT_KEYS = new Set([
  "description",
  "deprecated",
  "wire",
  "lookups",
  "include",
  "data",
  "additionalProperties",
]);
const INDENT = "Indent it: it belongs to the event type above.";
const BESIDE = 'Indent it: the fields of an event type belong under "data:".';
const FIELDS =
  'Write the fields directly under "data:", with a "?" after the name of an optional one.';
const METADATA =
  'Write the fields directly under "metadata:"; they are optional without "required: true".';
const GROUP =
  'Write the fields directly under the name of the group, with a "?" after the name of an optional one.';

/** Finds the parts of a document that are at a wrong place. */
export function misplacedIn(value: unknown): MisplacedAt {
  const document: Mapping = isMapping(value) ? value : {};
  const outdented = outdentedIn(document.events);
  return (path, name) => {
    const [section, entry = name, part] = path.map(String);
    if (section === "metadata") return fieldsAsSchema(document.metadata, [section], METADATA);
    if (section === "groups" && path.length > 1 && isMapping(document.groups)) {
      return fieldsAsSchema(document.groups[String(entry)], [section, String(entry)], GROUP);
    }
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

/** The first field that is beside an empty `data:` instead of under it. */
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

/** Event types whose keys are not indented, and these keys, each with the first of the keys. */
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
