import { encodePart } from "../keys/key.js";
import type { ItemKey } from "../storage/table.js";
import { cutText } from "../util/cut-text.js";

/**
 * The keys of the items that projections store in a table of the user's. Several projections can
 * share a table; nothing else should write under their names.
 *
 * @module
 */

/** One version of a projection. */
export interface VersionName {
  readonly name: string;
  readonly version: number;
}

/** The item that says which version readers get. */
export function pointerKey(name: string): ItemKey {
  return { pk: name, sk: "active" };
}

/** The beginning of the partition keys of all items of a version, except its rebuild's. */
export function versionPrefix({ name, version }: VersionName): string {
  return `${name}::v${version}::`;
}

/** An item of the projection. Its key is stored as the caller's function returned it. */
export function itemKey(projection: VersionName, key: string): ItemKey {
  return { pk: versionPrefix(projection) + key, sk: ITEM };
}

const ITEM = "item";

/** The most bytes of a checkpoint's partition key. DynamoDB's limit is 2,048. */
const MAX_PK_BYTES = 2_000;

/**
 * The last revision of a stream that was applied. The partition key of a stream can have 2,048 bytes;
 * what does not fit behind the prefix is in the sort key.
 */
export function checkpointKey(projection: VersionName, stream: string): ItemKey {
  const [pk, rest] = cutText(versionPrefix(projection) + stream, MAX_PK_BYTES);
  return { pk, sk: rest === "" ? "checkpoint" : `checkpoint#${rest}` };
}

/** The mark of an event without a revision that was applied. */
export function markerKey(projection: VersionName, eventId: string): ItemKey {
  return { pk: versionPrefix(projection) + encodePart(eventId), sk: "event" };
}

/** The progress of the rebuild of a version. */
export function rebuildKey({ name, version }: VersionName): ItemKey {
  return { pk: `${name}::v${version}`, sk: "rebuild" };
}

/** The progress of a rebuild in one segment of the table of the events. */
export function segmentKey(projection: VersionName, segment: number): ItemKey {
  const { pk, sk } = rebuildKey(projection);
  return { pk, sk: `${sk}#${String(segment).padStart(4, "0")}` };
}
