/**
 * Maps items like `Promise.all`, with at most `bound` running at a time and none started after a
 * failure.
 */
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
 * Wraps an iterable in a generator. An error in one loop closes the generator, which ends all other
 * loops over it; an array's iterator cannot be closed.
 */
function* closable<Item>(items: Iterable<Item>): Generator<Item> {
  yield* items;
}
