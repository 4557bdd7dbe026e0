/** Nobody reads on. */
const MAX_LISTED = 30;

/** Names in a sentence; of many, the first. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MAX_LISTED).join(", ");
  return names.length <= MAX_LISTED ? shown : `${shown}, … (${names.length - MAX_LISTED} more)`;
}
