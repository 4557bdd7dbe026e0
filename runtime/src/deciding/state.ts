import { InvalidArgumentError } from "../errors.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import { LAST_REVISION } from "../keys/revision.js";
import { planRevisionRead, type RevisionReadPlan } from "../read/options.js";
import {
  decodeSnapshot,
  findSnapshot,
  report,
  type SnapshotStore,
  writeSnapshot,
} from "../snapshots/snapshot-store.js";
import { readAndRecord } from "../streams/consistent.js";
import type { RevisionAccess } from "../streams/fold.js";
import { streamHead } from "../streams/head.js";
import { readMembers } from "../util/members.js";
import type { FoldRunner } from "./fold-runner.js";

/** A state that a fold made of a consistent stream. */
export interface Folded {
  readonly state: unknown;
  /** The stream's last revision. */
  readonly revision: number;
  /** The last event in the state, unless it comes from a snapshot. */
  readonly lastEvent: Pick<WithRevision<PlainEvent>, "id" | "revision"> | undefined;
  /** The events that were read for it. */
  readonly eventsRead: number;
  /** The revision of the snapshot that it began at. */
  readonly snapshotRevision: number | undefined;
}

/** The plan of a read after a revision. */
export type PlanAfter = (revision: number) => RevisionReadPlan;

/** The callback of the caller that gets the promise of a snapshot. */
export type WaitUntil = (written: Promise<void>) => void;

const OPTIONS = ["consistentRead", "signal", "unknownEvents", "waitUntil"] as const;

/** The state of a consistent stream. */
export async function revisionState(
  runner: FoldRunner,
  access: RevisionAccess,
  options: unknown,
): Promise<unknown> {
  const { waitUntil, ...read } = readMembers(options, "The options", OPTIONS);
  const checked = checkedWaitUntil(waitUntil);
  const { context, source } = access;
  const planAfter = (after: number) => planRevisionRead({ ...read, after }, context.defaults);
  const folded = await foldStream(runner, access, planAfter);
  const { consistentRead, unknownEvents } = planAfter(0);
  // Other reads may lack events, and a snapshot would keep that for ever.
  if (consistentRead && unknownEvents === "throw") takeSnapshot(runner, access, folded, checked);
  const { state, revision } = folded;
  return { state, revision, head: streamHead(context.tableName, source.key, revision) };
}

/** Folds a stream from its newest snapshot that can be trusted, or from its beginning. */
export async function foldStream(
  runner: FoldRunner,
  access: RevisionAccess,
  planAfter: PlanAfter,
): Promise<Folded> {
  const store = snapshotStoreOf(runner, access);
  const folded = store && (await foldFromSnapshot(store, runner, access, planAfter));
  if (folded !== undefined) return folded;
  const { events, lastRevision } = await readAndRecord(access.context, access.source, planAfter(0));
  return {
    state: runner.apply(runner.initial(), events),
    revision: lastRevision,
    lastEvent: events.at(-1),
    eventsRead: events.length,
    snapshotRevision: undefined,
  };
}

async function foldFromSnapshot(
  store: SnapshotStore,
  runner: FoldRunner,
  access: RevisionAccess,
  planAfter: PlanAfter,
  upTo = LAST_REVISION,
): Promise<Folded | undefined> {
  const { context, source } = access;
  const snapshot = await findSnapshot(store, upTo, planAfter(0).signal);
  if (snapshot === undefined) return undefined;
  const { revision } = snapshot;
  const slice = await readAndRecord(context, source, planAfter(revision));
  // The table was restored, or emptied and filled again.
  if (slice.eventIdBefore === undefined || slice.eventIdBefore !== snapshot.eventId) {
    report(store, "distrusted", revision);
    const { lastRevision } = slice;
    if (lastRevision === 0 || lastRevision >= revision) return undefined;
    return foldFromSnapshot(store, runner, access, planAfter, lastRevision);
  }
  const decoded = decodeSnapshot(store, snapshot);
  if (decoded === undefined) return undefined;
  return {
    state: runner.apply(decoded.state, slice.events),
    revision: slice.lastRevision,
    lastEvent: slice.events.at(-1),
    eventsRead: slice.events.length,
    snapshotRevision: revision,
  };
}

/** Folds the events that were appended after a state. */
export async function foldOn(
  runner: FoldRunner,
  access: RevisionAccess,
  from: Folded,
  planAfter: PlanAfter,
): Promise<Folded> {
  const { context, source } = access;
  const { events, lastRevision } = await readAndRecord(context, source, planAfter(from.revision));
  // The table was emptied or restored, and the state is of events that it no longer has.
  if (lastRevision < from.revision) return foldStream(runner, access, planAfter);
  return {
    ...from,
    state: runner.apply(from.state, events),
    revision: lastRevision,
    lastEvent: events.at(-1) ?? from.lastEvent,
    eventsRead: from.eventsRead + events.length,
  };
}

/**
 * The state after events that were saved just now; `undefined` if other events are between them and
 * the state. That is so if all of them were stored before, by a call that was repeated.
 */
export function foldSaved(
  runner: FoldRunner,
  from: Folded,
  saved: readonly WithRevision<PlainEvent>[],
): Folded | undefined {
  // An event that was stored before is in the state already.
  const added = saved
    .filter(({ revision }) => revision > from.revision)
    .sort((a, b) => a.revision - b.revision);
  if (added.some(({ revision }, index) => revision !== from.revision + 1 + index)) return undefined;
  const lastEvent = added.at(-1) ?? from.lastEvent;
  return {
    ...from,
    // The caller gets the events, and handlers may put parts of an event into the state and change them.
    state: runner.apply(from.state, structuredClone(added)),
    revision: Math.max(from.revision, lastEvent?.revision ?? 0),
    lastEvent,
  };
}

/** Writes a snapshot, if the state is far enough from the one that it began at. Waits for nothing. */
export function takeSnapshot(
  runner: FoldRunner,
  access: RevisionAccess,
  { state, lastEvent, snapshotRevision = 0 }: Folded,
  waitUntil: WaitUntil | undefined,
): void {
  const store = snapshotStoreOf(runner, access);
  if (store === undefined || lastEvent === undefined) return;
  const { id, revision } = lastEvent;
  if (revision - snapshotRevision < (store.options.every ?? 1)) return;
  const written = writeSnapshot(store, { state, revision, eventId: id });
  if (written === undefined) return;
  try {
    waitUntil?.(written);
  } catch (error) {
    // The call has succeeded, and events may be saved.
    report(store, "failed", revision, error);
  }
}

function snapshotStoreOf(
  { definition: { snapshots }, fingerprint }: FoldRunner,
  { context, source }: RevisionAccess,
): SnapshotStore | undefined {
  if (snapshots === undefined) return undefined;
  const { port: table, tableName, retry } = context;
  return { table, tableName, retry, stream: source.key, options: snapshots, fingerprint };
}

/** @throws InvalidArgumentError */
export function checkedWaitUntil(value: unknown): WaitUntil | undefined {
  if (value === undefined || typeof value === "function") return value as WaitUntil | undefined;
  throw new InvalidArgumentError('"waitUntil" must be a function that takes a promise.');
}
