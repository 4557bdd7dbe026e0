import { suggest } from "../diagnostics/suggest/suggest.js";
import { type EventModel, isCertainId } from "../model/model.js";
import type { Ids } from "./stored-keys.js";

/** Ids of a command line, by the names of fields: each field has one, or those of its list. */
export type GivenIds = ReadonlyMap<string, readonly string[]>;

/** Reads `store_id=s1`, given once for each id. Returns a message for a value without a name or an id. */
export function readIds(values: readonly string[]): GivenIds | string {
  const ids = new Map<string, string[]>();
  for (const value of values) {
    const [name, id] = splitAt(value, value.indexOf("="));
    if (name === "" || id === "")
      return `--id must be a name and an id, as store_id=s1, got "${value}".`;
    ids.set(name, [...(ids.get(name) ?? []), id]);
  }
  return ids;
}

function splitAt(text: string, index: number): [string, string] {
  return index === -1 ? ["", text] : [text.slice(0, index), text.slice(index + 1)];
}

/** The ids of an event: those that are given, and the names of its fields in braces for those that it always has. */
export function idsOfEvent(event: EventModel, given: GivenIds): Ids | string {
  const fields = event.fields.filter(({ modelKey }) => modelKey !== undefined);
  const unknown = unknownId(
    given,
    fields.map(({ name }) => name),
    event.type,
  );
  if (unknown !== undefined) return unknown;
  const ids: Record<string, string | readonly string[]> = {};
  for (const field of fields) {
    const { name, type } = field;
    const values = given.get(name);
    const limit = type.kind === "list" ? type.maxItems : 1;
    if (limit !== undefined && (values?.length ?? 0) > limit) {
      const most = limit === 1 ? "one id" : `at most ${limit} ids`;
      return `\`${name}\` of ${event.type} has ${most}, got ${values?.length}.`;
    }
    if (values !== undefined) ids[name] = type.kind === "list" ? values : (values[0] ?? "");
    else if (isCertainId(field) || given.size === 0) ids[name] = `{${name}}`;
  }
  return ids;
}

/** A message about the first id that has another name. */
export function unknownId(
  given: GivenIds,
  names: readonly string[],
  owner: string,
): string | undefined {
  const wrong = [...given.keys()].find((name) => !names.includes(name));
  if (wrong === undefined) return undefined;
  const near = suggest(wrong, names);
  const known = names.length === 0 ? "It has none." : `It has ${names.join(", ")}.`;
  return `${owner} has no id "${wrong}". ${near === undefined ? known : `Did you mean "${near}"?`}`;
}
