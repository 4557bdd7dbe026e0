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
