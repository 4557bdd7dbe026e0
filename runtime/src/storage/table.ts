/**
 * The storage port: the operations that the runtime requires of a table. DynamoDB and the table in
 * memory implement it, and so can any other store that passes `conformanceTests`.
 *
 * Every write has one condition: its keys do not exist yet. No item is overwritten, updated or
 * deleted.
 */
export interface EventTable {
  readonly limits: TableLimits;

  /**
   * Performs all actions or none.
   *
   * Rejects with one of the three errors below, or with the reason of `options.signal`. Any other
   * error counts as an unknown outcome.
   *
   * @param actions - At least one action, all with different keys. They do not change until the
   *   call has ended.
   * @throws ConditionFailedError if a key exists; then this call wrote nothing.
   * @throws ContentionError if the write conflicted with another write; a retry may succeed.
   * @throws TableError for every other failure.
   */
  write(actions: readonly WriteAction[], options: CallOptions): Promise<void>;

  /**
   * Reads one page of a partition in the order of its sort keys, compared by their UTF-8 bytes. A
   * range whose end precedes its beginning has no items.
   *
   * A page need not be isolated from concurrent writes: it may contain some items of a write and
   * not the others. With `consistentRead` it must contain every write that ended before the call.
   *
   * @throws TableError
   */
  queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage>;
}

/** Opens tables by name. A generated factory accepts a provider instead of an SDK client. */
export interface TableProvider {
  openTable(tableName: string): EventTable;
}

/** The limits of a write. Bytes are counted as in DynamoDB's "Item sizes and formats". */
export interface TableLimits {
  readonly partitionKeyBytes: number;
  readonly itemBytes: number;
  /** The maximum number of actions in one write. */
  readonly actions: number;
  /** The maximum number of bytes of all actions in one write. */
  readonly writeBytes: number;
  /** The bytes that each action adds to its item or key, counted against `writeBytes`. */
  readonly actionBytes: number;
}

export interface CallOptions {
  /**
   * Aborts the call, at its deadline or when the caller aborts. The runtime creates it for one
   * call, so listeners need not be removed.
   */
  readonly signal?: AbortSignal | undefined;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * An item: its key, and attributes. Values are strings, finite numbers, booleans, `null`,
 * `Uint8Array`, and lists and maps of these.
 */
export interface TableItem extends ItemKey {
  readonly [attribute: string]: unknown;
}

export type WriteAction = InsertAction | CheckAbsentAction;

/** Writes an item if its key does not exist. */
export interface InsertAction {
  readonly kind: "insert";
  readonly item: TableItem;
}

/** Writes nothing, but fails the write if the key exists. */
export interface CheckAbsentAction {
  readonly kind: "check-absent";
  readonly key: ItemKey;
}

/** A range of sort keys in one partition, and its reading order. */
export interface KeyRangeQuery {
  readonly pk: string;
  /** The least sort key, inclusive. */
  readonly from?: string | undefined;
  /** The greatest sort key, inclusive. */
  readonly to?: string | undefined;
  readonly order: "asc" | "desc";
  /** The maximum number of items to fetch. Default: as many as fit one page. */
  readonly limit?: number | undefined;
  /** Whether the page must contain every write that succeeded before the call. */
  readonly consistentRead: boolean;
  /** The `next` of the previous page. */
  readonly start?: ItemKey | undefined;
}

export interface ItemPage {
  readonly items: readonly TableItem[];
  /** Present if there may be more items. */
  readonly next?: ItemKey | undefined;
}

/** A key of a write that already exists. */
export interface ConditionFailure {
  /** The index of the action in the write. */
  readonly index: number;
  /** The existing item; `undefined` if the table did not return it. */
  readonly item: TableItem | undefined;
}

/** Keys of the write exist already, and this call wrote nothing. */
export class ConditionFailedError extends Error {
  override readonly name = "ConditionFailedError";
  /** Compare this instead of the class, because a process can contain two copies of the package. */
  readonly code = "condition-failed";
  readonly failures: readonly ConditionFailure[];
  /** The number of network requests, including retries. */
  readonly requests: number;

  constructor(failures: readonly ConditionFailure[], requests = 1) {
    super("A key of the write is taken.");
    this.failures = failures;
    this.requests = requests;
  }
}

/** The write conflicted with another write; a retry may succeed. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";
  readonly code = "contention";
  /** Whether an earlier request of this call may have written everything. */
  readonly mayBeWritten: boolean;
  readonly requests: number;

  constructor(cause: unknown, requests = 1) {
    super("Another write was in the way.", { cause });
    this.mayBeWritten = requests > 1;
    this.requests = requests;
  }
}

/** The details of a failed call. */
export interface TableFailure {
  /**
   * `"unavailable"`: the table could not be reached in time, or refused temporarily.
   * `"unrecognized"`: the answer may not come from the table. `"refused"`: the table refused, and
   * would refuse again. `"item-too-large"`: the table refused an item because of its size.
   */
  readonly reason: "unavailable" | "unrecognized" | "refused" | "item-too-large";
  /** Whether the write may have happened, or may still happen. */
  readonly mayBeWritten: boolean;
  /** The number of network requests, including retries; 0 if none was sent. */
  readonly requests: number;
  readonly cause?: unknown;
}

/**
 * A call failed. The message says what happened and what to do, and contains no part of an item.
 */
export class TableError extends Error {
  override readonly name = "TableError";
  readonly code = "table";
  readonly reason: TableFailure["reason"];
  readonly mayBeWritten: boolean;
  readonly requests: number;

  constructor(message: string, { reason, mayBeWritten, requests, cause }: TableFailure) {
    super(message, { cause });
    this.reason = reason;
    this.mayBeWritten = mayBeWritten;
    this.requests = requests;
  }
}

/** The error, if it is one of the port's, from any copy of the package; else `undefined`. */
export function tableErrorOf(
  error: unknown,
): ConditionFailedError | ContentionError | TableError | undefined {
  if (!(error instanceof Error)) return undefined;
  const known = error as ConditionFailedError | ContentionError | TableError;
  return ["condition-failed", "contention", "table"].includes(known.code) ? known : undefined;
}
