import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type DefaultTheme, defineConfig } from "vitepress";
import { PROJECT_URL } from "../../generator/src/project/links.ts";
import { slugify } from "../src/anchors.ts";
import { apiPage, findEntries } from "../src/entries.ts";
import { adaptMarkdown } from "../src/markdown.ts";
import { readSections } from "../src/navigation.ts";
import { findPages, resolveLink } from "../src/pages.ts";
import { ROOT } from "../src/paths.ts";

const INDEX = "docs/README.md";

const pages = findPages();

/** The documentation's own index is the navigation. */
const sections: DefaultTheme.SidebarItem[] = readSections(
  readFileSync(join(ROOT, INDEX), "utf8"),
).map(({ title, pages: entries }) => ({
  text: title,
  items: entries.map(({ title: text, path }) => {
    const target = resolveLink(pages, INDEX, path);
    if (target.kind !== "page") throw new Error(`${INDEX} lists ${path}, which is no page.`);
    return { text, link: target.href };
  }),
}));

const api: DefaultTheme.SidebarItem = {
  text: "API reference",
  collapsed: true,
  items: Array.from(findEntries().keys(), (entry) => ({ text: entry, link: `/${apiPage(entry)}` })),
};

export default defineConfig({
  title: "ddb-pattern-gen",
  description: "Typed event-sourcing clients for Amazon DynamoDB, generated from YAML",
  lang: "en",
  // There is no icon: browsers would ask for /favicon.ico.
  head: [["link", { rel: "icon", href: "data:," }]],
  srcDir: ".content",
  cacheDir: ".vitepress/cache",
  // The index of the search is loaded when a reader searches.
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  markdown: {
    html: false,
    linkify: false,
    anchor: { slugify },
    languageAlias: { gitattributes: "txt" },
    config: (md) => adaptMarkdown(md, pages),
  },
  themeConfig: {
    outline: [2, 3],
    sidebar: [...sections, api],
    search: { provider: "local" },
    ...(PROJECT_URL === undefined ? {} : { socialLinks: [{ icon: "github", link: PROJECT_URL }] }),
  },
});
