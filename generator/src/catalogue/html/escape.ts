/**
 * The escaping door of HTML: every string enters a page as a value of the template `html`, which escapes it.
 */

/** HTML that needs no escaping. */
export class Html {
  readonly text: string;

  /** Only this file makes HTML of a string. */
  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/** A value in a template: strings and numbers are escaped; nothing comes of `undefined` and `false`. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** HTML with values, which can be in text and in quoted attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? "";
  parts.forEach((part, index) => {
    text += partText(part) + (strings[index + 1] ?? "");
  });
  return new Html(text);
}

/** The parts, one after the other. */
export function join(parts: readonly Part[], separator = ""): Html {
  return new Html(parts.map(partText).join(separator));
}

function partText(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
  return part.map(partText).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Control characters, which HTML forbids; half of a surrogate pair; and the marks that turn the direction of all that
 * follows. Marks that languages need for single words (U+200E, U+200F) stay.
 */
const FORBIDDEN = /[^\P{Cc}\n\t]|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/gu;

/** A string as text, and as the value of a quoted attribute. */
function escapeText(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "")
    .replace(FORBIDDEN, "\u{fffd}");
}

/**
 * The source of a script or a style of this package as the content of its element.
 *
 * @throws Error for a source that could end the element. Sources are not from schemas, so this is a bug of this tool.
 */
export function rawSource(source: string): Html {
  if (/<(?:!--|\/?(?:script|style))/i.test(source)) throw new Error("the source ends its element");
  return new Html(source);
}
