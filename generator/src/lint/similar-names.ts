import { wordsOf } from "../diagnostics/suggest/suggest.js";

/** Shorter words are near to each other by chance. */
const MIN_LENGTH = 5;
/** In longer names nobody counts letters. */
const MAX_LENGTH = 64;

/**
 * Names that are most likely one name in two spellings, each with the first one that it is like: they
 * differ in case or underscores alone; or in one word, by two letters that changed places, or by one letter
 * more inside of it. At its ends, a letter makes another word: `LOCKED` and `BLOCKED`, `close` and `closed`.
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
  if (folded.length > MAX_LENGTH) return result;
  for (let at = 0; at < folded.length; at++) {
    result.push(`${folded.slice(0, at)}${folded.slice(at + 1)}`);
  }
  return result;
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, "");
}

function isLikely(name: string, other: string): boolean {
  if (fold(name) === fold(other)) return true;
  const [words, others] = [foldedWords(name), foldedWords(other)];
  if (words.length !== others.length) return false;
  const different = words.flatMap((word, index) => {
    const counterpart = others[index] as string;
    return word === counterpart ? [] : [[word, counterpart] as const];
  });
  return (
    different.length === 1 && different.every(([word, counterpart]) => isTypo(word, counterpart))
  );
}

function foldedWords(name: string): string[] {
  return wordsOf(name).map((word) => word.toLowerCase());
}

function isTypo(word: string, other: string): boolean {
  const [short, long] = word.length < other.length ? [word, other] : [other, word];
  if (short.length < MIN_LENGTH) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (short.length === long.length) {
    const swapped =
      long.slice(0, start) + (long[start + 1] ?? "") + (long[start] ?? "") + long.slice(start + 2);
    return swapped === short;
  }
  const isInside = start > 0 && start < short.length;
  const isOneMore = long.slice(0, start) + long.slice(start + 1) === short;
  return isInside && isOneMore && !/\d/.test(long[start] as string);
}
