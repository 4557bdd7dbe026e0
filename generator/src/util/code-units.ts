/** Characters that end a line, are invisible, or reverse the direction of reading. */
export const UNPRINTABLE: RegExp = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Each code unit of a text as a prefix and four hexadecimal digits. */
export function escapeUnits(text: string, prefix: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text.charCodeAt(index).toString(16).padStart(4, "0");
    return prefix + unit;
  }).join("");
}
