import { InvalidArgumentError, StreamConflictError } from "../errors.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import { publish, startTiming, summarizeError } from "../observing/channel.js";
import { planRevisionRead } from "../read/options.js";
import { backoff } from "../storage/retry.js";
import type { RevisionAccess } from "../streams/fold.js";
import { describeStreamKey } from "../streams/head.js";
import { checkedSignal, readMembers } from "../util/members.js";
import { describeKind } from "../util/quote.js";
import { appendEvents } from "./append.js";
import { copy } from "./definition.js";
import type { FoldRunner } from "./fold-runner.js";
import {
  checkedWaitUntil,
  type Folded,
  foldOn,
  foldSaved,
  foldStream,
  takeSnapshot,
} from "./state.js";

const OPTIONS = ["retries", "signal", "waitUntil"] as const;
const DEFAULT_RETRIES = 8;

interface Result {
  readonly state: unknown;
  readonly events: readonly WithRevision<PlainEvent>[];
  readonly revision: number;
}

/** Reads, folds, decides and appends; again after a conflict. */
export async function decide(
  runner: FoldRunner,
  access: RevisionAccess,
  decider: (state: unknown) => unknown,
  options: unknown,
): Promise<Result> {
  const { retries, signal, waitUntil } = checkedOptions(options);
  const { context, source } = access;
  // A decision on a part of the history is unsound, so the client's defaults do not count.
  const planAfter = (after: number) => {
    const read = { after, unknownEvents: "throw", ...(signal === undefined ? {} : { signal }) };
    return planRevisionRead(read, context.defaults);
  };
  const timing = startTiming("ddb-pattern:decide");
  let folded: Folded | undefined;
  let attempt = 0;
  const observe = (result: Partial<Result>, error?: unknown) => {
    if (timing === undefined) return;
    publish("ddb-pattern:decide", () => ({
      ...timing(),
      tableName: context.tableName,
      ...describeStreamKey(source.key),
      attempts: attempt,
      eventsRead: folded?.eventsRead ?? 0,
      ...(folded?.snapshotRevision === undefined
        ? {}
        : { snapshotRevision: folded.snapshotRevision }),
      eventTypes: result.events?.map(({ type }) => type) ?? [],
      ...(result.revision === undefined ? {} : { revision: result.revision }),
      ...(error === undefined ? {} : { error: summarizeError(error) }),
    }));
  };
  try {
    folded = await foldStream(runner, access, planAfter);
    for (;;) {
      attempt++;
      const decided = await runDecider(runner, decider, folded.state);
      signal?.throwIfAborted();
      const appended = await tryAppend(access, folded, decided, signal);
      if (!(appended instanceof StreamConflictError)) {
        const after =
          foldSaved(runner, folded, appended) ?? (await foldOn(runner, access, folded, planAfter));
        takeSnapshot(runner, access, after, waitUntil);
        const result = { state: after.state, events: appended, revision: after.revision };
        observe(result);
        return result;
      }
      if (attempt > retries) throw appended;
      publish("ddb-pattern:retry", () => {
        const { tableName } = context;
        return { tableName, operation: "decide", reason: "stream-conflict", attempt };
      });
      await backoff(attempt, signal);
      folded = await foldOn(runner, access, folded, planAfter);
    }
  } catch (error) {
    observe({}, error);
    throw error;
  }
}

/** Appends the events, or returns the conflict. */
async function tryAppend(
  access: RevisionAccess,
  { revision }: Folded,
  decided: readonly unknown[],
  signal: AbortSignal | undefined,
): Promise<WithRevision<PlainEvent>[] | StreamConflictError> {
  if (decided.length === 0) return [];
  try {
    return await appendEvents(access, decided, revision, signal);
  } catch (error) {
    if (error instanceof StreamConflictError) return error;
    throw error;
  }
}

async function runDecider(
  { definition: { what } }: FoldRunner,
  decider: (state: unknown) => unknown,
  state: unknown,
): Promise<readonly unknown[]> {
  const decided = await decider(copy(state, what));
  if (Array.isArray(decided)) return decided;
  throw new InvalidArgumentError(
    `The decider must return a list of events, not ${describeKind(decided)}. Return [] to append nothing.`,
  );
}

function checkedOptions(options: unknown) {
  const members = readMembers(options, "The options", OPTIONS);
  const { retries = DEFAULT_RETRIES } = members;
  if (!Number.isSafeInteger(retries) || (retries as number) < 0) {
    throw new InvalidArgumentError('"retries" must be a non-negative integer.');
  }
  return {
    retries: retries as number,
    signal: checkedSignal(members.signal),
    waitUntil: checkedWaitUntil(members.waitUntil),
  };
}
