import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT } from "./paths.ts";

/** The folders whose pages are on the site, under the same path without `docs/`. */
const FOLDERS = ["guide", "reference", "decisions"] as const;

/** Where the site has a file of the repository; both are paths from their roots. */
export type Pages = ReadonlyMap<string, string>;

/** The pages of the site that are files of the repository. The API reference is not among them. */
export function findPages(): Pages {
  const pages = new Map([
    ["README.md", "index.md"],
    ["docs/README.md", "contents.md"],
    ["CHANGELOG.md", "changelog.md"],
  ]);
  for (const folder of FOLDERS) {
    for (const file of readdirSync(join(ROOT, "docs", folder))) {
      if (!file.endsWith(".md")) continue;
      pages.set(`docs/${folder}/${file}`, `${folder}/${file === "README.md" ? "index.md" : file}`);
    }
  }
  return pages;
}

/** Where a link of a page leads. */
export type Target =
  | { readonly kind: "address"; readonly href: string }
  | { readonly kind: "page"; readonly href: string; readonly title: string }
  /** A file or folder of the repository that is no page. */
  | { readonly kind: "file"; readonly path: string }
  /** Nothing that the site could link to. */
  | { readonly kind: "text" };

/**
 * Resolves a link as GitHub does.
 *
 * @param file - The file of the repository that has the link.
 * @throws Error if the repository has no such file.
 */
export function resolveLink(pages: Pages, file: string, href: string): Target {
  if (/^[a-z]+:/i.test(href) || href.startsWith("#")) return { kind: "address", href };
  const [path = "", anchor] = href.split("#");
  const target = posix.join(posix.dirname(file), decodeURIComponent(path)).replace(/\/$/, "");
  for (const candidate of [target, `${target}/README.md`]) {
    const page = pages.get(candidate);
    if (page === undefined) continue;
    const href = `/${page}${anchor === undefined ? "" : `#${anchor}`}`;
    return { kind: "page", href, title: titleOf(candidate) };
  }
  if (target.startsWith("..") || !existsSync(join(ROOT, target))) {
    throw new Error(`${file} has a link to ${href}, which is missing.`);
  }
  return { kind: "file", path: target };
}

/** The heading of a page, without marks of Markdown. */
export function titleOf(file: string): string {
  const heading = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), "utf8"))?.[1] ?? file;
  return heading.replaceAll("`", "");
}
