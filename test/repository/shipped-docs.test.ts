import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const PAGES = new URL("../../docs/reference/", import.meta.url);
const SHIPPED = new URL("../../generator/docs/reference/", import.meta.url);
const README = new URL("../../generator/README.md", import.meta.url);

/** The targets of links that lead to files, without anchors. */
function linksIn(page: URL): string[] {
  const links = readFileSync(page, "utf8").matchAll(/\]\((?!\w+:)([^\s#)]+)/g);
  return Array.from(links, ([, path]) => String(path));
}

test("the generator's package has every page of the reference", () => {
  expect(readdirSync(SHIPPED)).toEqual(readdirSync(PAGES));
});

test.each([...readdirSync(PAGES).map((page) => new URL(page, SHIPPED)), README])(
  "links of a shipped page lead to files of the package",
  (page) => {
    const missing = linksIn(page).filter((path) => !existsSync(new URL(path, page)));
    expect(missing).toEqual([]);
  },
);

test("links between pages stay links", () => {
  const page = new URL("command-line.md", SHIPPED);
  expect(linksIn(page)).toEqual([
    "../../config.schema.json",
    "codes.md",
    "breaking.md",
    "../../diagnostics.schema.json",
  ]);
});

const PACKAGES = ["generator", "runtime"];
const pagesOf = (name: string) =>
  ["README.md", "guide", "reference"].flatMap((part) => {
    const url = new URL(`../../${name}/docs/${part}`, import.meta.url);
    if (part.endsWith(".md")) return [url];
    return readdirSync(url).map((page) => new URL(`${part}/${page}`, url));
  });

test.each(
  PACKAGES.flatMap(pagesOf).map((page) => [page.pathname.split("/").slice(-4).join("/"), page]),
)("%s has nothing of what the package lacks", (_, page) => {
  const text = readFileSync(page, "utf8");
  const dead = [
    // Links to tests, their titles, and images.
    ...text.matchAll(/\(tests?[")].*|\]\([^)]*\.test\.ts.*|^.*"\)\)[.,]?$|!\[.*/gm),
    ...text.matchAll(/^.*[a-z`)] [.,;](?:\s|$).*/gm),
  ].map(([line]) => line);
  expect(dead).toEqual([]);
  for (const paragraph of text.split("\n\n")) {
    if (paragraph.includes("schemas-example")) expect(paragraph).toContain("in the repository");
  }
  if (page.pathname.endsWith("README.md")) {
    const entries = text.match(/^- .*/gm) ?? [];
    expect(entries.length).toBeGreaterThan(10);
    for (const entry of entries) expect(entry).toMatch(/^- \[.+\]\((?:guide|reference)\//);
  }
});
