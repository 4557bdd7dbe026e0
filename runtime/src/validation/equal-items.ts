/**
 * Finds two equal items and returns their indexes; for `uniqueItems`. The order of members does not
 * matter. Each item is visited once, instead of compared with every other.
 */
export function equalItems(items: readonly unknown[]): readonly [number, number] | undefined {
  const seen = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const json = canonicalJson(item);
    const first = seen.get(json);
    if (first !== undefined) return [index, first];
    seen.set(json, index);
  }
  return undefined;
}

/** The JSON of a value with sorted members, so that equal values have equal strings. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    // No object is the same as bytes: a stored member has a name.
    if (part instanceof Uint8Array) return { "": [...part] };
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
