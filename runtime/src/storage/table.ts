import type { EventItem } from "../event.js";

/**
 * The storage port: all that the runtime asks of a table. DynamoDB stands behind it, or anything that
 * keeps the same promises.
 */
export interface EventTable {
  /**
   * Writes all items or none. Each is written only where nothing is stored under its key.
   *
   * @throws ItemsExistError if that condition failed, and then nothing was written.
   * @throws ContentionError if another writer was in the way; nothing was written, and trying again
   *   may work.
   */
  insert(items: readonly EventItem[], options: CallOptions): Promise<void>;

  /** One page of a partition, in the order of its sort keys. */
  queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

/** A range of sort keys in one partition, and how to walk it. */
export interface KeyRangeQuery {
  readonly pk: string;
  /** The least sort key wanted, itself included. */
  readonly from?: string | undefined;
  /** The greatest sort key wanted, itself included. */
  readonly to?: string | undefined;
  readonly order: "asc" | "desc";
  /** At most this many items are fetched; without it, as many as the table gives in one page. */
  readonly limit?: number | undefined;
  readonly consistentRead: boolean;
  /** Where the page before this one ended. */
  readonly start?: PagePosition | undefined;
}

/** The key after which a page goes on. */
export interface PagePosition {
  readonly pk: string;
  readonly sk: string;
}

export interface ItemPage {
  readonly items: readonly EventItem[];
  /** Present where there may be more. */
  readonly next?: PagePosition | undefined;
}

/** Something is stored under the keys of some of the items already. */
export class ItemsExistError extends Error {
  override readonly name = "ItemsExistError";
  /** The places, in the list that was to be inserted, of the items that exist. */
  readonly indexes: readonly number[];

  constructor(indexes: readonly number[]) {
    super("Some items exist already.");
    this.indexes = indexes;
  }
}

/** Another writer was in the way; nothing was written. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";

  constructor(cause: unknown) {
    super("Another writer was in the way.", { cause });
  }
}
