/** Gives numbers from 0 to below 1, always the same ones for a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Values that few types accept, some of them no JSON. */
const ODD_VALUES: readonly unknown[] = [
  ...[undefined, null, true, 0, -0, -7, 1.5, 1e21, 5e-324, Number.NaN, Number.POSITIVE_INFINITY],
  ...["", "x", "1", "2026-02-30", "\ud800", "😀".repeat(40), "a\udc00b".repeat(9)],
  ...[[], [[]], [1, 1], {}, { a: 1 }, { toString: 1 }, new Uint8Array([1, 2])],
];

/** Names that no schema lists, or that every object has. */
const ODD_NAMES = ["zz", "toString", "valueOf", "constructor", "__proto__", "a/b~c", "", "7"];

/** A copy of a value with members and items that are replaced, removed, added, repeated or in another order. */
export function corrupted(value: unknown, random: () => number): unknown {
  const chance = (share: number) => random() < share;
  const oneOf = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const corrupt = (part: unknown): unknown => {
    if (chance(0.12)) return oneOf(ODD_VALUES);
    if (Array.isArray(part)) {
      const items = part.filter(() => !chance(0.1)).map(corrupt);
      if (items.length > 0 && chance(0.2)) items.push(oneOf(items));
      if (chance(0.15)) items.push(oneOf(ODD_VALUES));
      return items;
    }
    if (typeof part !== "object" || part === null || part instanceof Uint8Array) return part;
    const members = Object.entries(part)
      .filter(() => !chance(0.12))
      .map(([name, member]): [string, unknown] => [name, corrupt(member)]);
    if (chance(0.2)) members.push([oneOf(ODD_NAMES), oneOf(ODD_VALUES)]);
    if (chance(0.4)) members.reverse();
    return Object.fromEntries(members);
  };
  return corrupt(value);
}
