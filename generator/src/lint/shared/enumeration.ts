/** More parts are counted, and not listed. */
const MAX_LISTED = 3;

/** Parts of a sentence: `A, B and C`. `others`: what stands for the parts that are counted, by their number. */
export function enumeration(
  parts: readonly string[],
  conjunction: "and" | "or",
  others: (count: number) => string,
): string {
  const more = parts.length - MAX_LISTED;
  const shown = more > 1 ? [...parts.slice(0, MAX_LISTED), others(more)] : parts;
  const last = shown.at(-1) ?? "";
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}
