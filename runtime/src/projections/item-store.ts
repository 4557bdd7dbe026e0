import {
  type ConditionalWrite,
  deleteBatch,
  MAX_DELETES,
  writeConditionally,
} from "../storage/dynamodb/conditional-writes.js";
import { DYNAMODB_LIMITS } from "../storage/dynamodb/limits.js";
import type { DynamoDBSender } from "../storage/dynamodb/sender.js";
import {
  type AwsClient,
  MAX_BATCH,
  readBatch,
  type ScanQuery,
  scanPage,
} from "../storage/dynamodb/whole-table.js";
import { type CheckedRetryPolicy, withDeadline } from "../storage/retry.js";
import { allSegments, readSegments } from "../storage/segments.js";
import type { CallOptions, ItemKey, ItemPage, TableItem, TableLimits } from "../storage/table.js";
import { pause } from "../util/pause.js";
import { rebuildKey, type VersionName, versionPrefix } from "./keys.js";

/**
 * The table that holds the items of projections. Calls fail with `CallFailure`, and retry only what
 * conflicts or what the table left undone.
 */
export class ItemStore {
  readonly tableName: string;
  readonly limits: TableLimits = DYNAMODB_LIMITS;
  readonly #sender: DynamoDBSender;
  readonly #retry: CheckedRetryPolicy;

  constructor(client: AwsClient, tableName: string, retry: CheckedRetryPolicy) {
    this.tableName = tableName;
    this.#sender = client as unknown as DynamoDBSender;
    this.#retry = retry;
  }

  /** The items that exist under any number of keys. */
  async read(
    keys: readonly ItemKey[],
    consistentRead: boolean,
    signal?: AbortSignal,
  ): Promise<FoundItems> {
    const found = new FoundItems();
    await this.#inBatches(keys, MAX_BATCH, signal, async (batch, options) => {
      const { items, unprocessed } = await readBatch(
        this.#sender,
        this.tableName,
        batch,
        consistentRead,
        options,
      );
      for (const item of items) found.add(item);
      return unprocessed;
    });
    return found;
  }

  /**
   * Performs all writes or none.
   *
   * @throws ConditionFailedError if a condition does not hold.
   */
  write(writes: readonly ConditionalWrite[], signal?: AbortSignal): Promise<void> {
    return this.#call(signal, (options) =>
      writeConditionally(this.#sender, this.tableName, writes, options),
    );
  }

  /**
   * Deletes the items of a version.
   *
   * @returns Their number.
   */
  async deleteVersion(
    version: VersionName,
    segments: number,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    const prefix = versionPrefix(version);
    const { pk: rebuilt } = rebuildKey(version);
    let deleted = 0;
    await readSegments(
      allSegments(segments),
      (start) => this.#scanPage({ ...start, consistentRead: false }, signal),
      async ({ items }) => {
        const keys = items
          .filter(({ pk }) => pk.startsWith(prefix) || pk === rebuilt)
          .map(({ pk, sk }) => ({ pk, sk }));
        await this.deleteAll(keys, signal);
        deleted += keys.length;
      },
      signal,
    );
    return deleted;
  }

  #scanPage(query: ScanQuery, signal?: AbortSignal): Promise<ItemPage> {
    return this.#call(signal, (options) => scanPage(this.#sender, this.tableName, query, options));
  }

  /** Deletes items, whatever they are. */
  deleteAll(keys: readonly ItemKey[], signal?: AbortSignal): Promise<void> {
    return this.#inBatches(keys, MAX_DELETES, signal, (batch, options) =>
      deleteBatch(this.#sender, this.tableName, batch, options),
    );
  }

  /** @param request - Returns the keys that the table left for another call. */
  async #inBatches(
    keys: readonly ItemKey[],
    size: number,
    signal: AbortSignal | undefined,
    request: (batch: readonly ItemKey[], options: CallOptions) => Promise<readonly ItemKey[]>,
  ): Promise<void> {
    for (let start = 0; start < keys.length; start += size) {
      let left: readonly ItemKey[] = keys.slice(start, start + size);
      for (let attempt = 0; left.length > 0; attempt++) {
        if (attempt > 0) await backOff(attempt, signal);
        const batch = left;
        left = await this.#call(signal, (options) => request(batch, options));
      }
    }
  }

  #call<Result>(
    signal: AbortSignal | undefined,
    request: (options: CallOptions) => Promise<Result>,
  ): Promise<Result> {
    return withDeadline(this.#retry, signal, (deadline) => deadline.call(request));
  }
}

/** Items by key. */
export class FoundItems {
  readonly #items = new Map<string, TableItem>();

  add(item: TableItem): void {
    this.#items.set(idOf(item), item);
  }

  get(key: ItemKey): TableItem | undefined {
    return this.#items.get(idOf(key));
  }
}

function idOf({ pk, sk }: ItemKey): string {
  return JSON.stringify([pk, sk]);
}

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

/** Waits before another attempt, with full jitter. @throws The signal's reason if it aborts. */
export async function backOff(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt), signal);
  signal?.throwIfAborted();
}
