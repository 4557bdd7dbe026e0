import { isMapping, type Mapping } from "../../mapping.js";
import { legalNameOf } from "../event-names.js";
import { groupNames, includeHint } from "../field-names.js";
import { inOneLine, pairInOneLine } from "../flow.js";
import { typesInOneLine } from "../objects.js";
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
  return pairInOneLine(name, type ?? usual) ?? "order_id: ulid";
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

/** Keys by which a list of event types names them. */
const NAME_KEYS = ["name", "type", "event", "eventType", "event_type"];

/** Event types as a list. */
function eventsHint({ within, key, value }: Wrong): string | undefined {
  if (key !== "events" || within !== "document" || !Array.isArray(value)) return undefined;
  const [name, event] = namedEvent(value[0]) ?? ["ORDER_PLACED", {}];
  const upper = legalNameOf(name) ?? "ORDER_PLACED";
  const wire = upper === name || inOneLine(name) !== name ? {} : { wire: name };
  const form = typesInOneLine(upper, { ...wire, data: { order_id: "ulid" }, ...event });
  const example = form ?? `${upper}: { data: … }`;
  return `Write each event type as a key: "${example}".`;
}

/** An item of a list of event types: the name, and what belongs under it. */
function namedEvent(item: unknown): [name: string, event: Mapping] | undefined {
  if (typeof item === "string") return [item, {}];
  if (!isMapping(item)) return undefined;
  const nameKey = NAME_KEYS.find((key) => typeof item[key] === "string");
  if (nameKey !== undefined) {
    const { [nameKey]: name, ...event } = item;
    return [String(name), eventAtLength(event)];
  }
  const [pair] = Object.entries(item);
  return pair && [pair[0], isMapping(pair[1]) ? eventAtLength(pair[1]) : {}];
}

/** An event type whose fields may be without "data:" around them, or under the key of another language. */
function eventAtLength(event: Mapping): Mapping {
  const dataKey = ["data", "payload", "fields", "properties"].find((key) => isMapping(event[key]));
  if (dataKey !== undefined) {
    const { [dataKey]: data, ...others } = event;
    return { ...others, data };
  }
  return Object.keys(event).length === 0 ? {} : { data: event };
}
