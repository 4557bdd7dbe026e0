/** The width and the indentation that Prettier's defaults keep, and so does everything emitted. */
export const WIDTH = 80;
export const INDENT = 2;

/** Where a text is put: texts of several lines are written as if their line had no indentation. */
export interface Room {
  /** The indentation of the line that the text starts on. */
  readonly indent: number;
  /** The columns taken on that line, its indentation included. */
  readonly column: number;
  /** The columns that must stay free behind the text. */
  readonly after: number;
}

/** Whether the text still fits on its line. */
export function fits(text: string, room: Room): boolean {
  return !isMultiline(text) && room.column + displayWidth(text) + room.after <= WIDTH;
}

export function isMultiline(text: string): boolean {
  return text.includes("\n");
}

/** The text with each line after the first, if not empty, moved right. */
export function hang(text: string, spaces: number): string {
  return text.replace(/\n(?!\n|$)/g, `\n${" ".repeat(spaces)}`);
}

/** Entries in braces or brackets, each on lines of its own. */
export function block(open: string, entries: readonly string[], close: string): string {
  if (entries.length === 0) return open + close;
  return `${open}${entries.map((entry) => hang(`\n${entry}`, INDENT)).join("")}\n${close}`;
}

// biome-ignore lint/complexity/useRegexLiterals: a literal with this flag asks for a later target than Node 20's.
const EMOJI = new RegExp("\\p{RGI_Emoji}", "gv");

/** Columns as Prettier counts them: wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  const rest = text.replace(EMOJI, () => {
    width += 2;
    return "";
  });
  for (const character of rest) {
    if (!/[\p{Mn}\p{Me}]/u.test(character)) width += isWide(character) ? 2 : 1;
  }
  return width;
}

/**
 * The wide blocks of Unicode's East Asian Width, as ranges from the first to the last code point, and
 * the signs that Prettier takes for emoji wherever they stand.
 */
const WIDE_RANGES = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x261d, 0x261d],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x26f9, 0x26f9],
  [0x270c, 0x270d],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x191d2],
  [0x1aff0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x1f3cb, 0x1f3cc],
  [0x1f574, 0x1f575],
  [0x1f590, 0x1f590],
  [0x20000, 0x3fffd],
] as const;

function isWide(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return WIDE_RANGES.some(([first, last]) => point >= first && point <= last);
}
