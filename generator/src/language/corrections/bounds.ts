/** The keywords of numbers. */
export const BOUNDS: ReadonlySet<string> = new Set([
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
]);

/** The help for a bound of a number that is stored as a string. */
export function helpForBound(keyword: string, bound: unknown, type: string): string {
  return keyword === "minimum" && Number(bound) === 0
    ? `Write 'pattern: "^[^-]"', which allows no minus: the type ${type} is a string.`
    : `Remove "${keyword}", or limit the digits by a "pattern": the type ${type} is a string.`;
}
