import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { EventIdReusedError, TransactionLimitError } from "../../errors.js";
import { saveError } from "../../storage/call-errors.js";
import { decodeItemValues, ItemEncoder } from "../../storage/dynamodb/attribute-value.js";
import { dynamoDBTable } from "../../storage/dynamodb/table.js";
import { checkedRetryPolicy, type Deadline, withDeadline } from "../../storage/retry.js";
import type { ConditionFailure, EventTable, TableItem } from "../../storage/table.js";
import { isPlainObject } from "../../util/plain-object.js";
import { quote } from "../../util/quote.js";
import { readItem } from "../../write/read-item.js";
import { writeActions } from "../../write/write-actions.js";
import type { EventBase } from "./types.js";

const RETRY = checkedRetryPolicy(undefined);

/**
 * Writes items unchanged in one transaction. Nothing is overwritten: an item that is already stored
 * with the same content counts as written, so a call can be repeated.
 *
 * Costs 2 write units for each KB of each item, or 1 for a single item.
 *
 * @returns `true`, as in 0.1.1; failures are thrown.
 * @throws TransactionLimitError for over 100 items, before any request.
 * @throws EventIdReusedError if an item with other content has one of the keys; then nothing was
 *   written.
 * @throws RetriesExhaustedError, StorageError - `outcome` says whether the items may be stored.
 */
export const saveEventsTransact = async <T>(
  ddbClient: DynamoDBDocumentClient,
  { eventItems, tableName }: { eventItems: EventBase<T>[]; tableName: string },
): Promise<boolean> => {
  const ids = [...new Set(eventItems.map(({ id }) => id))];
  const transaction = new Transaction(dynamoDBTable(ddbClient, tableName));
  try {
    const items = distinctItems(eventItems as unknown as TableItem[]);
    await withDeadline(RETRY, undefined, (deadline) => transaction.insert(items, deadline));
  } catch (error) {
    throw saveError(error, ids, transaction.isUndecided);
  }
  return true;
};

/**
 * Adds a copy of an event.
 *
 * @returns Whether the copy was missing.
 * @throws EventIdReusedError if another event has the key.
 */
export async function insertCopy(
  table: EventTable,
  copy: TableItem & { readonly id: string },
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    return await withDeadline(RETRY, signal, async (deadline) => {
      const failures = await insert(table, [copy], deadline);
      if (failures === undefined) return true;
      const found = failures[0]?.item ?? (await readItem(deadline, table, copy));
      if (found === undefined || eventJson(found) === eventJson(copy)) return false;
      throw reusedError(copy, "is taken by another event.");
    });
  } catch (error) {
    throw saveError(error, [copy.id], false);
  }
}

/** The event of a copy as a string. Copies of one event have equal strings. */
export function eventJson({ id, type, timestamp, data }: TableItem): string {
  return storedJson({ pk: "", sk: "", id, type, timestamp, data });
}

class Transaction {
  /** Whether a key was taken by an item that has not been read, which may be this call's own. */
  isUndecided = false;
  readonly #table: EventTable;

  constructor(table: EventTable) {
    this.#table = table;
  }

  async insert(items: readonly TableItem[], deadline: Deadline): Promise<void> {
    const { actions } = this.#table.limits;
    if (items.length > actions) {
      throw new TransactionLimitError(
        `${items.length} items are too many: a DynamoDB transaction holds at most ${actions}.`,
      );
    }
    let missing = items;
    for (let attempt = 1; missing.length > 0; attempt++) {
      const failures = await insert(this.#table, missing, deadline);
      if (failures === undefined) return;
      this.isUndecided = true;
      const stored = await this.#findStored(missing, failures, deadline);
      this.isUndecided = false;
      // The existing items were deleted in the meantime.
      if (stored.size === 0) await deadline.pause(attempt);
      missing = missing.filter((item) => !stored.has(item));
    }
  }

  /** The items that are already stored. */
  async #findStored(
    items: readonly TableItem[],
    failures: readonly ConditionFailure[],
    deadline: Deadline,
  ): Promise<ReadonlySet<TableItem>> {
    const stored = new Set<TableItem>();
    for (const { index, item: returned } of failures) {
      const item = items[index] as TableItem;
      const found = returned ?? (await readItem(deadline, this.#table, item));
      if (found === undefined) continue;
      if (!isSameItem(found, item)) {
        this.isUndecided = false;
        throw reusedError(item, "is taken by another event. Nothing was written.");
      }
      stored.add(item);
    }
    return stored;
  }
}

/** Inserts the items, or returns the keys that are taken. */
function insert(
  table: EventTable,
  items: readonly TableItem[],
  deadline: Deadline,
): Promise<readonly ConditionFailure[] | undefined> {
  const actions = items.map((item) => ({ kind: "insert", item }) as const);
  return writeActions(deadline, table, actions);
}

/** @throws EventIdReusedError for two different items with one key. */
function distinctItems(items: readonly TableItem[]): TableItem[] {
  const byKey = new Map<string, TableItem>();
  for (const item of items) {
    const key = JSON.stringify([item.pk, item.sk]);
    const other = byKey.get(key);
    if (other !== undefined && !isSameItem(other, item)) {
      throw reusedError(item, "belongs to two different items of the call.");
    }
    byKey.set(key, item);
  }
  return [...byKey.values()];
}

function reusedError({ pk, sk, id }: TableItem, problem: string): EventIdReusedError {
  const key = `pk ${quote(pk)} and sk ${quote(sk)}`;
  return new EventIdReusedError(String(id), `The key with ${key} ${problem}`);
}

/** Whether two items are stored equally, except for the canonical mark. */
function isSameItem(a: TableItem, b: TableItem): boolean {
  return storedJson(a) === storedJson(b);
}

/** An item as a string. Items that are stored equally have equal strings. */
function storedJson({ canonical, ...item }: TableItem): string {
  const readBack = decodeItemValues(new ItemEncoder().encode(item));
  return JSON.stringify(new ItemEncoder().encode(readBack), (name, value: unknown) => {
    // DynamoDB keeps no order in sets and maps.
    if (Array.isArray(value)) return name === "L" ? value : [...value].sort();
    if (!isPlainObject(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
