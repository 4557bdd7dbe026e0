let emoji: RegExp | undefined;

/** Made only where it is needed: that takes longer than all else that the command does for a current module. */
function emojiPattern(): RegExp {
  // biome-ignore lint/complexity/useRegexLiterals: a literal with this flag asks for a later target than Node 20's.
  emoji ??= new RegExp("\\p{RGI_Emoji}", "gv");
  return emoji;
}

/** Columns as Prettier counts them: wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  const rest = text.replace(emojiPattern(), () => {
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
