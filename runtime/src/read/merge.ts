import { mapBounded } from "../util/map-bounded.js";

/** A sorted sequence of items, in pages that are fetched on demand. */
export type Run<Item> = AsyncIterator<readonly Item[]>;

/** A run that has not ended, and the position in its current page. */
interface Cursor<Item> {
  readonly run: Run<Item>;
  page: readonly Item[];
  index: number;
  isAtEnd: boolean;
}

/**
 * Merges sorted runs in batches, with one page of each run in memory. The next pages of all runs
 * that have used theirs up are fetched in parallel, at most `parallel` at a time.
 */
export async function* mergeRuns<Item>(
  runs: readonly Run<Item>[],
  compare: (a: Item, b: Item) => number,
  parallel: number,
): AsyncGenerator<readonly Item[], void, undefined> {
  let cursors = runs.map((run): Cursor<Item> => ({ run, page: [], index: 0, isAtEnd: false }));
  for (;;) {
    const empty = cursors.filter(({ page, index }) => index === page.length);
    await mapBounded(empty, parallel, fill);
    cursors = cursors.filter(({ page, index }) => index < page.length);
    if (cursors.length === 0) return;
    const batch = takeMergeable(cursors, compare);
    if (batch.length > 0) yield batch;
  }
}

/** Fetches the next non-empty page, unless the run ends. */
async function fill<Item>(cursor: Cursor<Item>): Promise<void> {
  while (!cursor.isAtEnd) {
    const next = await cursor.run.next();
    if (next.done === true) {
      cursor.isAtEnd = true;
    } else if (next.value.length > 0) {
      cursor.page = next.value;
      cursor.index = 0;
      return;
    }
  }
}

/** Takes the items that no later page can precede. */
function takeMergeable<Item>(
  cursors: readonly Cursor<Item>[],
  compare: (a: Item, b: Item) => number,
): Item[] {
  const [only] = cursors;
  if (only !== undefined && cursors.length === 1) return takeAll(only);
  const open = cursors.filter(({ isAtEnd }) => !isAtEnd).map(({ page }) => page.at(-1) as Item);
  const bound = open.reduce<Item | undefined>(
    (least, item) => (least === undefined || compare(item, least) < 0 ? item : least),
    undefined,
  );
  const batch: Item[] = [];
  for (const cursor of cursors) {
    if (bound === undefined) {
      for (const item of takeAll(cursor)) batch.push(item);
      continue;
    }
    while (cursor.index < cursor.page.length) {
      const item = cursor.page[cursor.index] as Item;
      if (compare(item, bound) > 0) break;
      batch.push(item);
      cursor.index++;
    }
  }
  return batch.sort(compare);
}

function takeAll<Item>(cursor: Cursor<Item>): Item[] {
  const items = cursor.page.slice(cursor.index);
  cursor.index = cursor.page.length;
  return items;
}
