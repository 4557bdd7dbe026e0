/**
 * What no page shows: control characters, which HTML forbids; half of a surrogate pair; and the marks that turn the
 * direction of all that follows. Marks that languages need for single words (U+200E, U+200F) stay.
 */
const FORBIDDEN = /[^\P{Cc}\n\t]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/gu;

/** A text with a sign (U+FFFD) in place of each character that no page shows. */
export function withoutForbidden(text: string): string {
  return text.replace(FORBIDDEN, "\u{fffd}");
}
