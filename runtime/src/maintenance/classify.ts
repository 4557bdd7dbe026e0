import { CONTRACT_KEY } from "../contract/contract.js";
import { type EventItem, isEventItem, versionOf } from "../events/event.js";
import { isEventId, timestampOf } from "../events/event-id.js";
import { decodeKey, isSnapshotsKey, streamNameOf } from "../keys/key.js";
import { guardKey, revisionOf } from "../keys/revision.js";
import type { Descriptor } from "../schema/descriptor.js";
import type { ItemKey, TableItem } from "../storage/table.js";
import { isPlainObject } from "../util/plain-object.js";
import { quote } from "../util/quote.js";
import type { CopyKind, EventPlacer } from "./event-places.js";
import type { Finding } from "./finding.js";

/** The guard of an event id. */
export interface Guard {
  readonly pk: string;
  readonly sk: string;
  readonly eventId: string;
  readonly revision: number;
}

/** What an item of a table is. */
export type ClassifiedItem =
  | {
      readonly is: "copy";
      readonly item: EventItem;
      /** `undefined` for a copy that only earlier releases of the schema make. */
      readonly kind: CopyKind | undefined;
    }
  | { readonly is: "guard"; readonly guard: Guard }
  | { readonly is: "retired"; readonly key: ItemKey; readonly eventId: string }
  /** A contract, a snapshot, or an item of another schema. */
  | { readonly is: "other" }
  | { readonly is: "fault"; readonly finding: Finding }
  | {
      readonly is: "malformed";
      readonly finding: Finding;
      readonly key: ItemKey;
      /** The id of the event whose item it seems to be. */
      readonly eventId: string | undefined;
    };

/** The event types and the streams of other schemas in the table. */
export interface OtherSchemas {
  readonly types: ReadonlySet<string>;
  readonly streams: ReadonlySet<string>;
}

export interface ClassifierContext {
  readonly descriptor: Descriptor;
  readonly placer: EventPlacer;
  /** The placers of all releases of the schema. */
  readonly released: readonly EventPlacer[];
  readonly releasedDescriptors: readonly Descriptor[];
  readonly others: OtherSchemas;
}

const GUARD = guardKey("");
const OTHER: ClassifiedItem = { is: "other" };

/** Creates a function that says what an item is, by itself. */
export function createClassifier({
  descriptor,
  placer,
  released,
  releasedDescriptors,
  others,
}: ClassifierContext): (item: TableItem) => ClassifiedItem {
  const retired = new Set(descriptor.retired);
  const streams = new Set(
    [descriptor, ...releasedDescriptors].flatMap(({ streams: each = {} }) =>
      Object.values(each).map(({ name }) => name),
    ),
  );

  function finding(kind: Finding["kind"], item: TableItem, detail: string): Finding {
    const { pk, sk, id, type } = item;
    return {
      kind,
      pk,
      sk,
      ...(isEventId(id) ? { eventId: id } : {}),
      ...(typeof type === "string" && placer.has(type) ? { type } : {}),
      detail,
    };
  }

  function fault(...args: Parameters<typeof finding>): ClassifiedItem {
    return { is: "fault", finding: finding(...args) };
  }

  function malformed(item: TableItem, detail: string): ClassifiedItem {
    const { pk, sk, id } = item;
    const name = sk.startsWith(GUARD) ? sk.slice(GUARD.length) : sk;
    return {
      is: "malformed",
      finding: finding("malformed-item", item, detail),
      key: { pk, sk },
      eventId: [name, id].find(isEventId),
    };
  }

  function classifyEvent(item: EventItem & TableItem): ClassifiedItem {
    const { type } = item;
    if (!placer.has(type)) {
      if (retired.has(type)) {
        return { is: "retired", key: { pk: item.pk, sk: item.sk }, eventId: item.id };
      }
      if (others.types.has(type)) return OTHER;
      return fault("unknown-item", item, `its event type ${quote(type)} is not in the schema`);
    }
    const reason = malformedReason(item);
    if (reason !== undefined) return malformed(item, reason);
    const kind = placer.kindAt(item);
    if (kind !== undefined || released.some((each) => each.kindAt(item) !== undefined)) {
      return { is: "copy", item, kind };
    }
    return fault("misplaced-copy", item, "no release of the schema makes a copy with such a key");
  }

  function classifyGuard(item: TableItem): ClassifiedItem {
    const { pk, sk, revision } = item;
    const eventId = sk.slice(GUARD.length);
    if (!isEventId(eventId) || !Number.isSafeInteger(revision)) {
      return malformed(item, "it is no guard: it lacks an event id or a revision");
    }
    return { is: "guard", guard: { pk, sk, eventId, revision: revision as number } };
  }

  return (item) => {
    if (item.pk === CONTRACT_KEY || isSnapshotsKey(item.pk)) return OTHER;
    if (isEventItem(item)) return classifyEvent(item);
    const { type = "" } = decodeKey(item.pk) ?? {};
    const stream = streamNameOf(type);
    const isOurs = stream === undefined ? placer.has(type) : streams.has(stream);
    if (isOurs) {
      if (stream !== undefined && item.sk.startsWith(GUARD)) return classifyGuard(item);
      return malformed(item, "it lacks an id, a type or a timestamp");
    }
    const isOther = stream === undefined ? others.types.has(type) : others.streams.has(stream);
    return isOther ? OTHER : fault("unknown-item", item, "its key is not in the schema");
  };
}

/** Why an item of an event type cannot be a copy. */
function malformedReason(item: EventItem): string | undefined {
  const { sk, id, timestamp, data, metadata, canonical } = item;
  if (!isEventId(id)) return "its id is not an event id";
  if (timestamp !== timestampOf(id)) return "its timestamp is not the time of its id";
  if (!isPlainObject(data)) return "its data is not an object";
  if (metadata !== undefined && !isPlainObject(metadata)) return "its metadata is not an object";
  if (Number.isNaN(versionOf(item))) return "its version is not a positive integer";
  if (canonical !== undefined && canonical !== true) return "its canonical mark is not true";
  if (sk !== id && revisionOf(sk) === undefined) {
    return "its sort key is neither its id nor a revision";
  }
  return undefined;
}
