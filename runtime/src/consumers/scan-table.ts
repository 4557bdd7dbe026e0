import type { DocumentClient } from "../client/open-table.js";
import { readError } from "../storage/call-errors.js";
import type { DynamoDBSender } from "../storage/dynamodb/sender.js";
import { scanPage } from "../storage/dynamodb/whole-table.js";
import { type CheckedRetryPolicy, withDeadline } from "../storage/retry.js";
import { readSegments, type SegmentPage, type SegmentStart } from "../storage/segments.js";
import type { ItemPage, TableItem } from "../storage/table.js";

/** The table of the events, which is read whole. */
export interface EventsTable {
  readonly client: DocumentClient;
  readonly tableName: string;
  readonly retry: CheckedRetryPolicy;
}

/**
 * Reads segments of a table, strongly consistent: each item that was written before the call is given.
 *
 * @throws StorageError, RetriesExhaustedError, or the reason of the signal.
 */
export function scanTable(
  table: EventsTable,
  starts: readonly SegmentStart[],
  signal: AbortSignal | undefined,
  onPage: (page: SegmentPage) => Promise<void>,
): Promise<void> {
  return readSegments(starts, pageReader(table, signal), onPage, signal);
}

/** A table in memory, whose items can be listed. */
interface ListedTables {
  items(tableName: string): readonly TableItem[];
}

function pageReader(
  { client, tableName, retry }: EventsTable,
  signal: AbortSignal | undefined,
): (start: SegmentStart) => Promise<ItemPage> {
  if (isListed(client)) {
    // The first segment has all items.
    return async ({ segment }) => ({ items: segment === 0 ? client.items(tableName) : [] });
  }
  const sender = client as DynamoDBSender;
  return async (start) => {
    const query = { ...start, consistentRead: true };
    try {
      return await withDeadline(retry, signal, (deadline) =>
        deadline.call((options) => scanPage(sender, tableName, query, options)),
      );
    } catch (error) {
      throw readError(error);
    }
  };
}

function isListed(client: object): client is ListedTables {
  return typeof (client as Partial<ListedTables>).items === "function";
}
