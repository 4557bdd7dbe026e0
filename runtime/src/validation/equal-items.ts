/**
 * The indexes of two items that are equal, whatever the order of their members; for `uniqueItems`. Each
 * item is walked once, and its members sorted; no item is held against every other.
 */
export function equalItems(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const text = canonicalText(item);
    const first = seen.get(text);
    if (first !== undefined) return [index, first];
    seen.set(text, index);
  }
  return undefined;
}

/** Equal values have equal texts. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
