import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { InvalidArgumentError } from "../../errors.js";
import { planRead, type ReadDefaults } from "../../read/options.js";
import { itemBatches } from "../../read/read.js";
import { dynamoDBTable } from "../../storage/dynamodb/table.js";
import { checkedRetryPolicy } from "../../storage/retry.js";
import type { EventTable, TableItem } from "../../storage/table.js";

const DEFAULTS: ReadDefaults = { consistentRead: false, unknownEvents: "skip" };
const RETRY = checkedRetryPolicy(undefined);

/**
 * Reads the items under the keys: all of them, oldest first, or only the newest. Removes the
 * canonical mark, which 0.1.1 did not have.
 *
 * @param after - Any string; only items with greater sort keys are returned.
 */
export async function readItems(
  table: EventTable,
  keys: readonly string[],
  after: unknown,
  limit?: 1,
): Promise<TableItem[]> {
  const from = checkedBound(after);
  const order = limit === undefined ? "asc" : "desc";
  const plan = { ...planRead({ limit, order }, DEFAULTS), from };
  const items: TableItem[] = [];
  for await (const batch of itemBatches({ table, retry: RETRY }, keys, plan)) {
    for (const { canonical, ...item } of batch) {
      // The range of a plan includes its bounds, so an item at the bound is dropped.
      if (item.sk !== from) items.push(item as TableItem);
    }
  }
  return items;
}

/** As in 0.1.1, an empty string is no bound. */
function checkedBound(after: unknown): string | undefined {
  if (after === undefined || after === null || after === "") return undefined;
  if (typeof after === "string") return after;
  throw new InvalidArgumentError(`"after" must be a string, not a ${typeof after}.`);
}

interface KeyQuery {
  table_name: string;
  pk: string;
  after?: string;
}

/**
 * The newest item under a key: the one with the greatest id.
 *
 * Costs half a read unit for up to 4 KB.
 *
 * @param after - Any string; only an item with a greater id is returned.
 * @throws RetriesExhaustedError, StorageError
 */
export const queryLatestEvent = async <T>(
  ddbClient: DynamoDBDocumentClient,
  { table_name, pk, after }: KeyQuery,
): Promise<T | undefined> => {
  const [latest] = await readItems(dynamoDBTable(ddbClient, table_name), [pk], after, 1);
  return latest as T | undefined;
};

/**
 * The items under a key, in the order of their ids.
 *
 * Costs half a read unit for each 4 KB, and a request for each MB.
 *
 * @param after - Any string; only items with greater ids are returned.
 * @throws RetriesExhaustedError, StorageError
 */
export const queryLatestEvents = async <T>(
  ddbClient: DynamoDBDocumentClient,
  { table_name, pk, after }: KeyQuery,
): Promise<T[]> => {
  const items = await readItems(dynamoDBTable(ddbClient, table_name), [pk], after);
  return items as unknown[] as T[];
};
