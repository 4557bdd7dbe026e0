import type { EventItem } from "../event.js";
import { itemSize } from "../item-size.js";
import {
  type CallOptions,
  ConditionFailedError,
  type ConditionFailure,
  type EventTable,
  HEAD_SORT_KEY,
  type HeadCondition,
  type HeadItem,
  type ItemPage,
  isHead,
  type KeyRangeQuery,
  type StoredItem,
  type WriteAction,
} from "./table.js";

/** Source: DynamoDB's Query: a page ends before it passes 1 MB. */
const PAGE_BYTES = 1024 * 1024;

/**
 * A table in memory, for unit tests: a generated client takes it in place of a document client, and
 * gives the same answers and the same errors as on DynamoDB.
 *
 * Nothing is shared between two tables, and nothing is kept.
 */
export class MemoryTable implements EventTable {
  readonly #partitions = new Map<string, Map<string, StoredItem>>();

  async write(actions: readonly WriteAction[], { signal }: CallOptions): Promise<void> {
    signal?.throwIfAborted();
    const failures = actions.flatMap((action, index): ConditionFailure[] => {
      if (action.kind === "insert") {
        const isFree = this.#find(action.item.pk, action.item.sk) === undefined;
        return isFree ? [] : [{ index, head: undefined }];
      }
      const head = this.#head(action.pk);
      return holds(action.condition, head) ? [] : [{ index, head }];
    });
    if (failures.length > 0) throw new ConditionFailedError(failures);
    for (const action of actions) this.#apply(action);
  }

  async queryPage(query: KeyRangeQuery, { signal }: CallOptions): Promise<ItemPage> {
    signal?.throwIfAborted();
    const { pk, from, to, order, limit, start } = query;
    const isAscending = order === "asc";
    const keys = [...(this.#partitions.get(pk)?.keys() ?? [])].sort();
    if (!isAscending) keys.reverse();
    const wanted = keys.filter(
      (sk) =>
        (from === undefined || sk >= from) &&
        (to === undefined || sk <= to) &&
        (start === undefined || (isAscending ? sk > start.sk : sk < start.sk)),
    );
    const items: StoredItem[] = [];
    let bytes = 0;
    for (const sk of wanted) {
      const item = this.#find(pk, sk) as StoredItem;
      bytes += itemSize(item);
      if (items.length === limit || (items.length > 0 && bytes > PAGE_BYTES)) break;
      items.push(structuredClone(item));
    }
    // DynamoDB does not look whether anything comes after the limit.
    const hasMore = items.length < wanted.length || items.length === limit;
    const last = items.at(-1);
    return { items, next: hasMore && last !== undefined ? { pk, sk: last.sk } : undefined };
  }

  /** Every stored copy, for tests that look at what a save left behind. */
  items(): EventItem[] {
    const all = [...this.#partitions.values()].flatMap((partition) => [...partition.values()]);
    return structuredClone(all.filter((item) => !isHead(item))) as EventItem[];
  }

  #apply(action: WriteAction): void {
    if (action.kind === "check-head") return;
    if (action.kind === "insert") {
      this.#put(structuredClone(action.item));
      return;
    }
    const { pk, lastEventId, added } = action;
    const count = (this.#head(pk)?.count ?? 0) + added;
    this.#put({ pk, sk: HEAD_SORT_KEY, id: lastEventId, count });
  }

  #put(item: StoredItem): void {
    const partition = this.#partitions.get(item.pk) ?? new Map<string, StoredItem>();
    this.#partitions.set(item.pk, partition.set(item.sk, item));
  }

  #find(pk: string, sk: string): StoredItem | undefined {
    return this.#partitions.get(pk)?.get(sk);
  }

  #head(pk: string): HeadItem | undefined {
    const item = this.#find(pk, HEAD_SORT_KEY);
    return item !== undefined && isHead(item) ? item : undefined;
  }
}

function holds(condition: HeadCondition, head: HeadItem | undefined): boolean {
  return condition.kind === "is"
    ? head?.id === condition.lastEventId
    : head === undefined || head.id < condition.eventId;
}
