/** Shorter names are near to each other by chance. */
const MIN_LENGTH = 6;

/**
 * Names that are most likely one name in two spellings, each with the first one that it is like: they
 * differ in case or underscores, in two letters that changed places, or in one letter more. A plural, a
 * number or another letter makes another name: `cart_id` and `card_id` are two things.
 */
export function similarNames(names: readonly string[]): Map<string, string> {
  const similar = new Map<string, string>();
  const bySpelling = new Map<string, string>();
  for (const name of new Set(names)) {
    const spellings = spellingsOf(name);
    const other = spellings.map((spelling) => bySpelling.get(spelling)).find((found) => found);
    if (other !== undefined && isLikely(name, other)) similar.set(name, other);
    for (const spelling of spellings) {
      if (!bySpelling.has(spelling)) bySpelling.set(spelling, name);
    }
  }
  return similar;
}

/** What two names have in common that differ so little: equal lists have a member in common. */
function spellingsOf(name: string): string[] {
  const folded = fold(name);
  const result = [folded];
  if (folded.length < MIN_LENGTH) return result;
  for (let at = 0; at < folded.length; at++) {
    result.push(`${folded.slice(0, at)}${folded.slice(at + 1)}`);
  }
  return result;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

function isLikely(name: string, other: string): boolean {
  const [short, long] = [fold(name), fold(other)].sort((a, b) => a.length - b.length) as [
    string,
    string,
  ];
  if (short === long) return true;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (short.length === long.length) {
    const swapped =
      long.slice(0, start) + (long[start + 1] ?? "") + (long[start] ?? "") + long.slice(start + 2);
    return swapped === short;
  }
  const added = long[start] as string;
  const isPlural = added === "s" && start === short.length;
  return long.length === short.length + 1 && !/\d/.test(added) && !isPlural;
}
