/** A section of the documentation, and its pages in the order in which to read them. */
export interface Section {
  readonly title: string;
  readonly pages: readonly Entry[];
}

export interface Entry {
  readonly title: string;
  /** The path of the page from `docs/`. */
  readonly path: string;
}

/** Reads `docs/README.md`, whose sections are lists of links. */
export function readSections(index: string): Section[] {
  return index
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf("\n")).trim(),
      pages: Array.from(section.matchAll(/^- \[(.+?)\]\((.+?)\)/gm), ([, title, path]) => ({
        title: String(title).replaceAll("`", ""),
        path: String(path),
      })),
    }));
}
