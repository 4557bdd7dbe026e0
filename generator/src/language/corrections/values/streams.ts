import { fieldName } from "../../../model/names.js";
import { isMapping, type Mapping, valueAt } from "../../mapping.js";
import { inOneLine } from "../flow.js";
import type { ValueRule, Wrong } from "./wrong-value.js";

/** The help for the event types and the ids of streams. */
export const streamRules: readonly ValueRule[] = [streamHint, eventsHint, idHint];

/** A stream as the list of its event types, or as one of them. */
function streamHint({ kind, key, value, document }: Wrong): string | undefined {
  if (kind !== "stream") return undefined;
  const events = [value].flat().filter((type) => typeof type === "string");
  if (events.length === 0) return undefined;
  const stream = inOneLine({ by: idOfStream({ events }, document), events });
  return stream && `Write "${key}: ${stream}".`;
}

/** The event types of a stream as one string. */
function eventsHint({ within, key, value, parent, document }: Wrong): string | undefined {
  if (within !== "stream" || key !== "events" || typeof value !== "string") return undefined;
  const names = value.split(/[\s,;]+/).filter((name) => name !== "");
  const list = names.every((name) => /^\w+$/.test(name)) ? inOneLine(names) : undefined;
  if (names.length > 1 && list !== undefined) return `Write a list: ${list}.`;
  return /^(?:\*|all|any)$/i.test(value)
    ? `List each event type: ${eventsOfStream(parent ?? {}, document)}.`
    : undefined;
}

/** An id as a list of one. */
function idHint({ within, key, value }: Wrong): string | undefined {
  const isId =
    (within === "stream" && key === "by") || (within === "document" && key === "partition");
  if (!isId || !Array.isArray(value)) return undefined;
  const [id] = value;
  return value.length === 1 && typeof id === "string"
    ? `Write "${key}: ${id}".`
    : `Name one id field, such as "${key}: ${typeof id === "string" ? id : "order_id"}".`;
}

/** The event types that have the id of a stream, as a list of YAML. */
export function eventsOfStream({ by }: Mapping, document: Mapping): string {
  const { events } = document;
  const types = Object.keys(isMapping(events) ? events : {}).filter(
    (type) => typeof by === "string" && idsOf(type, document).includes(by),
  );
  return (types.length === 0 ? undefined : inOneLine(types)) ?? "[ORDER_PLACED]";
}

/** The first id that all event types of a stream have; by preference none that scopes others. */
export function idOfStream({ events: listed }: Mapping, document: Mapping): string {
  const types = Array.isArray(listed) ? listed.filter((type) => typeof type === "string") : [];
  const [first = [], ...others] = types.map((type) => idsOf(type, document));
  const ids = first.filter((name) => others.every((names) => names.includes(name)));
  const id = ids.find((name) => name !== document.partition) ?? ids[0];
  return (id && inOneLine(id)) ?? "order_id";
}

/** The ids by which an event type can be found, as far as its text shows: those of its groups come first. */
function idsOf(type: string, { events, groups, id_suffix: suffix = "_id" }: Mapping): string[] {
  const event = valueAt(events, [type]);
  const { include, data } = isMapping(event) ? event : {};
  const included = (Array.isArray(include) ? include : []).map((name) =>
    valueAt(groups, [String(name)]),
  );
  return [...included, data].filter(isMapping).flatMap((fields) =>
    Object.entries(fields).flatMap(([key, raw]) => {
      const { entity, lookup } = isMapping(raw) ? raw : {};
      if (lookup === false) return [];
      if (typeof entity === "string") return [`${entity}${suffix}`];
      const name = fieldName(key);
      return looksLikeId(name) ? [name] : [];
    }),
  );
}

/** Whether a value is the name of an id field, with any of the usual endings. */
export function looksLikeId(name: unknown): boolean {
  return typeof name === "string" && /.(?:_id|Id|ID)$/.test(name);
}
