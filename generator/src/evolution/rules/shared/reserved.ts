import { resolve, typesByName } from "../../../model/aliases.js";
import { storedNames } from "../../../model/compat/mechanical.js";
import type { Model } from "../../../model/model.js";
import type { Comparison } from "../../comparison.js";

/** The name that an owner of reserved names has in the new schema; `undefined` if it is not there any more. */
export function ownerNow(
  owner: string,
  { old, new: next, events }: Comparison,
): string | undefined {
  if (old.events.some(({ type }) => type === owner)) {
    return events.pairs.find((pair) => pair.old.type === owner)?.new.type;
  }
  const isThere = [...next.groups, ...next.types].some(({ name }) => name === owner);
  return isThere ? owner : undefined;
}

/** The names of the fields, and their aliases, or of the properties of an owner; `undefined` for no owner. */
export function memberNames(owner: string, model: Model): ReadonlySet<string> | undefined {
  const event = model.events.find(({ type }) => type === owner);
  const group = model.groups.find(({ name }) => name === owner);
  const fields = event?.fields ?? group?.fields;
  if (fields !== undefined) return new Set(fields.flatMap(storedNames));
  const named = model.types.find(({ name }) => name === owner);
  if (named === undefined) return undefined;
  const type = resolve(named.type, typesByName(model.types));
  return new Set(type.kind === "object" ? type.properties.map(({ name }) => name) : []);
}
