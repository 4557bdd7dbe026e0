import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { isMapping, type Mapping, valueAt } from "../mapping.js";
import { inOneLine, pairInOneLine } from "./flow.js";
import { lastName } from "./foreign-types.js";
import { longType } from "./raw-types.js";

/** A group that includes others. */
export const NO_GROUP_IN_GROUP =
  "Remove it, and include both groups in the event types: a group cannot include another.";

/** The help for a mark of a required field: each field is one by itself. */
export const IS_REQUIRED = 'Remove it: a field without "?" after its name is required.';

/** Keys by which this language and others take over fields. */
export const INCLUDING: ReadonlySet<string> = new Set([
  "$ref",
  "allOf",
  "extends",
  "include",
  "includes",
  "mixins",
]);
/** Keys that say something of the part around the fields, and not of a field. */
const DOCUMENTING: ReadonlySet<string> = new Set([
  "comment",
  "deprecated",
  "description",
  "doc",
  "summary",
  "title",
]);

/**
 * The help for a field that is no type, and has the name of a key: the key is one level too deep. Its value can look
 * like a type, so this is both for values of the wrong form and for names of types that are not known.
 */
export function fieldNameHint(
  path: YamlPath,
  value: unknown,
  document: Mapping,
): string | undefined {
  const [section, entry, part, name] = path.map(String);
  if (section === "metadata" && path.length === 2) {
    return entry === "required" && Array.isArray(value)
      ? requiredMetadata(value, document.metadata)
      : undefined;
  }
  if (section === "groups" && path.length === 3) return inGroup(part ?? "", value);
  if (section !== "events" || part !== "data" || name === undefined || path.length > 4) {
    return undefined;
  }
  const data = valueAt(document, path.slice(0, -1));
  return inData(name, value, isMapping(data) ? data : {}, document);
}

/** The help for the required fields of metadata in a list. */
function requiredMetadata(names: readonly unknown[], metadata: unknown): string {
  const fields: Mapping = isMapping(metadata) ? metadata : {};
  const name = names.find((one) => typeof one === "string" && Object.hasOwn(fields, one));
  const type = name === undefined ? undefined : fields[String(name)];
  const field = requiredField(String(name ?? "actor"), type ?? "string");
  const at = names.length === 1 ? "at this field" : "at each of these fields";
  const form = field === undefined ? "" : `${names.length === 1 ? ":" : ", such as"} "${field}"`;
  return `Remove it, and write "required: true" ${at}${form}.`;
}

/** A field of metadata that every event has, in one line. */
function requiredField(name: string, type: unknown): string | undefined {
  return pairInOneLine(name, { ...longType(type), required: true });
}

function inGroup(name: string, value: unknown): string | undefined {
  if (INCLUDING.has(name) && groupNames(value).length > 0) return NO_GROUP_IN_GROUP;
  return DOCUMENTING.has(name) && typeof value === "string"
    ? "Make it a comment of YAML, which begins with #: a group has only fields."
    : undefined;
}

function inData(
  name: string,
  value: unknown,
  data: Mapping,
  document: Mapping,
): string | undefined {
  if (INCLUDING.has(name)) {
    const isAlone = Object.keys(data).length === 1;
    const fields = hasOtherFields(value) ? "mixed" : isAlone ? "all" : "some";
    return includeHint(groupNames(value), fields, document);
  }
  const isOfEvent =
    (name === "lookups" && Array.isArray(value)) ||
    (name === "additionalProperties" && typeof value === "boolean") ||
    ((name === "wire" || name === "deprecated" || name === "description") &&
      typeof value === "string");
  if (isOfEvent) return 'Move it beside "data:": it belongs to the event type.';
  if (name !== "required" || !Array.isArray(value)) return undefined;
  const { required, ...fields } = data;
  return requiredHint(required, fields);
}

/** Whether a list has not only names, but also fields at length. */
function hasOtherFields(value: unknown): boolean {
  return [value].flat().some((item) => groupNames(item).length === 0);
}

/** The names that could be those of groups: in a list, alone, or at the end of a reference. */
export function groupNames(value: unknown): readonly string[] {
  return [value].flat().flatMap((item) => {
    const name = isMapping(item) ? item.$ref : item;
    const last = typeof name === "string" ? lastName(name) : "";
    return /^[A-Z][A-Za-z0-9]{0,63}$/.test(last) ? [last] : [];
  });
}

const WHERE = {
  all: ' and "data: {}"',
  some: ' beside "data:"',
  mixed: ' beside "data:", and the other fields directly under "data:"',
} as const;

/** The help for groups instead of fields: of all fields, or of some; or mixed with other fields. */
export function includeHint(
  names: readonly string[],
  fields: keyof typeof WHERE,
  { groups, types }: Mapping,
): string | undefined {
  const include = names.length === 0 ? undefined : inOneLine(names);
  if (include === undefined) return undefined;
  const write = `"include: ${include}"${WHERE[fields]}.`;
  if (areDeclared(names, groups))
    return fields === "all" ? `Write ${write}` : `Remove it, and write ${write}`;
  const of = names.join(" and ");
  return areDeclared(names, types)
    ? `Move the fields of ${of} to "groups:", and write ${write}`
    : `Declare the fields of ${of} under "groups:", and write ${write}`;
}

/** Whether a section declares all of some names. */
export function areDeclared(names: readonly string[], section: unknown): boolean {
  return names.every((name) => isMapping(section) && Object.hasOwn(section, name));
}

/** The help for `required` as a schema of an object has it. */
export function requiredHint(value: unknown, fields: Mapping): string {
  const names = Object.keys(fields);
  const required: readonly unknown[] = Array.isArray(value) ? value : names;
  const optional = names.filter((name) => !name.endsWith("?") && !required.includes(name));
  const listed = inOneLine(optional)?.slice(1, -1).replaceAll(", ", '?", "');
  return optional.length === 0 || listed === undefined
    ? IS_REQUIRED
    : `Remove it, and put a "?" after the names of the other fields: "${listed}?".`;
}

/** The help for a "!" after the name of a field, as the mark of a required one. */
export function requiredMarkHint(path: YamlPath, name: string, type: unknown): string {
  const plain = name.slice(0, -1);
  if (path[0] !== "metadata") return `Write "${plain}": a field without "?" is required.`;
  const field = requiredField(plain, type);
  return field === undefined
    ? 'Remove the "!", and write "required: true" at the field.'
    : `Write "${field}".`;
}
