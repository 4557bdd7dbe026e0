/** Finds the most likely correction of a misspelt word; `undefined` if none is near. */
export type Suggest = (word: string, candidates: Iterable<string>) => string | undefined;

/** The comparisons of one run: more take over a second. */
const MAX_COMPARISONS = 50_000;

/** `suggest` for one run, with a limit on its comparisons; later words get no suggestion. */
export function limitedSuggest(): Suggest {
  let left = MAX_COMPARISONS;
  return (word, candidates) => {
    const counted = (function* () {
      for (const candidate of candidates) {
        if (left-- <= 0) return;
        yield candidate;
      }
    })();
    const found = left > 0 ? suggest(word, counted) : undefined;
    return left < 0 ? undefined : found;
  };
}

/** The end of a message about an unknown word: ` Did you mean "PRICE_LOWERED"?`; empty if no candidate is near. */
export function suggestionFor(word: string, candidates: Iterable<string>): string {
  const near = suggest(word, candidates);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}

/** The candidate that is nearest to a misspelt word, by letters changed; `undefined` if none is near. */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let limit = limitFor(word);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const [own, other] = withoutId(word, candidate);
    const most = Math.min(limit, limitFor(own));
    const distance = editDistance(own, other, most);
    if (distance > most) continue;
    best = candidate;
    if (distance === 0) break;
    // The next candidate must be nearer.
    limit = distance - 1;
  }
  return best;
}

/** The most edits between a word and a candidate: a third of the word's letters, and never all of them. */
function limitFor({ length }: string): number {
  return Math.min(length - 1, Math.max(1, Math.floor(Math.min(length, 40) / 3)));
}

const ID = /(?<=.)(?:_id|Id|ID)$/;

/** Both in lower case. Drops the suffix of two ids, so that it does not make them alike. */
function withoutId(word: string, other: string): [string, string] {
  const suffix = ID.exec(word)?.[0];
  const areIds = suffix !== undefined && suffix === ID.exec(other)?.[0];
  const folded = (name: string) => (areIds ? name.replace(ID, "") : name).toLowerCase();
  return [folded(word), folded(other)];
}

const ACRONYM = /[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])(?:\d+(?:[A-Z]+(?![a-z]))?)*/;
const WORD = /[A-Z]?[a-z][a-z0-9]*|\d+[a-z]*/;
const WORDS = new RegExp(`${ACRONYM.source}|${WORD.source}`, "g");

/** The words of a name in any case. An acronym is one word: `HTTPRequest`, `B2B`, `userIDs`. */
export function wordsOf(name: string): string[] {
  return name.match(WORDS) ?? [];
}

/** A name's words in snake_case, PascalCase and UPPER_SNAKE_CASE; empty for a name without plain words. */
export function spellings(name: string): string[] {
  const plain = withoutAccents(name);
  if (!/^[\w .-]{1,64}$/.test(plain)) return [];
  const words = wordsOf(plain);
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase());
  const snake = words.join("_").toLowerCase();
  // Without a sign between them, two numbers would be another number.
  const hasTwoNumbers = words.some(
    (word, at) => /\d$/.test(word) && /^\d/.test(words[at + 1] ?? ""),
  );
  return [snake, ...(hasTwoNumbers ? [] : [pascal.join("")]), snake.toUpperCase()];
}

function withoutAccents(name: string): string {
  return name.length > 200 ? name : name.normalize("NFKD").replace(/\p{M}/gu, "");
}

/**
 * The least number of insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
 * Any number above the limit if there are more.
 */
function editDistance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    // Cells further from the diagonal are above the limit.
    const row: number[] = [];
    const [from, to] = [Math.max(0, i - limit), Math.min(b.length, i + limit)];
    let least = limit + 1;
    for (let j = from; j <= to; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + same);
      if (j === 0) cost = i;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return least;
    beforeLast = last;
    last = row;
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}
