import { readError } from "../storage/call-errors.js";
import { type ConsumedUnits, meteredSender } from "../storage/dynamodb/metered-sender.js";
import type { DynamoDBSender } from "../storage/dynamodb/sender.js";
import { dynamoDBTable } from "../storage/dynamodb/table.js";
import {
  type AwsClient,
  type ItemBatch,
  MAX_BATCH,
  readBatch,
  type ScanQuery,
  scanPage,
} from "../storage/dynamodb/whole-table.js";
import { itemSize } from "../storage/item-size.js";
import { CallFailure, checkedRetryPolicy, withDeadline } from "../storage/retry.js";
import {
  type CallOptions,
  type EventTable,
  type ItemKey,
  type ItemPage,
  type KeyRangeQuery,
  type TableItem,
  type TableLimits,
  type TableProvider,
  tableErrorOf,
} from "../storage/table.js";
import { mapBounded } from "../util/map-bounded.js";
import { pause } from "../util/pause.js";
import { RateLimit } from "./rate-limit.js";

/** Tables in memory, as `MemoryTable` has them: for tests of upcasters and of schemas. */
export interface TablesInMemory extends TableProvider {
  items(tableName: string): readonly TableItem[];
}

/** The table's client: one of the AWS SDK, or a `MemoryTable`. */
export type MaintenanceClient = AwsClient | TablesInMemory;

/** The write units that an item costs: 1 for each started KB. */
export function writeUnitsOf(bytes: number): number {
  return Math.ceil(bytes / 1024);
}

/** The number of calls of one kind that run at the same time. */
export const PARALLEL = 8;

/** Calls that fail because the table is busy are tried again, with longer and longer pauses. */
const ATTEMPTS = 6;
const FIRST_PAUSE_MS = 250;

export interface TableAccessOptions {
  readonly signal?: AbortSignal | undefined;
  /** The limit of all writes. */
  readonly rate?: RateLimit;
}

/**
 * The calls of the maintenance of a table. They are more patient than those of a client: nobody
 * waits for a single one.
 */
export class TableAccess {
  readonly tableName: string;
  readonly limits: TableLimits;
  readonly signal: AbortSignal | undefined;
  readonly #table: EventTable;
  readonly #wholeTable: WholeTable;
  readonly #rate: RateLimit;
  #consumed: ConsumedUnits = { readUnits: 0, writeUnits: 0 };
  #reportsWrites = false;

  constructor(
    client: MaintenanceClient,
    tableName: string,
    { signal, rate = new RateLimit(undefined) }: TableAccessOptions,
  ) {
    this.tableName = tableName;
    this.signal = signal;
    this.#rate = rate;
    if (isInMemory(client)) {
      this.#table = client.openTable(tableName);
      this.#wholeTable = tableInMemory(client, tableName);
    } else {
      const sender = meteredSender(client as unknown as DynamoDBSender, (units) =>
        this.#consume(units),
      );
      this.#table = dynamoDBTable(sender, tableName);
      this.#wholeTable = {
        scanPage: (query, options) => scanPage(sender, tableName, query, options),
        readBatch: (keys, consistentRead, options) =>
          readBatch(sender, tableName, keys, consistentRead, options),
      };
    }
    this.limits = this.#table.limits;
  }

  /** The units that the calls have consumed, as the table reported them. */
  get consumed(): ConsumedUnits {
    return this.#consumed;
  }

  #consume({ readUnits, writeUnits }: ConsumedUnits): void {
    this.#consumed = {
      readUnits: this.#consumed.readUnits + readUnits,
      writeUnits: this.#consumed.writeUnits + writeUnits,
    };
    if (writeUnits > 0) {
      this.#reportsWrites = true;
      this.#rate.correct(0, writeUnits);
    }
  }

  scanPage(query: ScanQuery): Promise<ItemPage> {
    return this.#call((options) => this.#wholeTable.scanPage(query, options));
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

  /**
   * The items that exist under any number of keys, in no order.
   *
   * @param keys - All different.
   */
  async readItems(keys: readonly ItemKey[], consistentRead: boolean): Promise<TableItem[]> {
    const batches = Array.from({ length: Math.ceil(keys.length / MAX_BATCH) }, (_, index) =>
      keys.slice(index * MAX_BATCH, (index + 1) * MAX_BATCH),
    );
    const found = await mapBounded(batches, PARALLEL, (batch) =>
      this.#readBatch(batch, consistentRead),
    );
    return found.flat();
  }

  async #readBatch(keys: readonly ItemKey[], consistentRead: boolean): Promise<TableItem[]> {
    const found: TableItem[] = [];
    let left = keys;
    for (let attempt = 1; left.length > 0; attempt++) {
      const batch = left;
      const { items, unprocessed } = await this.#call((options) =>
        this.#wholeTable.readBatch(batch, consistentRead, options),
      );
      found.push(...items);
      left = unprocessed;
      if (items.length === 0 && left.length > 0) await this.#pause(attempt);
    }
    return found;
  }

  /**
   * Writes an item if its key does not exist.
   *
   * @returns The item that exists under the key; `undefined` if the item was written.
   */
  async insert(item: TableItem): Promise<TableItem | undefined> {
    const units = writeUnitsOf(itemSize(item));
    await this.#rate.spend(units, this.signal);
    try {
      await this.#call((options) => this.#table.write([{ kind: "insert", item }], options));
    } catch (error) {
      const failure = tableErrorOf(error);
      if (failure?.code !== "condition-failed") throw error;
      const [taken] = failure.failures;
      const [found] = taken?.item ? [taken.item] : await this.readItems([keyOf(item)], true);
      if (found === undefined) throw error;
      return found;
    }
    // The units that the table reported were added when its answer came.
    if (this.#reportsWrites) this.#rate.correct(units, 0);
    return undefined;
  }

  async #call<Result>(request: (options: CallOptions) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      this.signal?.throwIfAborted();
      try {
        return await withDeadline(checkedRetryPolicy(undefined), this.signal, (deadline) =>
          deadline.call(request),
        );
      } catch (error) {
        if (!isTemporary(error) || attempt === ATTEMPTS) throw readError(error);
      }
      await this.#pause(attempt);
    }
  }

  async #pause(attempt: number): Promise<void> {
    const ceiling = FIRST_PAUSE_MS * 2 ** attempt;
    await pause(ceiling * (0.5 + Math.random() / 2), this.signal);
  }
}

/** The reads of a whole table. */
interface WholeTable {
  scanPage(query: ScanQuery, options: CallOptions): Promise<ItemPage>;
  readBatch(
    keys: readonly ItemKey[],
    consistentRead: boolean,
    options: CallOptions,
  ): Promise<ItemBatch>;
}

function isInMemory(client: MaintenanceClient): client is TablesInMemory {
  const { openTable, items } = client as Partial<TablesInMemory>;
  return typeof openTable === "function" && typeof items === "function";
}

function tableInMemory(tables: TablesInMemory, tableName: string): WholeTable {
  return {
    // The first segment has all items.
    scanPage: async ({ segment }) => ({ items: segment === 0 ? tables.items(tableName) : [] }),
    async readBatch(keys) {
      const wanted = new Set(keys.map(({ pk, sk }) => JSON.stringify([pk, sk])));
      const items = tables.items(tableName);
      const found = items.filter(({ pk, sk }) => wanted.has(JSON.stringify([pk, sk])));
      return { items: found, unprocessed: [] };
    },
  };
}

function keyOf({ pk, sk }: TableItem): ItemKey {
  return { pk, sk };
}

function isTemporary(error: unknown): boolean {
  if (!(error instanceof CallFailure)) return false;
  const { reason } = error;
  return reason === "unavailable" || reason === "deadline" || reason === "contention";
}
