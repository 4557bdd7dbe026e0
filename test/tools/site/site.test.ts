import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findEntries } from "../../../site/src/entries.ts";
import { ROOT } from "../../emit/support.js";
import { launchBrowser, PATIENCE_MS } from "../browser.js";
import { exportsOf } from "./exports.js";
import { serve } from "./server.js";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;
let browser: Browser;

/** What went wrong on any page: errors of scripts, and requests that fail or leave the site. */
const faults: string[] = [];

async function open(path: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const page = await browser.newPage({ colorScheme });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("pageerror", ({ message }) => faults.push(`${path}: ${message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${path}: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) faults.push(`${path}: ${request.url()}`);
  });
  await page.goto(`${server.url}${path}`, { waitUntil: "networkidle" });
  return page;
}

beforeAll(async () => {
  const args = ["--no-install", "tsx", "site/build.ts"];
  const stdout = execFileSync("npx", args, { cwd: ROOT, encoding: "utf8" });
  folder = dirname(stdout.trimEnd().split("\n").at(-1) ?? "");
  server = await serve(folder);
  browser = await launchBrowser();
}, 600_000);

afterAll(async () => {
  await browser?.close();
  server?.close();
});

const PAGES = [
  ["/", "light"],
  ["/", "dark"],
  ["/guide/operating.html", "light"],
  ["/reference/language.html", "dark"],
  ["/api/ddb-pattern-runtime/consumers.html", "light"],
  ["/api/ddb-pattern-runtime/projections.html", "dark"],
] as const;

test.each(PAGES)(
  "%s is accessible in a %s browser, and loads nothing from elsewhere",
  async (path, colorScheme) => {
    faults.length = 0;
    const page = await open(path, colorScheme);
    expect(await page.locator("html.dark").count()).toBe(colorScheme === "dark" ? 1 : 0);
    await page.addScriptTag({ path: AXE });
    const violations = await page.evaluate(async () => {
      const { violations } = await (globalThis as unknown as Axe).axe.run();
      return violations
        .filter(({ impact }) => impact === "serious" || impact === "critical")
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} (${nodes.length})`);
    });
    await page.close();
    expect(violations).toEqual([]);
    expect(faults).toEqual([]);
  },
  120_000,
);

interface Axe {
  readonly axe: {
    run(): Promise<{
      violations: { id: string; impact: string; nodes: { html: string }[] }[];
    }>;
  };
}

test("no page and no style names a file of another host", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const named = files.flatMap((file) => {
    if (!/\.(?:html|css)$/.test(file)) return [];
    const text = readFileSync(join(folder, file), "utf8");
    const found = text.matchAll(
      /(?:<(?:script|link|img|iframe)\b[^>]*? (?:src|href)=|url\()["']?(?:https?:)?\/\/[^>)]*/g,
    );
    return Array.from(found, ([match]) => `${file}: ${match}`);
  });
  expect(named).toEqual([]);
});

test("the search finds a word and opens its page", async () => {
  faults.length = 0;
  const page = await open("/");
  await page.keyboard.press("/");
  await page.locator("#localsearch-input").fill("decide");
  const results = page.locator("#localsearch-list a");
  await results.first().waitFor();
  const pages = await results.evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")),
  );
  expect(pages.join(" ")).toContain("/guide/reacting.html");
  await results.filter({ hasText: "From event to read model" }).first().click();
  await page.locator("h1", { hasText: "From event to read model" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/guide/reacting.html");
  await page.close();
  expect(faults).toEqual([]);
});

test("the navigation opens each part", async () => {
  const page = await open("/");
  const links = page.locator("#VPSidebarNav a");
  const targets = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(targets).toContain("/guide/operating.html");
  expect(targets).toContain("/reference/command-line.html");
  expect(targets).toContain("/api/ddb-pattern-gen.html");
  await links.filter({ hasText: "Guarantees and limits" }).click();
  await page.locator("h1", { hasText: "Guarantees and limits" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/guide/guarantees.html");
  await page.close();
});

const exported = exportsOf([...findEntries().values()]);

test.each([...findEntries()])("the API reference has each export of %s", (entry, declarations) => {
  const html = readFileSync(join(folder, "api", `${entry}.html`), "utf8");
  const text = html.replace(/<[^>]+>/g, " ");
  const missing = exported(declarations).filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
  expect(missing).toEqual([]);
});
