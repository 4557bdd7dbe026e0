import type { UpgradeData } from "../events/decode.js";
import { upgradeWith } from "../events/upgrade.js";
import { earlierKeys } from "../keys/event-keys.js";
import { fitsKey } from "../keys/query-keys.js";
import type { Descriptor } from "../schema/descriptor.js";
import { schemaOf } from "../schema/schema.js";
import { mapBounded } from "../util/map-bounded.js";
import { readItem } from "./read-item.js";
import type { FindEarlier } from "./save.js";

/** What reads and saves of a client do about events of earlier versions of its schema. */
export interface EarlierForms {
  readonly upgrade: UpgradeData;
  readonly findEarlier: FindEarlier;
}

/**
 * The code for events of earlier versions of the schema. Generated code passes it to
 * `createEventClient` only if an event type of the schema has versions or aliases, or a field of one
 * has aliases, so that other bundles omit it.
 *
 * @param upcasters - The client's option, unchecked.
 */
export type EarlierVersions = (descriptor: Descriptor, upcasters: unknown) => EarlierForms;

export const earlierVersions: EarlierVersions = (descriptor, upcasters) => {
  return { upgrade: upgradeWith(descriptor, upcasters), findEarlier: findEarlierIn(descriptor) };
};

/** The number of keys that are read in parallel. */
const PARALLEL_READS = 8;

/** Only an id that the caller gave can be that of an event which is stored already. */
function findEarlierIn(descriptor: Descriptor): FindEarlier {
  const schema = schemaOf(descriptor);
  return async (deadline, table, events, onFound) => {
    const places = events.flatMap((owner) => {
      const { type, content, givenId } = owner.checked;
      const keys = givenId === undefined ? [] : earlierKeys(schema, type, content.data);
      return keys.filter((pk) => fitsKey(pk, table.limits)).map((pk) => ({ owner, pk }));
    });
    await mapBounded(places, PARALLEL_READS, async ({ owner, pk }) => {
      const item = await readItem(deadline, table, { pk, sk: owner.event.id });
      if (item !== undefined) onFound(owner, item);
    });
  };
}
