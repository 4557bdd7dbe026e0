import { readError } from "../storage/call-errors.js";
import { type ConsumedUnits, meteredSender } from "../storage/dynamodb/metered-sender.js";
import type { DynamoDBSender } from "../storage/dynamodb/sender.js";
import { dynamoDBTable } from "../storage/dynamodb/table.js";
import {
  type AwsClient,
  MAX_BATCH,
  readBatch,
  type ScanQuery,
  scanPage,
} from "../storage/dynamodb/whole-table.js";
import { checkedRetryPolicy, withDeadline } from "../storage/retry.js";
import {
  type CallOptions,
  type EventTable,
  type ItemKey,
  type ItemPage,
  type KeyRangeQuery,
  type TableItem,
  tableErrorOf,
} from "../storage/table.js";

/** The calls of maintenance, each within the default deadline and with the default retries. */
export class TableAccess {
  readonly tableName: string;
  readonly limits: EventTable["limits"];
  /** The units that all calls have consumed. */
  consumed: ConsumedUnits = { readUnits: 0, writeUnits: 0 };
  readonly #sender: DynamoDBSender;
  readonly #table: EventTable;
  readonly #signal: AbortSignal | undefined;

  constructor(client: AwsClient, tableName: string, signal: AbortSignal | undefined) {
    this.tableName = tableName;
    this.#signal = signal;
    this.#sender = meteredSender(client as unknown as DynamoDBSender, ({ readUnits, writeUnits }) =>
      this.consume(readUnits, writeUnits),
    );
    this.#table = dynamoDBTable(this.#sender, tableName);
    this.limits = this.#table.limits;
  }

  consume(readUnits: number, writeUnits: number): void {
    this.consumed = {
      readUnits: this.consumed.readUnits + readUnits,
      writeUnits: this.consumed.writeUnits + writeUnits,
    };
  }

  scanPage(query: ScanQuery): Promise<ItemPage> {
    return this.#call((options) => scanPage(this.#sender, this.tableName, query, options));
  }

  queryPage(query: KeyRangeQuery): Promise<ItemPage> {
    return this.#call((options) => this.#table.queryPage(query, options));
  }

  /** All items in a range of sort keys, page by page. */
  async *query(query: KeyRangeQuery): AsyncGenerator<readonly TableItem[], void, undefined> {
    let start: ItemKey | undefined;
    do {
      const page = await this.queryPage({ ...query, start });
      yield page.items;
      start = page.next;
    } while (start !== undefined);
  }

  /** The items that exist under any number of keys, in no order. */
  async readItems(keys: readonly ItemKey[], consistentRead: boolean): Promise<TableItem[]> {
    const found: TableItem[] = [];
    let left = keys;
    while (left.length > 0) {
      const batch = left.slice(0, MAX_BATCH);
      const { items, unprocessed } = await this.#call((options) =>
        readBatch(this.#sender, this.tableName, batch, consistentRead, options),
      );
      found.push(...items);
      left = [...left.slice(MAX_BATCH), ...unprocessed];
    }
    return found;
  }

  /**
   * Writes an item if its key does not exist.
   *
   * @returns The item that exists under the key; `undefined` if the item was written.
   */
  async insert(item: TableItem): Promise<TableItem | undefined> {
    try {
      await this.#call((options) => this.#table.write([{ kind: "insert", item }], options));
      return undefined;
    } catch (error) {
      const failure = tableErrorOf(error);
      if (failure?.code !== "condition-failed") throw error;
      const [taken] = failure.failures;
      if (taken?.item !== undefined) return taken.item;
      const [found] = await this.readItems([item], true);
      if (found === undefined) throw error;
      return found;
    }
  }

  async #call<Result>(request: (options: CallOptions) => Promise<Result>): Promise<Result> {
    try {
      return await withDeadline(checkedRetryPolicy(undefined), this.#signal, (deadline) =>
        deadline.call(request),
      );
    } catch (error) {
      throw readError(error);
    }
  }
}
