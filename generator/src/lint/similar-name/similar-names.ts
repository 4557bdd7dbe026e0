import { wordsOf } from "../../diagnostics/suggest/suggest.js";

/** Shorter words are near to each other by chance. */
const MIN_LENGTH = 5;
/** In longer names nobody counts letters. */
const MAX_LENGTH = 64;

/** Of the names that share a spelling, the first ones are compared: a schema can have thousands. */
const MAX_COMPARED = 8;

/**
 * Finds names that are probably two spellings of one name, and maps each to an earlier one. Two names match if they
 * differ only in case, in underscores, in hyphens or in the encoding of their letters; or in one word, by two swapped
 * letters or by one extra letter inside the word. An extra letter at either end makes another word: `LOCKED` and
 * `BLOCKED`, `close` and `closed`. So do other digits: `line12` and `line21`.
 */
export function similarNames(names: readonly string[]): Map<string, string> {
  const similar = new Map<string, string>();
  const bySpelling = new Map<string, Spelled[]>();
  for (const name of new Set(names)) {
    const spelled = { name, folded: fold(name), words: foldedWords(name) };
    const spellings = spellingsOf(spelled);
    const other = spellings
      .flatMap((spelling) => bySpelling.get(spelling) ?? [])
      .find((earlier) => isLikelySame(spelled, earlier));
    if (other !== undefined) similar.set(name, other.name);
    for (const spelling of spellings) {
      const known = bySpelling.get(spelling) ?? [];
      bySpelling.set(spelling, known);
      if (known.length < MAX_COMPARED) known.push(spelled);
    }
  }
  return similar;
}

/** A name, and what is compared of it. */
interface Spelled {
  readonly name: string;
  readonly folded: string;
  readonly words: readonly string[];
}

/**
 * The folded name, and the folded name without each one of its letters. Two names that differ by one letter or by one
 * swap share a spelling.
 */
function spellingsOf({ folded }: Spelled): string[] {
  const result = [folded];
  if (folded.length > MAX_LENGTH) return result;
  for (let at = 0; at < folded.length; at++) {
    result.push(`${folded.slice(0, at)}${folded.slice(at + 1)}`);
  }
  return result;
}

/** Separators between words. Not the one of `1_5`, which is not `15`, and not the sign of `-1`. */
const SEPARATORS = /^_+|(?<=[^\d_-])[_-]+|[_-]+(?=[^\d_-]|$)/g;

/** The name in one case, without separators, and in one of the encodings that Unicode has for its letters. */
function fold(name: string): string {
  return name.normalize("NFKC").toLowerCase().replace(SEPARATORS, "");
}

function isLikelySame({ folded, words }: Spelled, other: Spelled): boolean {
  if (folded === other.folded) return true;
  const others = other.words;
  if (words.length !== others.length) return false;
  const different = words.flatMap((word, index) => {
    const counterpart = others[index] as string;
    return word === counterpart ? [] : [[word, counterpart] as const];
  });
  const [first, ...rest] = different;
  return first !== undefined && rest.length === 0 && isTypo(...first);
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
    return swapped === short && !/\d/.test(short.slice(start, start + 2));
  }
  const isInside = start > 0 && start < short.length;
  const isOneMore = long.slice(0, start) + long.slice(start + 1) === short;
  return isInside && isOneMore && !/\d/.test(long[start] as string);
}
