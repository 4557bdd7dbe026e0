/**
 * Cuts a text into a beginning of at most so many bytes of UTF-8, and the rest, without cutting a
 * character.
 */
export function cutText(
  text: string,
  maxBytes: number,
): readonly [beginning: string, rest: string] {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= maxBytes) return [text, ""];
  let cut = maxBytes;
  while (isContinuation(bytes[cut])) cut--;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  return [decoder.decode(bytes.slice(0, cut)), decoder.decode(bytes.slice(cut))];
}

/** Whether the byte continues a character in UTF-8. */
function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
