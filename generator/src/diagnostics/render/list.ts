/** Longer lists are cut. */
const MAX_LISTED = 30;

/** Names joined by commas for a sentence; of a long list, the first 30 and the number of the others. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(", ");
  return names.length <= MAX_LISTED ? shown : `${shown}, … (${names.length - MAX_LISTED} more)`;
}
