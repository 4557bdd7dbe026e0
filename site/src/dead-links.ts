import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/**
 * Finds the links between the pages of a site that lead to no file, or to an anchor that the page lacks.
 *
 * @param base - The path under which the site is published, such as `/`.
 * @returns A line for each dead link.
 */
export function findDeadLinks(folder: string, base: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .map((file) => file.replaceAll("\\", "/"));
  const pages = new Map(files.map((file) => [file, readPage(join(folder, file))]));
  const dead = new Set<string>();
  for (const [file, { links }] of pages) {
    for (const link of links) {
      const [path = "", anchor = ""] = link.split("#");
      const target = path === "" ? file : fileOf(path, file, base);
      const page = pages.get(target);
      const isThere =
        page === undefined ? existsSync(join(folder, target)) : hasAnchor(page, anchor);
      if (!isThere) dead.add(`${file}: ${link}`);
    }
  }
  return [...dead];
}

interface Page {
  readonly links: readonly string[];
  readonly ids: ReadonlySet<string>;
}

function readPage(path: string): Page {
  const html = readFileSync(path, "utf8");
  const values = (pattern: RegExp) =>
    Array.from(html.matchAll(pattern), ([, value]) => decodeEntities(String(value)));
  return {
    links: values(/<a\b[^>]*? href="([^"]*)"/g).filter((href) => !/^[a-z]+:/i.test(href)),
    ids: new Set(values(/ id="([^"]+)"/g)),
  };
}

const decodeEntities = (value: string): string =>
  value
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");

function fileOf(path: string, from: string, base: string): string {
  const absolute = path.startsWith(base)
    ? path.slice(base.length)
    : posix.join(posix.dirname(from), path);
  return absolute === "" || absolute.endsWith("/") ? `${absolute}index.html` : decodeURI(absolute);
}

const hasAnchor = ({ ids }: Page, anchor: string): boolean =>
  anchor === "" || ids.has(decodeURIComponent(anchor));
