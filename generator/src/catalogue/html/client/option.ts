import { create } from "./elements.js";
import { type Entry, SEPARATOR } from "./entries.js";

/** The longest text below the name of a result, in characters. */
const MAX_TEXT = 140;
/** How many characters of it are before the word that was found. */
const BEFORE = 40;

/** A result of a search: the name, the kind, and the description or the place where the words were found. */
export function option(entry: Entry, index: number, words: readonly string[]): HTMLElement {
  const { name, lowerName, kind } = entry;
  const element = create("div");
  element.id = `found-${index}`;
  element.setAttribute("role", "option");
  element.setAttribute("aria-selected", "false");
  const title = create("span", "", "fn");
  title.append(...marked(name, lowerName, words));
  element.append(title, create("span", kind, "fk"));
  const detail = detailOf(entry, words);
  if (detail !== undefined) element.append(detail);
  return element;
}

/** The description if the name has all words, else the part of the text with the first one that it lacks. */
function detailOf(entry: Entry, words: readonly string[]): HTMLElement | undefined {
  const { lowerName, description, text, lowerText } = entry;
  const other = words.find((word) => !lowerName.includes(word));
  if (other === undefined && description === "") return undefined;
  const detail = create("span", description.slice(0, MAX_TEXT), "fd");
  if (other === undefined) return detail;
  const at = lowerText.indexOf(other);
  const part = lowerText.lastIndexOf(SEPARATOR, at);
  const from = part === -1 ? 0 : part + SEPARATOR.length;
  // A long part begins with a word shortly before the one that was found.
  const start = at - from < BEFORE ? from : lowerText.indexOf(" ", at - BEFORE) + 1;
  const next = lowerText.indexOf(SEPARATOR, at + other.length);
  const end = Math.min(next === -1 ? text.length : next, start + MAX_TEXT);
  const pieces = marked(text.slice(start, end), lowerText.slice(start, end), [other]);
  detail.replaceChildren(start === from ? "" : "… ", ...pieces);
  return detail;
}

/** A text with the first place of each word marked. */
function marked(text: string, lowerText: string, words: readonly string[]): Node[] {
  const isMarked = new Array<boolean>(text.length).fill(false);
  for (const word of words) {
    const at = lowerText.indexOf(word);
    if (at >= 0) isMarked.fill(true, at, at + word.length);
  }
  const nodes: Node[] = [];
  for (let start = 0, end = 0; start < text.length; start = end) {
    while (end < text.length && isMarked[end] === isMarked[start]) end++;
    const piece = text.slice(start, end);
    nodes.push(isMarked[start] ? create("mark", piece) : document.createTextNode(piece));
  }
  return nodes;
}
