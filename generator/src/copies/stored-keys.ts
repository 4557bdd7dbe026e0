import { guardKey, keysOf } from "ddb-pattern-runtime/rules";
import type { EventModel } from "../model/model.js";
import type { Copy, EventCopies } from "./copy.js";

/** The ids of an event, by its fields: an id, or the ids of a list. A field without ids is left out. */
export type Ids = Readonly<Record<string, string | readonly string[]>>;

/** A kind of copy, and the partition keys that it has for some ids. */
export interface StoredCopy {
  readonly copy: Copy;
  /** In the order of the ids, each once; none if an id is absent. */
  readonly pks: readonly string[];
}

/**
 * The partition keys that an event with these ids is stored under, spelled by the runtime's own code. Equal keys of
 * one kind are one item.
 */
export function storedCopies({ copies }: EventCopies, ids: Ids): readonly StoredCopy[] {
  return copies.map((copy) => ({
    copy,
    pks: keysOf([{ name: copy.ending, steps: copy.steps }], ids),
  }));
}

/** The partition keys that an event with these ids has for a lookup if it was saved under an earlier name of its type. */
export function earlierKeys(
  { source, steps }: Copy,
  { aliases }: Pick<EventModel, "aliases">,
  ids: Ids,
): string[] {
  if (source.kind === "stream") return [];
  return aliases.flatMap((name) => keysOf([{ name, steps }], ids));
}

/** The partition key of the canonical copy of an event with these ids; `undefined` if it has no copy. */
export function canonicalKey({ canonical }: EventCopies, stored: readonly StoredCopy[]) {
  const found = stored.find(({ copy, pks }) =>
    canonical === undefined ? pks.length > 0 : copy === canonical,
  );
  return found?.pks[0];
}

/** The key of the guard of an event; `undefined` if one of its copies is sorted by its id. */
export function guardOfIds(
  stored: readonly StoredCopy[],
  eventId: string,
): { readonly pk: string; readonly sk: string } | undefined {
  if (stored.some(({ copy, pks }) => copy.sk === "{id}" && pks.length > 0)) return undefined;
  const [pk] = stored.flatMap(({ pks }) => pks).sort();
  return pk === undefined ? undefined : { pk, sk: guardKey(eventId) };
}
