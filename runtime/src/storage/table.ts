import type { EventItem } from "../event.js";

/**
 * The storage port: all that the runtime asks of a table. DynamoDB stands behind it, or the table in
 * memory, or anything else that keeps the same promises.
 */
export interface EventTable {
  /**
   * Does all actions or none.
   *
   * @throws ConditionFailedError if the condition of one failed; then nothing was written.
   * @throws ContentionError if another writer was in the way; nothing was written, and trying again
   *   may work.
   */
  write(actions: readonly WriteAction[], options: CallOptions): Promise<void>;

  /** One page of a partition, in the order of its sort keys. */
  queryPage(query: KeyRangeQuery, options: CallOptions): Promise<ItemPage>;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export type WriteAction = InsertAction | AdvanceHeadAction | CheckHeadAction;

/** Writes one copy of an event, only where nothing is stored under its key. */
export interface InsertAction {
  readonly kind: "insert";
  readonly item: EventItem;
}

/** Moves the head of a stream on to its new last event. */
export interface AdvanceHeadAction {
  readonly kind: "advance-head";
  readonly pk: string;
  readonly condition: HeadCondition;
  readonly lastEventId: string;
  /** How many events the stream gains. */
  readonly added: number;
}

/** Writes nothing, but fails the write if the head is not as expected. */
export interface CheckHeadAction {
  readonly kind: "check-head";
  readonly pk: string;
  readonly condition: HeadCondition;
}

export type HeadCondition =
  /** The stream's last event is this one; `undefined`: the stream has no event. */
  | { readonly kind: "is"; readonly lastEventId: string | undefined }
  /** Every event of the stream comes before this id. */
  | { readonly kind: "before"; readonly eventId: string };

/** The sort key of a head. It sorts before every event id. */
export const HEAD_SORT_KEY = "#HEAD";

/** The item that remembers how far a consistent stream has come. */
export interface HeadItem {
  readonly pk: string;
  readonly sk: typeof HEAD_SORT_KEY;
  /** The id of the stream's last event. */
  readonly id: string;
  /** How many events the stream has. */
  readonly count: number;
}

export type StoredItem = EventItem | HeadItem;

export function isHead(item: StoredItem): item is HeadItem {
  return item.sk === HEAD_SORT_KEY;
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
  readonly items: readonly StoredItem[];
  /** Present where there may be more. */
  readonly next?: PagePosition | undefined;
}

/** A condition that did not hold. */
export interface ConditionFailure {
  /** The place of the action in the list that was to be written. */
  readonly index: number;
  /** For an action on a head: the head that is there; `undefined` if there is none. */
  readonly head: HeadItem | undefined;
}

/** Conditions did not hold, and nothing was written. */
export class ConditionFailedError extends Error {
  override readonly name = "ConditionFailedError";
  readonly failures: readonly ConditionFailure[];

  constructor(failures: readonly ConditionFailure[]) {
    super("A condition of the write did not hold.");
    this.failures = failures;
  }
}

/** Another writer was in the way; nothing was written. */
export class ContentionError extends Error {
  override readonly name = "ContentionError";

  constructor(cause: unknown) {
    super("Another writer was in the way.", { cause });
  }
}
