import type { Entry } from "./entries.js";

/** The words of a query, in lower case. */
export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The entries that have all words, the best one first. */
export function find(entries: readonly Entry[], words: readonly string[]): Entry[] {
  if (words.length === 0) return [];
  const found = entries.flatMap((entry) => {
    const ranks = words.map((word) => rankOf(entry, word));
    return ranks.includes(NOT_FOUND)
      ? []
      : [{ entry, rank: ranks.reduce((sum, rank) => sum + rank) }];
  });
  // A short name has less that was not asked for.
  found.sort((a, b) => a.rank - b.rank || a.entry.name.length - b.entry.name.length);
  return found.map(({ entry }) => entry);
}

const NOT_FOUND = 9;

/** How far a word is from the name: 0 is the name itself. */
function rankOf({ lowerName, lowerText }: Entry, word: string): number {
  if (lowerName === word) return 0;
  const at = lowerName.indexOf(word);
  if (at === 0) return 1;
  if (at > 0) return lowerName[at - 1] === "_" ? 2 : 3;
  return lowerText.includes(word) ? 4 : NOT_FOUND;
}
