import { InvalidArgumentError } from "../errors.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import { planRevisionRead, type RevisionReadPlan } from "../read/options.js";
import { readAndRecord } from "../streams/consistent.js";
import type { RevisionAccess } from "../streams/fold.js";
import { streamHead } from "../streams/head.js";
import { readMembers } from "../util/members.js";
import type { FoldRunner } from "./fold-runner.js";

/** A state that a fold made of a consistent stream. */
export interface Folded {
  readonly state: unknown;
  /** The revision of the last event in the state. */
  readonly revision: number;
  /** The events that were read for it. */
  readonly eventsRead: number;
}

const OPTIONS = ["consistentRead", "signal", "unknownEvents", "waitUntil"] as const;

/** The state of a consistent stream. */
export async function revisionState(
  runner: FoldRunner,
  access: RevisionAccess,
  options: unknown,
): Promise<unknown> {
  const { waitUntil, ...read } = readMembers(options, "The options", OPTIONS);
  checkedWaitUntil(waitUntil);
  const { context, source } = access;
  const { state, revision } = await foldStream(
    runner,
    access,
    planRevisionRead(read, context.defaults),
  );
  return { state, revision, head: streamHead(context.tableName, source.key, revision) };
}

/** Reads a stream and folds it. */
export async function foldStream(
  runner: FoldRunner,
  { context, source }: RevisionAccess,
  plan: RevisionReadPlan,
): Promise<Folded> {
  const { events, lastRevision } = await readAndRecord(context, source, plan);
  const state = runner.apply(runner.initial(), events);
  return { state, revision: lastRevision, eventsRead: events.length };
}

/** Folds the events that were appended after a state. */
export async function foldOn(
  runner: FoldRunner,
  access: RevisionAccess,
  from: Folded,
  planAfter: (revision: number) => RevisionReadPlan,
): Promise<Folded> {
  const { context, source } = access;
  const { events, lastRevision } = await readAndRecord(context, source, planAfter(from.revision));
  // The table was emptied or restored, and the state is of events that it no longer has.
  if (lastRevision < from.revision) return foldStream(runner, access, planAfter(0));
  const state = runner.apply(from.state, events);
  return { state, revision: lastRevision, eventsRead: from.eventsRead + events.length };
}

/** The state after events that were saved just now. */
export function foldSaved(
  runner: FoldRunner,
  from: Folded,
  saved: readonly WithRevision<PlainEvent>[],
): Folded {
  // An event that was stored before is in the state already.
  const added = saved.filter(({ revision }) => revision > from.revision);
  const state = runner.apply(from.state, added);
  const revision = Math.max(from.revision, ...added.map((event) => event.revision));
  return { ...from, state, revision };
}

/** @throws InvalidArgumentError */
export function checkedWaitUntil(value: unknown): ((written: Promise<void>) => void) | undefined {
  if (value === undefined || typeof value === "function") {
    return value as ((written: Promise<void>) => void) | undefined;
  }
  throw new InvalidArgumentError('"waitUntil" must be a function that takes a promise.');
}
