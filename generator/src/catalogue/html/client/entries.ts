/** Something that a search can find. */
export interface Entry {
  readonly id: string;
  readonly kind: "event" | "stream" | "type" | "group";
  readonly name: string;
  readonly description: string;
  /** Everything that is said of it but its name: its badges, description, streams and fields. */
  readonly text: string;
  /** The name in lower case. */
  readonly lowerName: string;
  /** The text in lower case, with the same places as the text. */
  readonly lowerText: string;
}

const KINDS: Readonly<Record<string, Entry["kind"]>> = {
  ev: "event",
  st: "stream",
  ty: "type",
  gr: "group",
};

/** What is between the parts of a text: each field is one. */
export const SEPARATOR = " · ";

/** The entries of the page, read from its own text. */
export function readEntries(): Entry[] {
  return Array.from(document.querySelectorAll("article[id]"), (article) => {
    const name = article.querySelector("h3 a")?.textContent ?? "";
    const parts = article.querySelectorAll("h3 small,.d,.n,.m,.f > li");
    const text = Array.from(parts, partText).join(SEPARATOR);
    return {
      id: article.id,
      kind: KINDS[article.className] ?? "event",
      name,
      description: article.querySelector(".d")?.textContent ?? "",
      text,
      lowerName: lower(name),
      lowerText: lower(text),
    };
  });
}

/** The text of a part, with spaces between its paragraphs. */
function partText(part: Element): string {
  const texts = Array.from(part.childNodes, ({ textContent }) => textContent?.trim());
  return texts.filter(Boolean).join(" ");
}

/** In lower case, but for the letters that would become longer: so places in both texts are the same. */
function lower(text: string): string {
  const lowered = text.toLowerCase();
  return lowered.length === text.length
    ? lowered
    : text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
