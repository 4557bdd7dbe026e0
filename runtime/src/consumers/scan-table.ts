import type { DocumentClient } from "../client/open-table.js";
import { readError } from "../storage/call-errors.js";
import type { DynamoDBSender } from "../storage/dynamodb/sender.js";
import { type ScanQuery, scanPage } from "../storage/dynamodb/whole-table.js";
import { checkedRetryPolicy, withDeadline } from "../storage/retry.js";
import type { ItemKey, ItemPage, TableItem } from "../storage/table.js";

/** A table to scan. */
export interface ScannedTable {
  readonly client: DocumentClient;
  readonly tableName: string;
  /** The number of parts that are read in parallel. */
  readonly segments: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads all items of a table, strongly consistent: each item that was written before the call is given.
 * The pages of one segment come one after another, and the items of one partition key in the order of
 * their sort keys. After a failure no segment goes on.
 *
 * @throws StorageError, RetriesExhaustedError, or the reason of the signal.
 */
export async function scanTable(
  { client, tableName, segments, signal }: ScannedTable,
  onPage: (items: readonly TableItem[], segment: number) => Promise<void>,
): Promise<void> {
  const readPage = pageReader(client, tableName, signal);
  let hasFailed = false;
  const scan = async (segment: number) => {
    let start: ItemKey | undefined;
    try {
      do {
        signal?.throwIfAborted();
        const page = await readPage({ segment, segments, consistentRead: true, start });
        await onPage(page.items, segment);
        start = page.next;
      } while (start !== undefined && !hasFailed);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: segments }, (_, segment) => scan(segment)));
}

/** A table in memory, whose items can be listed. */
interface ListedTables {
  items(tableName: string): readonly TableItem[];
}

function pageReader(
  client: DocumentClient,
  tableName: string,
  signal: AbortSignal | undefined,
): (query: ScanQuery) => Promise<ItemPage> {
  if (isListed(client)) {
    // The first segment has all items.
    return async ({ segment }) => ({ items: segment === 0 ? client.items(tableName) : [] });
  }
  const retry = checkedRetryPolicy(undefined);
  const sender = client as DynamoDBSender;
  return async (query) => {
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
