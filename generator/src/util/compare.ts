/** The order of two strings by their UTF-16 code units, which no locale changes. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of two pairs by their first members. */
export function compareKeys(
  [a]: readonly [string, unknown],
  [b]: readonly [string, unknown],
): number {
  return compareText(a, b);
}
