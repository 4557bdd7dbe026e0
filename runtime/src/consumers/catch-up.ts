import { type DocumentClient, openTable } from "../client/open-table.js";
import { InvalidArgumentError } from "../errors.js";
import { revisionOf } from "../keys/revision.js";
import { checkedRetryPolicy } from "../storage/retry.js";
import { allSegments, DEFAULT_SEGMENTS } from "../storage/segments.js";
import type { TableItem } from "../storage/table.js";
import {
  checkedPositiveInteger,
  checkedSignal,
  checkedTime,
  readMembers,
} from "../util/members.js";
import type { ChangeRecord } from "./change-record.js";
import { checkConsumer, type EventConsumer } from "./event-consumer.js";
import { processBatch } from "./process-batch.js";
import { scanTable } from "./scan-table.js";

export interface CatchUpOptions {
  /** The client of the events' table. */
  readonly client: DocumentClient;
  /** The events' table. */
  readonly tableName: string;
  /** The number of parts of the table that are read in parallel. Default 4. */
  readonly segments?: number;
  /**
   * For a consumer with handlers: also handles the events without a revision that were saved since this
   * time. They have no checkpoint, so those that were handled before are handled again. Default: none. A
   * projection knows which of them it has applied, and applies all others.
   */
  readonly withoutRevisionSince?: Date;
  readonly signal?: AbortSignal;
}

/** Counts of a table that was read. */
export interface CatchUpResult {
  /** The items that were read. */
  readonly items: number;
}

/**
 * Handles the events of a table that a consumer or a projection has not handled, whether or not the
 * change stream still has their records: DynamoDB Streams keeps them for 24 hours. Each event that was
 * saved before the call is handled; if `catchUp` fails, call it again.
 *
 * It can run beside functions and runners of the same consumer, and beside writers.
 *
 * Costs a strongly consistent scan of the whole table (1 read unit for 4 KB), and a read of the checkpoint
 * of each stream of each page.
 *
 * @throws InvalidArgumentError for invalid arguments, and for a consumer without checkpoints.
 * @throws The error of an event that could not be handled. Others may have been.
 */
export async function catchUp(
  consumer: EventConsumer,
  options: CatchUpOptions,
): Promise<CatchUpResult> {
  checkConsumer(consumer);
  const members = readMembers(options, "The options", [
    "client",
    "segments",
    "signal",
    "tableName",
    "withoutRevisionSince",
  ]);
  if (consumer.table === undefined) {
    throw new InvalidArgumentError(
      "A consumer without checkpoints cannot catch up: it does not know what it has handled.",
    );
  }
  const since = sinceOf(consumer, members.withoutRevisionSince);
  const signal = checkedSignal(members.signal);
  const client = members.client as DocumentClient;
  const tableName = members.tableName as string;
  openTable(client, tableName);
  const segments = checkedPositiveInteger("segments", members.segments ?? DEFAULT_SEGMENTS);
  let items = 0;
  const table = { client, tableName, retry: checkedRetryPolicy(undefined) };
  await scanTable(table, allSegments(segments), signal, async (page) => {
    items += page.items.length;
    const records = page.items
      .filter((item) => revisionOf(item.sk) !== undefined || timeOf(item) >= since)
      .map(recordOf);
    const { failed } = await processBatch(consumer, records, { source: "catch-up", signal });
    const [first] = failed;
    if (first !== undefined) throw first.error;
  });
  return { items };
}

/** Milliseconds since 1970 from which on events without a revision are handled. */
function sinceOf({ sink }: EventConsumer, given: unknown): number {
  if (given !== undefined) return checkedTime("withoutRevisionSince", given);
  return sink.knowsSingleEvents === true ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function recordOf(image: TableItem): ChangeRecord {
  const time = timeOf(image);
  return {
    sequenceNumber: image.sk,
    image,
    createdAt: Number.isFinite(time) ? time : undefined,
  };
}

function timeOf({ timestamp }: TableItem): number {
  return typeof timestamp === "string" ? Date.parse(timestamp) : Number.NaN;
}
