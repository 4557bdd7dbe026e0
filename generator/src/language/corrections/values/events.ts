import { isMapping } from "../../mapping.js";
import { groupNames, includeHint } from "../field-names.js";
import { inOneLine } from "../flow.js";
import type { ValueRule, Wrong } from "./wrong-value.js";

/** The help for event types and their fields of the wrong form. */
export const eventRules: readonly ValueRule[] = [emptyHint, dataHint, eventsHint];

/** An event type without anything after its colon. */
function emptyHint({ kind, key, value }: Wrong): string | undefined {
  if (value !== null) return undefined;
  if (kind === "event") return `Write "${key}: { data: {} }" for an event without fields.`;
  if (kind === "fields" && key === "data") return 'Write "data: {}" for an event without fields.';
  return undefined;
}

/** The fields of an event as a list, or as names of groups. */
function dataHint({ kind, value, document, path }: Wrong): string | undefined {
  if (kind === "event") {
    return Array.isArray(value)
      ? `Write the fields under "data:", such as "data: { ${fieldIn(value)} }".`
      : undefined;
  }
  if (kind !== "fields") return undefined;
  const isInEvent = path[0] === "events";
  const names = groupNames(value);
  if (isInEvent && names.length > 0 && names.length === [value].flat().length) {
    return includeHint(names, "all", document);
  }
  return Array.isArray(value)
    ? `Write each field as a key with its type: "${fieldIn(value)}".`
    : undefined;
}

/** The first field of a list of fields. */
function fieldIn(list: readonly unknown[]): string {
  const [first] = list;
  const [name, type] = namedIn(first) ?? ["order_id", "ulid"];
  const usual = /_?id$/i.test(name) ? "ulid" : "string";
  return inOneLine({ [name]: type ?? usual })?.slice(2, -2) ?? "order_id: ulid";
}

/** The name that an item of a list has, with what it says of it. */
function namedIn(item: unknown): [name: string, value: unknown] | undefined {
  if (typeof item === "string") return [item, undefined];
  if (!isMapping(item)) return undefined;
  const { name, type, ...others } = item;
  if (typeof name === "string") return [name, typeof type === "string" ? type : others.data];
  const [pair] = Object.entries(item);
  return pair;
}

/** Event types as a list. */
function eventsHint({ within, key, value }: Wrong): string | undefined {
  if (key !== "events" || within !== "document" || !Array.isArray(value)) return undefined;
  const [name, data] = namedIn(value[0]) ?? [];
  const fields = isMapping(data) ? inOneLine(data) : undefined;
  const event = (name && inOneLine(name)) || "ORDER_PLACED";
  return `Write each event type as a key: "${event}: { data: ${fields ?? "{ order_id: ulid }"} }".`;
}
