/** A text with each of its lines that is not empty two columns further right. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
