/**
 * The escaping door of HTML: every string enters a page as a value of the template `html`, which escapes it as its
 * place requires.
 */

import { withoutForbidden } from "../forbidden.js";

/** HTML that needs no escaping. Only this file makes it of strings. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value in a template: strings and numbers are escaped; nothing comes of `undefined` and `false`. */
export type Part = Html | string | number | undefined | false | readonly Part[];

/** HTML with values in its text, and in attributes that have double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const escapes = escapesOf(strings);
  let text = strings[0] ?? "";
  parts.forEach((part, index) => {
    text += partText(part, escapes[index] ?? escapeAttribute) + (strings[index + 1] ?? "");
  });
  return new Html(text);
}

/** The parts, one after the other. */
export function join(parts: readonly Part[], separator = ""): Html {
  return new Html(parts.map((part) => partText(part, escapeText)).join(escapeText(separator)));
}

/** A link to a part of the page. */
export function link(anchor: string, content: Part): Html {
  return html`<a href=#${fragment(anchor)}>${content}</a>`;
}

/**
 * An anchor as the value of an attribute without quotes: a page has thousands of them.
 *
 * @throws Error for any other string. Names are checked before, so this is a bug of this tool.
 */
export function fragment(anchor: string): Html {
  if (!/^[A-Za-z0-9_.-]+$/.test(anchor)) throw new Error(`${JSON.stringify(anchor)} is no anchor`);
  return new Html(anchor);
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

type Escape = (text: string) => string;

/** Templates are few, and are used thousands of times. */
const knownEscapes = new WeakMap<TemplateStringsArray, readonly Escape[]>();

/** For each value of a template, the escaping of its place. */
function escapesOf(strings: TemplateStringsArray): readonly Escape[] {
  const known = knownEscapes.get(strings);
  if (known !== undefined) return known;
  let before = "";
  const escapes = strings.map((string) => {
    before += string;
    const isInTag = before.lastIndexOf("<") > before.lastIndexOf(">");
    return isInTag ? escapeAttribute : escapeText;
  });
  knownEscapes.set(strings, escapes);
  return escapes;
}

function partText(part: Part, escaped: Escape): string {
  if (part instanceof Html) return part.text;
  if (part === undefined || part === false) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return part.map((inner) => partText(inner, escaped)).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escapeText(text: string): string {
  return withoutForbidden(text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? ""));
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;");
}
