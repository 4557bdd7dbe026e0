/** Something that a search can find. */
export interface Entry {
  readonly id: string;
  readonly kind: "event" | "stream" | "type" | "group";
  readonly name: string;
  /** In lower case. */
  readonly lowerName: string;
  readonly description: string;
  /** Everything that is said of it, in lower case. */
  readonly text: string;
}

const KINDS: Readonly<Record<string, Entry["kind"]>> = {
  ev: "event",
  st: "stream",
  ty: "type",
  gr: "group",
};

/** The entries of the page, read from its own text. */
export function readEntries(): Entry[] {
  return Array.from(document.querySelectorAll("article[id]"), (article) => {
    const name = article.querySelector("h3 a")?.textContent ?? "";
    const parts = article.querySelectorAll("h3,.d,.m,.n,.f");
    return {
      id: article.id,
      kind: KINDS[article.className] ?? "event",
      name,
      lowerName: name.toLowerCase(),
      description: article.querySelector(".d")?.textContent ?? "",
      text: Array.from(parts, (part) => part.textContent)
        .join(" ")
        .toLowerCase(),
    };
  });
}
