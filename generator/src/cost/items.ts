import { itemSize, revisionKey } from "ddb-pattern-runtime/rules";
import type { Copy, EventCopies } from "../copies/copy.js";
import { canonicalKey, guardOfIds, type Ids, storedCopies } from "../copies/stored-keys.js";
import type { EventContent } from "./sample/sample-event.js";

/** An item that a save writes. */
export interface SavedItem {
  readonly pk: string;
  readonly copy: Copy;
  readonly bytes: number;
}

/** All event ids have the length of this one, and all timestamps that of the other. */
const EVENT_ID = "01JA8B7K770W4XABTR20SSW99B";
const TIMESTAMP = "2026-01-31T12:00:00.000Z";

/** The items of an event, with the sizes that DynamoDB counts. */
export function savedItems(copies: EventCopies, content: EventContent): SavedItem[] {
  const { event } = copies;
  const stored = storedCopies(copies, idsOf(copies, content));
  const canonical = canonicalKey(copies, stored);
  const { data, metadata } = content;
  const body = {
    id: EVENT_ID,
    type: event.storedType,
    timestamp: TIMESTAMP,
    data,
    ...(metadata === undefined ? {} : { metadata }),
    ...(event.version === 1 ? {} : { v: event.version }),
  };
  return stored.flatMap(({ copy, pks }) =>
    pks.map((pk) => {
      const sk = copy.sk === "{id}" ? EVENT_ID : revisionKey(1);
      const marker = pk === canonical ? { canonical: true } : {};
      return { pk, copy, bytes: itemSize({ pk, sk, ...body, ...marker }) };
    }),
  );
}

function idsOf({ event }: EventCopies, { data }: EventContent): Ids {
  const fields = event.fields.filter(
    ({ name, modelKey }) => modelKey !== undefined && Object.hasOwn(data, name),
  );
  return Object.fromEntries(fields.map(({ name }) => [name, data[name]])) as Ids;
}

/** The bytes of the guard of an event whose copies are all in consistent streams; `undefined` for another event. */
export function guardBytes(items: readonly SavedItem[]): number | undefined {
  const stored = items.map(({ copy, pk }) => ({ copy, pks: [pk] }));
  const key = guardOfIds(stored, EVENT_ID);
  return key && itemSize({ ...key, revision: 1 });
}

/** The bytes of the data of an event. */
export function dataBytes({ data }: EventContent): number {
  return itemSize({ data }) - "data".length;
}
