import { type ChangeRecord, streamRecord } from "../consumers/change-record.js";
import type { EventConsumer } from "../consumers/event-consumer.js";
import { processBatch } from "../consumers/process-batch.js";
import { pause } from "../util/pause.js";
import type { ChangeStream } from "./change-stream.js";
import { SHARD_BEGINNING, type ShardCheckpoints, type ShardPosition } from "./shard-checkpoints.js";

/** What the readers of all shards share. */
export interface ReaderContext {
  readonly consumer: EventConsumer;
  readonly stream: ChangeStream;
  readonly checkpoints: ShardCheckpoints;
  readonly pollMs: number;
  readonly signal: AbortSignal;
  /** Called with each error, before the reader tries again. */
  readonly onError: (error: unknown) => unknown;
  /** Handles the events whose records have expired. */
  readonly catchUp: (since: number | undefined) => Promise<void>;
  /** Called after each page, also after an empty one. */
  readonly onPage: (shard: string, records: number) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Reads one shard to its end, and handles its records. Ends early when the signal aborts.
 *
 * @returns Whether the shard was read to its end.
 * @throws ChangeStreamError if another process reads the shard for the same consumer.
 */
export async function readShard(context: ReaderContext, shard: string): Promise<boolean> {
  const { checkpoints, stream, signal, pollMs } = context;
  let position = (await checkpoints.shard(shard, signal)) ?? SHARD_BEGINNING;
  let iterator: string | undefined;
  let isTrimmed = false;
  for (let failures = 0; !position.isClosed && !signal.aborted; ) {
    try {
      if (isTrimmed) position = await leap(context, shard, position);
      isTrimmed = false;
      iterator ??= await stream.iterator(shard, position.after, signal);
      const { records, next } = await stream.records(iterator, signal);
      position = await handleAll(context, shard, position, records.map(streamRecord));
      if (signal.aborted) return false;
      if (next === undefined) {
        position = { ...position, isClosed: true };
        await checkpoints.setShard(shard, position, signal);
      }
      context.onPage(shard, records.length);
      iterator = next;
      failures = 0;
      if (records.length === 0 && next !== undefined) await pause(pollMs, signal);
    } catch (error) {
      if (signal.aborted) return false;
      // The position is the checkpoint, so a new iterator repeats nothing.
      iterator = undefined;
      isTrimmed ||= TRIMMED.has(nameOf(error));
      if (nameOf(error) === "ExpiredIteratorException") continue;
      if (isTrimmed && failures === 0) {
        failures++;
        continue;
      }
      if (nameOf(error) === "ChangeStreamError") throw error;
      await context.onError(error);
      await pauseAfter(++failures, signal);
    }
  }
  return position.isClosed;
}

/** The errors that say that records of a shard, or the shard itself, have expired. */
const TRIMMED = new Set<string | undefined>([
  "TrimmedDataAccessException",
  "ResourceNotFoundException",
]);

/**
 * Handles records until all are: a record that fails is tried again, as Lambda does.
 *
 * @returns The new position, which is stored.
 */
async function handleAll(
  { consumer, checkpoints, signal, onError }: ReaderContext,
  shard: string,
  before: ShardPosition,
  records: readonly ChangeRecord[],
): Promise<ShardPosition> {
  let position = before;
  let left = records;
  for (let failures = 0; left.length > 0 && !signal.aborted; ) {
    const { failed } = await processBatch(consumer, left, { source: "runner", signal });
    const [first] = failed;
    const end = first && left.findIndex((each) => each.sequenceNumber === first.sequenceNumber);
    const handled = left.slice(0, end);
    const last = handled.at(-1);
    if (last !== undefined) {
      position = { after: last.sequenceNumber, at: last.createdAt, isClosed: false };
      await checkpoints.setShard(shard, position, signal);
    }
    left = left.slice(handled.length);
    if (first === undefined || signal.aborted) continue;
    failures = handled.length > 0 ? 1 : failures + 1;
    for (const error of new Set(failed.map((each) => each.error))) await onError(error);
    await pauseAfter(failures, signal);
  }
  return position;
}

/**
 * Handles the events whose records have expired, from the table.
 *
 * @returns The beginning of what is left of the shard; its end, if the whole shard has expired.
 */
async function leap(
  { checkpoints, catchUp, stream, signal }: ReaderContext,
  shard: string,
  { at }: ShardPosition,
): Promise<ShardPosition> {
  await catchUp(at);
  const isLeft = (await stream.shards(signal)).some(({ id }) => id === shard);
  const position = { ...SHARD_BEGINNING, isClosed: !isLeft };
  await checkpoints.setShard(shard, position, signal);
  return position;
}

async function pauseAfter(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures);
  await pause(longest * (0.5 + Math.random() / 2), signal);
}

function nameOf(error: unknown): string | undefined {
  return error instanceof Error ? error.name : undefined;
}
