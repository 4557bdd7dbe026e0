import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findDeadLinks } from "../../../site/src/dead-links.ts";

function site(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "ddb-pattern-site-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, html] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), html);
  }
  return folder;
}

const link = (href: string) => `<p><a class="x" href="${href}">x</a></p>`;

test("links to files and anchors of the site are alive, and so is every address", () => {
  const folder = site({
    "index.html": `<h2 id="an-anchor">x</h2>${link("#an-anchor")}${link("/base/guide/a.html#b")}`,
    "guide/a.html": `<h2 id="b">x</h2>${link("../index.html#an-anchor")}${link("/base/")}`,
    "guide/b.html": link("https://example.invalid/#x") + link("./a.html") + link("/base/x.css"),
    "x.css": "",
  });
  expect(findDeadLinks(folder, "/base/")).toEqual([]);
});

test.each(["#c", "b.html", "a.html#c", "/guide/a.html#c", "/x.css", "../a.html"])(
  "a link to %s is dead",
  (href) => {
    const folder = site({ "guide/a.html": `<h2 id="b">x</h2>${link(href)}` });
    expect(findDeadLinks(folder, "/")).toEqual([`guide/a.html: ${href}`]);
  },
);
