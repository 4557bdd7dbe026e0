import { snapshotsKey } from "../keys/key.js";
import { revisionKey, revisionOf } from "../keys/revision.js";
import { publish, summarizeError } from "../observing/channel.js";
import type { SnapshotMessage } from "../observing/messages.js";
import { readPage } from "../read/pages.js";
import { readError } from "../storage/call-errors.js";
import { itemSize, utf8Length } from "../storage/item-size.js";
import { type CheckedRetryPolicy, withDeadline } from "../storage/retry.js";
import { type EventTable, type ItemKey, type TableItem, tableErrorOf } from "../storage/table.js";
import { describeStreamKey } from "../streams/head.js";
import { storableCopy } from "../validation/storable.js";
import type { EventIssue } from "../validation/validation-error.js";
import type { SnapshotOptions } from "./options.js";

/** The snapshots of one fold of one stream. */
export interface SnapshotStore {
  readonly table: EventTable;
  readonly tableName: string;
  readonly retry: CheckedRetryPolicy;
  /** The key of the stream. */
  readonly stream: string;
  readonly options: SnapshotOptions<unknown>;
  /** A checksum of what the schema says of the stream's events. */
  readonly fingerprint: string;
}

/** A snapshot as it is stored. It can be trusted only if the stream has its event at its revision. */
export interface StoredSnapshot {
  readonly revision: number;
  readonly eventId: unknown;
  /** The state as the codec encoded it. */
  readonly encoded: unknown;
}

/** A state to store, and the last event in it. */
export interface NewSnapshot {
  readonly state: unknown;
  readonly revision: number;
  readonly eventId: string;
}

/**
 * Finds the newest snapshot up to a revision; `undefined` if there is none, or if it cannot be read.
 *
 * Costs one query of one item, eventually consistent: an older snapshot is as good.
 *
 * @throws The signal's reason, if it aborts.
 */
export async function findSnapshot(
  store: SnapshotStore,
  upTo: number,
  signal: AbortSignal | undefined,
): Promise<StoredSnapshot | undefined> {
  const { pk, sk: from } = keyOf(store, 1);
  if (utf8Length(pk) > store.table.limits.partitionKeyBytes) return undefined;
  const { sk: to } = keyOf(store, upTo);
  const query = { pk, from, to, order: "desc", limit: 1, consistentRead: false } as const;
  try {
    const { items } = await readPage(store, query, signal);
    const [item] = items;
    const revision = revisionOf(item?.sk.slice(prefixOf(store).length) ?? "");
    if (item !== undefined && revision !== undefined) {
      return { revision, eventId: item.eventId, encoded: item.state };
    }
    report(store, "missing");
  } catch (error) {
    signal?.throwIfAborted();
    report(store, "failed", undefined, error);
  }
  return undefined;
}

/** The state of a snapshot; `undefined` if the codec cannot decode it. */
export function decodeSnapshot(
  store: SnapshotStore,
  { encoded, revision }: StoredSnapshot,
): { readonly state: unknown } | undefined {
  const { codec } = store.options;
  try {
    const state = codec === undefined ? encoded : codec.decode(encoded);
    report(store, "used", revision);
    return { state };
  } catch (error) {
    report(store, "undecodable", revision, error);
    return undefined;
  }
}

/**
 * Writes a snapshot, unless there is one of this revision.
 *
 * The state is encoded before this function returns, so that the caller may change it.
 *
 * @returns A promise that is never rejected; `undefined` if the state cannot be stored.
 */
export function writeSnapshot(
  store: SnapshotStore,
  snapshot: NewSnapshot,
): Promise<void> | undefined {
  const item = itemOf(store, snapshot);
  return item === undefined ? undefined : insert(store, item, snapshot.revision);
}

function itemOf(
  store: SnapshotStore,
  { state, revision, eventId }: NewSnapshot,
): TableItem | undefined {
  const { options, table } = store;
  let encoded: unknown;
  try {
    encoded = options.codec === undefined ? state : options.codec.encode(state);
  } catch (error) {
    report(store, "failed", revision, error);
    return undefined;
  }
  const { itemBytes, partitionKeyBytes } = table.limits;
  const key = { ...keyOf(store, revision), eventId };
  const issues: EventIssue[] = [];
  const { value, bytes } =
    encoded === undefined
      ? { value: undefined, bytes: 0 }
      : storableCopy(encoded, "state", issues, itemBytes);
  if (issues.length > 0) {
    report(store, "not-storable", revision);
    return undefined;
  }
  const size = itemSize(key) + "state".length + bytes;
  if (size > itemBytes || utf8Length(key.pk) > partitionKeyBytes) {
    report(store, "too-large", revision);
    return undefined;
  }
  return encoded === undefined ? key : { ...key, state: value };
}

/** Without the caller's signal: the caller does not wait. */
async function insert(store: SnapshotStore, item: TableItem, revision: number): Promise<void> {
  try {
    await withDeadline(store.retry, undefined, (deadline) =>
      deadline.call((options) => store.table.write([{ kind: "insert", item }], options)),
    );
    report(store, "written", revision);
  } catch (error) {
    if (tableErrorOf(error)?.code === "condition-failed") report(store, "exists", revision);
    else report(store, "failed", revision, readError(error));
  }
}

/** Publishes what happened to a snapshot. No failure of a snapshot fails a call. */
export function report(
  { tableName, stream, options: { name, version } }: SnapshotStore,
  action: SnapshotMessage["action"],
  revision?: number,
  error?: unknown,
): void {
  publish("ddb-pattern:snapshot", () => ({
    tableName,
    ...describeStreamKey(stream),
    name,
    version,
    action,
    ...(revision === undefined ? {} : { revision }),
    ...(error === undefined ? {} : { error: summarizeError(error) }),
  }));
}

function keyOf(store: SnapshotStore, revision: number): ItemKey {
  return { pk: snapshotsKey(store.stream), sk: prefixOf(store) + revisionKey(revision) };
}

function prefixOf({ options: { name, version }, fingerprint }: SnapshotStore): string {
  return `${name}::${version}::${fingerprint}::`;
}
