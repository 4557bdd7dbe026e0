import { mapBounded } from "./map-bounded.js";

/** Items in order, in pages that are fetched as they are asked for. */
export type Run<Item> = AsyncIterator<readonly Item[]>;

/** A run that is not at its end, with the page that it has come to. */
interface Cursor<Item> {
  readonly run: Run<Item>;
  page: readonly Item[];
  index: number;
}

/**
 * Merges ordered runs into one order, holding one page of each. The first pages are fetched side by
 * side, `parallel` at a time, and each later one when the one before it is used up.
 */
export async function* mergeRuns<Item>(
  runs: readonly Run<Item>[],
  isBefore: (a: Item, b: Item) => boolean,
  parallel: number,
): AsyncGenerator<Item, void, undefined> {
  const heap: Cursor<Item>[] = [];
  const before = (a: Cursor<Item>, b: Cursor<Item>) => isBefore(itemOf(a), itemOf(b));
  const started = await mapBounded(runs, parallel, async (run) => {
    const cursor: Cursor<Item> = { run, page: [], index: 0 };
    return (await fillPage(cursor)) ? cursor : undefined;
  });
  for (const cursor of started) if (cursor !== undefined) push(heap, cursor, before);

  for (let first = heap[0]; first !== undefined; first = heap[0]) {
    yield itemOf(first);
    first.index++;
    if (first.index < first.page.length || (await fillPage(first))) sink(heap, 0, before);
    else removeFirst(heap, before);
  }
}

function itemOf<Item>({ page, index }: Cursor<Item>): Item {
  return page[index] as Item;
}

/** Fetches the next page that is not empty; false at the end. */
async function fillPage<Item>(cursor: Cursor<Item>): Promise<boolean> {
  for (;;) {
    const next = await cursor.run.next();
    if (next.done === true) return false;
    if (next.value.length === 0) continue;
    cursor.page = next.value;
    cursor.index = 0;
    return true;
  }
}

type Before<Entry> = (a: Entry, b: Entry) => boolean;

function push<Entry>(heap: Entry[], entry: Entry, before: Before<Entry>): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!before(heap[index] as Entry, heap[parent] as Entry)) return;
    swap(heap, index, parent);
    index = parent;
  }
}

function removeFirst<Entry>(heap: Entry[], before: Before<Entry>): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  heap[0] = last;
  sink(heap, 0, before);
}

function sink<Entry>(heap: Entry[], from: number, before: Before<Entry>): void {
  let index = from;
  for (;;) {
    const left = 2 * index + 1;
    const right = left + 1;
    let least = index;
    for (const child of [left, right]) {
      if (child < heap.length && before(heap[child] as Entry, heap[least] as Entry)) least = child;
    }
    if (least === index) return;
    swap(heap, index, least);
    index = least;
  }
}

function swap<Entry>(heap: Entry[], a: number, b: number): void {
  const entry = heap[a] as Entry;
  heap[a] = heap[b] as Entry;
  heap[b] = entry;
}
