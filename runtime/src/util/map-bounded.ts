/** `Promise.all` with at most `bound` items under way, and none begun after one has failed. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  bound: number,
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = closable(items.entries());
  async function work(): Promise<void> {
    for (const [index, item] of queue) results[index] = await map(item);
  }
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, work));
  return results;
}

/**
 * A generator, as a loop that an error leaves closes it, and that ends all other loops over it. The
 * iterator of an array has nothing to close.
 */
function* closable<Item>(items: Iterable<Item>): Generator<Item> {
  yield* items;
}
