/** One slip of a hand: `text` in place of the characters from `start` to `end` of a source. */
export interface Edit {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The rows of a keyboard. A key is near the ones beside it, and those above and below it. */
const ROWS = ["1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"];

const KINDS = {
  delete: () => "",
  double: (word: string, at: number) => word.charAt(at).repeat(2),
  replace: (word: string, at: number, random: () => number) => nearKey(word.charAt(at), random),
  "change case": (word: string, at: number) => otherCase(word.charAt(at)),
} as const;

/** A slip in a word that starts at `start` of a source; `undefined` for one that changes nothing. */
export function randomEdit(word: string, start: number, random: () => number): Edit | undefined {
  const kinds = [...Object.keys(KINDS), "swap"];
  const kind = kinds[Math.floor(random() * kinds.length)] as keyof typeof KINDS | "swap";
  const at = Math.floor(random() * word.length);
  const isSwap = kind === "swap";
  const old = word.slice(at, at + (isSwap ? 2 : 1));
  const text = isSwap ? [...old].reverse().join("") : KINDS[kind](word, at, random);
  const edit = { kind, start: start + at, end: start + at + old.length, text };
  return text === old ? undefined : edit;
}

export function edited(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end);
}

function otherCase(character: string): string {
  const upper = character.toUpperCase();
  return character === upper ? character.toLowerCase() : upper;
}

/** A key beside that of a character, in the character's case. */
function nearKey(character: string, random: () => number): string {
  const lower = character.toLowerCase();
  const row = ROWS.findIndex((keys) => keys.includes(lower));
  const column = ROWS[row]?.indexOf(lower) ?? 0;
  const near = [
    [row, column - 1],
    [row, column + 1],
    [row - 1, column],
    [row - 1, column + 1],
    [row + 1, column - 1],
    [row + 1, column],
  ].flatMap(([r = 0, c = 0]) => ROWS[r]?.[c] ?? []);
  const key = near[Math.floor(random() * near.length)] ?? character;
  return character === lower ? key : key.toUpperCase();
}
