import { LONGEST_TIMER_MS, pause } from "../../util/pause.js";
import { compareUtf8 } from "../compare-utf8.js";
import { DYNAMODB_LIMITS } from "../dynamodb/limits.js";
import { itemSize, utf8Length } from "../item-size.js";
import {
  type CallOptions,
  ConditionFailedError,
  type ConditionFailure,
  ContentionError,
  type EventTable,
  type ItemKey,
  type ItemPage,
  type KeyRangeQuery,
  TableError,
  type TableFailure,
  type TableItem,
  type TableProvider,
  type WriteAction,
} from "../table.js";
import { copyItem, storedForm } from "./copy-item.js";
import { SortedPartition } from "./sorted-partition.js";

/** The simulated behaviour of a table in memory. */
export interface MemoryTableOptions {
  /**
   * The share of writes, from 0 to 1, that conflict with another transaction and write nothing, as
   * on a busy table. Default 0.
   */
  readonly contention?: number;
  /**
   * The maximum time in milliseconds before a call takes effect. Concurrent calls then overtake
   * each other, as over a network. Default 0.
   */
  readonly latencyMs?: number;
  /** Returns random numbers from 0 to below 1, for reproducible runs. Default `Math.random`. */
  readonly random?: () => number;
}

/**
 * Tables in memory, for unit tests. A generated factory takes it instead of an SDK client; each
 * table name opens a separate table. Results, limits and errors are those of DynamoDB. Nothing is
 * persisted.
 */
export class MemoryTable implements TableProvider {
  readonly #tables = new Map<string, StoredTable>();
  readonly #behaviour: Required<MemoryTableOptions>;

  /** @throws TypeError for an unknown option, RangeError for a value out of range. */
  constructor(options: MemoryTableOptions = {}) {
    this.#behaviour = checkedOptions(options);
  }

  /** Opens a table. The same name opens the same table. */
  openTable(tableName: string): EventTable {
    let table = this.#tables.get(tableName);
    if (table === undefined) {
      table = new StoredTable(this.#behaviour);
      this.#tables.set(tableName, table);
    }
    return table;
  }

  /** Copies of the stored items of one table, or of all tables, ordered by their keys. */
  items(tableName?: string): TableItem[] {
    const tables =
      tableName === undefined ? [...this.#tables.values()] : [this.#tables.get(tableName)];
    return tables.flatMap((table) => table?.items() ?? []);
  }
}

function checkedOptions(options: MemoryTableOptions): Required<MemoryTableOptions> {
  const { contention = 0, latencyMs = 0, random = Math.random, ...unknown } = options;
  const [name] = Object.keys(unknown);
  if (name !== undefined) {
    throw new TypeError(
      `MemoryTable has no option ${JSON.stringify(name)}. Its options are contention, latencyMs and random.`,
    );
  }
  if (!(typeof contention === "number" && contention >= 0 && contention <= 1)) {
    throw new RangeError('"contention" must be a number from 0 to 1.');
  }
  if (!(typeof latencyMs === "number" && latencyMs >= 0 && latencyMs <= LONGEST_TIMER_MS)) {
    throw new RangeError(`"latencyMs" must be a number from 0 to ${LONGEST_TIMER_MS}.`);
  }
  if (typeof random !== "function") throw new TypeError('"random" must be a function.');
  return { contention, latencyMs, random };
}

/** Source: DynamoDB's Query: a page ends before it passes 1 MB. */
const PAGE_BYTES = 1024 * 1024;

/** Source: DynamoDB's "Attributes" quotas. */
const SORT_KEY_BYTES = 1024;

class StoredTable implements EventTable {
  readonly limits = DYNAMODB_LIMITS;
  readonly #partitions = new Map<string, SortedPartition>();
  readonly #behaviour: Required<MemoryTableOptions>;

  constructor(behaviour: Required<MemoryTableOptions>) {
    this.#behaviour = behaviour;
  }

  async write(actions: readonly WriteAction[], { signal }: CallOptions): Promise<void> {
    throwIfEnded(signal);
    // Copied before the delay, because the caller may change its objects after the call.
    const stored = actions.map(
      (action): WriteAction =>
        action.kind === "insert" ? { ...action, item: storedForm(action.item) } : action,
    );
    checkWrite(stored);
    await this.#delay(signal);
    const { contention, random } = this.#behaviour;
    // At 0, no random number is drawn.
    if (contention > 0 && random() < contention) {
      throw new ContentionError(new Error("This MemoryTable simulates other writes."));
    }
    const failures = stored.flatMap((action, index): ConditionFailure[] => {
      const found = this.#find(keyOf(action));
      return found === undefined ? [] : [{ index, item: copyItem(found) }];
    });
    if (failures.length > 0) throw new ConditionFailedError(failures);
    for (const action of stored) {
      if (action.kind === "insert") this.#partition(action.item.pk).insert(action.item);
    }
  }

  async queryPage(query: KeyRangeQuery, { signal }: CallOptions): Promise<ItemPage> {
    throwIfEnded(signal);
    checkQuery(query);
    await this.#delay(signal);
    const { pk, limit } = query;
    const items: TableItem[] = [];
    let bytes = 0;
    let hasMore = false;
    for (const item of this.#partitions.get(pk)?.range(query) ?? []) {
      bytes += itemSize(item);
      hasMore = items.length === limit || (items.length > 0 && bytes > PAGE_BYTES);
      if (hasMore) break;
      items.push(copyItem(item));
    }
    const last = items.at(-1);
    // Like DynamoDB, does not check whether more items follow the limit.
    const mayHaveMore = hasMore || items.length === limit;
    return mayHaveMore && last !== undefined ? { items, next: { pk, sk: last.sk } } : { items };
  }

  items(): TableItem[] {
    return [...this.#partitions.entries()]
      .sort(([a], [b]) => compareUtf8(a, b))
      .flatMap(([, partition]) => partition.all().map(copyItem));
  }

  /** Simulates the latency of a call. Everything after it happens synchronously. */
  async #delay(signal: AbortSignal | undefined): Promise<void> {
    const { latencyMs, random } = this.#behaviour;
    if (latencyMs > 0) await pause(random() * latencyMs, signal);
    throwIfEnded(signal);
  }

  #find({ pk, sk }: ItemKey): TableItem | undefined {
    return this.#partitions.get(pk)?.find(sk);
  }

  #partition(pk: string): SortedPartition {
    let partition = this.#partitions.get(pk);
    if (partition === undefined) {
      partition = new SortedPartition();
      this.#partitions.set(pk, partition);
    }
    return partition;
  }
}

function checkWrite(actions: readonly WriteAction[]): void {
  const { actions: maxActions, itemBytes, writeBytes, actionBytes } = DYNAMODB_LIMITS;
  if (actions.length === 0) throw refusal("A write requires at least one action.");
  if (actions.length > maxActions) {
    throw refusal(`A write holds at most ${maxActions} actions, not ${actions.length}.`);
  }
  const keys = new Set<string>();
  let bytes = 0;
  for (const action of actions) {
    const key = keyOf(action);
    checkKey(key);
    keys.add(JSON.stringify([key.pk, key.sk]));
    const size = itemSize(action.kind === "insert" ? action.item : key);
    if (size > itemBytes) throw refusal("An item is larger than 400 KB.", "item-too-large");
    bytes += size + actionBytes;
  }
  if (keys.size < actions.length) throw refusal("Two actions of one write have the same key.");
  // A single insert is not a transaction.
  if (actions.length > 1 && bytes > writeBytes) throw refusal("A write is larger than 4 MB.");
}

function checkQuery({ pk, from, to, limit, start }: KeyRangeQuery): void {
  for (const sk of [from, to, start?.sk]) {
    if (sk !== undefined) checkKey({ pk, sk });
  }
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1)) {
    throw refusal("The limit of a query must be a positive integer.");
  }
}

function keyOf(action: WriteAction): ItemKey {
  return action.kind === "insert" ? action.item : action.key;
}

function checkKey({ pk, sk }: ItemKey): void {
  checkKeyPart("pk", pk, DYNAMODB_LIMITS.partitionKeyBytes);
  checkKeyPart("sk", sk, SORT_KEY_BYTES);
}

function checkKeyPart(name: "pk" | "sk", value: unknown, maxBytes: number): void {
  if (typeof value !== "string") throw refusal(`"${name}" must be a string.`);
  if (value === "") throw refusal(`"${name}" must not be empty.`);
  if (utf8Length(value) > maxBytes) throw refusal(`"${name}" is longer than ${maxBytes} bytes.`);
}

function refusal(message: string, reason: TableFailure["reason"] = "refused"): TableError {
  return new TableError(message, { reason, mayBeWritten: false, requests: 1 });
}

function throwIfEnded(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new TableError("The call ended before it reached the table in memory.", {
    reason: "unavailable",
    mayBeWritten: false,
    requests: 0,
    cause: signal.reason,
  });
}
