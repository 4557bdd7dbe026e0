import { compareUtf8 } from "../compare-utf8.js";
import type { KeyRangeQuery, TableItem } from "../table.js";

/** The items of one partition, in the order of the UTF-8 bytes of their sort keys. */
export class SortedPartition {
  readonly #items: TableItem[] = [];

  find(sk: string): TableItem | undefined {
    const item = this.#items[this.#position(sk)];
    return item?.sk === sk ? item : undefined;
  }

  /** Inserts an item whose key must not exist yet. */
  insert(item: TableItem): void {
    this.#items.splice(this.#position(item.sk), 0, item);
  }

  all(): readonly TableItem[] {
    return this.#items;
  }

  /** Yields the items of a query, in its order. */
  *range({ from, to, order, start }: KeyRangeQuery): Generator<TableItem, void, undefined> {
    const isAscending = order === "asc";
    let first = from === undefined ? 0 : this.#position(from);
    let end = to === undefined ? this.#items.length : this.#positionAfter(to);
    if (start !== undefined) {
      if (isAscending) first = Math.max(first, this.#positionAfter(start.sk));
      else end = Math.min(end, this.#position(start.sk));
    }
    for (let offset = 0; offset < end - first; offset++) {
      yield this.#items[isAscending ? first + offset : end - 1 - offset] as TableItem;
    }
  }

  #positionAfter(sk: string): number {
    const position = this.#position(sk);
    return this.#items[position]?.sk === sk ? position + 1 : position;
  }

  /** The index of a key, or the index where it would be inserted. */
  #position(sk: string): number {
    let low = 0;
    let high = this.#items.length;
    // Most keys sort after all others.
    const last = this.#items[high - 1];
    if (last === undefined || compareUtf8(last.sk, sk) < 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareUtf8((this.#items[middle] as TableItem).sk, sk) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
