import { publish, startTiming, summarizeError } from "../observing/channel.js";
import type { ConsumerBatchMessage } from "../observing/messages.js";
import { mapBounded } from "../util/map-bounded.js";
import type { ChangeRecord } from "./change-record.js";
import { type Copy, unknownTypeError } from "./copies.js";
import type { EventConsumer } from "./event-consumer.js";
import { isRunError } from "./sink.js";
import { type LaneResult, StreamLane } from "./stream-lane.js";

/** A record that was not handled, and must be delivered again. */
export interface FailedRecord {
  readonly sequenceNumber: string;
  readonly error: unknown;
}

/** The result of a batch. */
export interface BatchResult {
  /** The records that were not handled, in the order of the batch. */
  readonly failed: readonly FailedRecord[];
}

export interface BatchOptions {
  readonly source: ConsumerBatchMessage["source"];
  /** Aborts the batch: handlers that run get the signal, and no further event begins. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** A copy, and the record of the batch that has it. */
interface Entry {
  readonly index: number;
  readonly copy: Copy;
  readonly createdAt: number | undefined;
}

/** A result of some entries. */
interface Handled extends LaneResult {
  readonly failed: readonly Entry[];
}

/**
 * Handles the records of one batch: the consistent streams in parallel, each in the order of its
 * revisions; and beside them the events without a revision, in the order of the batch.
 *
 * It throws nothing for events that fail: their records are in the result. After a failure nothing
 * more of the same stream is handled.
 */
export async function processBatch(
  consumer: EventConsumer,
  records: readonly ChangeRecord[],
  { source, signal, now = Date.now }: BatchOptions,
): Promise<BatchResult> {
  const timing = startTiming("ddb-pattern:consumer.batch");
  const entries = records.flatMap(({ image, createdAt }, index): Entry[] => {
    const copy = image && consumer.copies.read(image);
    return copy === undefined ? [] : [{ index, copy, createdAt }];
  });
  const lanes = [...groupByStream(entries)];
  const results = await mapBounded(lanes, consumer.concurrency, ([stream, own]) =>
    stream === undefined
      ? handleSingles(consumer, own, signal)
      : handleStream(consumer, stream, own, { signal, now }),
  );
  const failed = results
    .flatMap(({ failed: own, error }) => own.map(({ index }) => ({ index, error })))
    .sort((a, b) => a.index - b.index);
  publish("ddb-pattern:consumer.batch", () =>
    batchMessage(consumer, records, entries, results, {
      source,
      timing: timing?.() ?? { startedAt: now(), durationMs: 0 },
      endedAt: now(),
    }),
  );
  return {
    failed: failed.map(({ index, error }) => {
      return { sequenceNumber: (records[index] as ChangeRecord).sequenceNumber, error };
    }),
  };
}

function groupByStream(entries: readonly Entry[]): Map<string | undefined, Entry[]> {
  const groups = new Map<string | undefined, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.copy.stream);
    if (group === undefined) groups.set(entry.copy.stream, [entry]);
    else group.push(entry);
  }
  return groups;
}

async function handleStream(
  consumer: EventConsumer,
  stream: string,
  entries: readonly Entry[],
  options: { readonly signal: AbortSignal | undefined; readonly now: () => number },
): Promise<Handled> {
  const byRevision = new Map(entries.map(({ copy }) => [copy.revision, copy] as const));
  const copies = [...byRevision.values()].sort((a, b) => a.revision - b.revision);
  const newestAt = entries.reduce<number | undefined>(
    (newest, { createdAt = newest }) =>
      newest === undefined || (createdAt ?? 0) > newest ? createdAt : newest,
    undefined,
  );
  const lane = new StreamLane(consumer, { stream, copies, newestAt }, options);
  const result = await lane.handle();
  const isFailed = ({ copy }: Entry) => "error" in result && copy.revision > result.through;
  const repeated = entries.length - copies.length;
  return {
    ...result,
    duplicates: result.duplicates + repeated,
    failed: entries.filter(isFailed),
  };
}

/** Handles events without a revision one after another, until one fails. */
async function handleSingles(
  { sink, copies }: EventConsumer,
  entries: readonly Entry[],
  signal: AbortSignal | undefined,
): Promise<Handled> {
  const handled = new Set<string>();
  let [events, duplicates, parked] = [0, 0, 0];
  const counts = () => ({ through: 0, events, duplicates, filled: 0, parked });
  for (const [position, { copy }] of entries.entries()) {
    if (handled.has(copy.id)) {
      duplicates++;
      continue;
    }
    try {
      signal?.throwIfAborted();
      if (typeof copy.content === "string") {
        throw unknownTypeError(copies, copy.content);
      }
      if (copy.content !== undefined) {
        const run = { stream: undefined, after: 0, through: 0, events: [copy.content] };
        const result = await sink.deliver(run, signal);
        events++;
        parked += result?.parked ?? 0;
      }
      handled.add(copy.id);
    } catch (error) {
      const cause = isRunError(error) ? error.cause : error;
      return { ...counts(), failed: entries.slice(position), error: cause };
    }
  }
  return { ...counts(), failed: [] };
}

interface BatchMoment {
  readonly source: ConsumerBatchMessage["source"];
  readonly timing: { readonly startedAt: number; readonly durationMs: number };
  readonly endedAt: number;
}

function batchMessage(
  { name }: EventConsumer,
  records: readonly ChangeRecord[],
  entries: readonly Entry[],
  results: readonly Handled[],
  { source, timing, endedAt }: BatchMoment,
): ConsumerBatchMessage {
  const sum = (count: (result: Handled) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  // ISO 8601 in UTC sorts as text. Not Math.min(...), which overflows the stack for a large page.
  const oldest = entries.reduce<string | undefined>(
    (least, { copy }) => (least === undefined || copy.timestamp < least ? copy.timestamp : least),
    undefined,
  );
  const failure = results.find((result) => "error" in result);
  return {
    ...timing,
    ...(name === undefined ? {} : { consumer: name }),
    source,
    records: records.length,
    events: sum(({ events }) => events),
    duplicates: sum(({ duplicates }) => duplicates),
    filled: sum(({ filled }) => filled),
    parked: sum(({ parked }) => parked),
    failed: sum(({ failed }) => failed.length),
    ...(oldest === undefined ? {} : { ageMs: endedAt - Date.parse(oldest) }),
    ...(failure === undefined ? {} : { error: summarizeError(failure.error) }),
  };
}
