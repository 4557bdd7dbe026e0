/**
 * The storage port: all that the runtime asks of a table. DynamoDB is behind it, or the table in memory,
 * or any other store that keeps the same promises; `conformanceTests` checks that it does.
 *
 * One condition rules every write: a key that is not there yet. No item is overwritten, updated or
 * deleted.
 */
export interface EventTable {
  readonly limits: TableLimits;

  /**
   * Does all actions or none.
   *
   * Every rejection is one of the three errors below, or the reason of `options.signal`. Anything else
   * counts as an unknown outcome.
   *
   * @param actions - At least one, each with a key of its own. They do not change until the call has ended.
   * @throws ConditionFailedError if a key is taken; then this call wrote nothing.
   * @throws ContentionError if another write was in the way; trying again may work.
   * @throws TableError for everything else.
   */
  write(actions: readonly WriteAction[], options: CallOptions): Promise<void>;

  /**
   * One page of a partition, in the order of its sort keys, which are compared by their UTF-8 bytes. A
   * range whose end is before its beginning has no items.
   *
   * A page need not be isolated from a write of several items that is done while it is read: it may show
   * some of them and not the others. It must show every write that ended before, if `consistentRead`.
   *
   * @throws TableError
   */
  queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage>;
}

/** Opens tables by their names. A generated factory takes one in place of the SDK's client. */
export interface TableProvider {
  openTable(tableName: string): EventTable;
}

/** What one write can hold. Bytes are counted as in DynamoDB's "Item sizes and formats". */
export interface TableLimits {
  readonly partitionKeyBytes: number;
  readonly itemBytes: number;
  /** Actions of one write. */
  readonly actions: number;
  /** Bytes of all actions of one write together. */
  readonly writeBytes: number;
  /** What an action adds to `writeBytes` beside its item or its key. */
  readonly actionBytes: number;
}

export interface CallOptions {
  /**
   * Ends the call early, at its deadline or when the caller aborts. It is the runtime's own and lives no
   * longer than the call that it belongs to, so that listeners may stay on it.
   */
  readonly signal?: AbortSignal | undefined;
}

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/**
 * An item: its key, and attributes of strings, finite numbers, booleans, `null`, `Uint8Array`, lists and
 * maps of these.
 */
export interface TableItem extends ItemKey {
  readonly [attribute: string]: unknown;
}

export type WriteAction = InsertAction | CheckAbsentAction;

/** Writes an item if its key is not there yet. */
export interface InsertAction {
  readonly kind: "insert";
  readonly item: TableItem;
}

/** Writes nothing, but fails the write if the key is there. */
export interface CheckAbsentAction {
  readonly kind: "check-absent";
  readonly key: ItemKey;
}

/** A range of sort keys in one partition, and the order to read it in. */
export interface KeyRangeQuery {
  readonly pk: string;
  /** The least sort key wanted, inclusive. */
  readonly from?: string | undefined;
  /** The greatest sort key wanted, inclusive. */
  readonly to?: string | undefined;
  readonly order: "asc" | "desc";
  /** The most items to fetch; without it, as many as the table puts on one page. */
  readonly limit?: number | undefined;
  /** Whether the page must show every write that succeeded before the call. */
  readonly consistentRead: boolean;
  /** The `next` of the page before this one. */
  readonly start?: ItemKey | undefined;
}

export interface ItemPage {
  readonly items: readonly TableItem[];
  /** Present where there may be more. */
  readonly next?: ItemKey | undefined;
}

/** A key of a write that was taken. */
export interface ConditionFailure {
  /** The position of the action in the write. */
  readonly index: number;
  /** The item that has the key; `undefined` if the table did not return it. */
  readonly item: TableItem | undefined;
}

/** Keys were taken, and this call wrote nothing. */
export class ConditionFailedError extends Error {
  override readonly name = "ConditionFailedError";
  /** Compare this, not the class: two copies of the package can be in one process. */
  readonly code = "condition-failed";
  readonly failures: readonly ConditionFailure[];
  /** Requests made over the network, retries included. */
  readonly requests: number;

  constructor(failures: readonly ConditionFailure[], requests = 1) {
    super("A key of the write is taken.");
    this.failures = failures;
    this.requests = requests;
  }
}

/** Another write was in the way; trying again may work. */
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

/** What is known of a call that failed. */
export interface TableFailure {
  /**
   * `"unavailable"`: the table could not be reached in time, or refused for now. `"unrecognized"`: an
   * answer came that may not be the table's. `"refused"`: the table refused, and would again.
   * `"item-too-large"`: it refused an item for its size.
   */
  readonly reason: "unavailable" | "unrecognized" | "refused" | "item-too-large";
  /** Whether the write may have happened, or may still happen. */
  readonly mayBeWritten: boolean;
  /** Requests made over the network, retries included; 0 if none was sent. */
  readonly requests: number;
  readonly cause?: unknown;
}

/** A call failed. The message says what happened and what to do, and holds nothing of an item. */
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

/** The port's own error, whichever copy of the package made it; `undefined` for any other. */
export function tableErrorOf(
  error: unknown,
): ConditionFailedError | ContentionError | TableError | undefined {
  if (!(error instanceof Error)) return undefined;
  const known = error as ConditionFailedError | ContentionError | TableError;
  return ["condition-failed", "contention", "table"].includes(known.code) ? known : undefined;
}
