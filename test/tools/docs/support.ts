/// <reference lib="dom" />
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { htmlPage } from "../../../generator/src/catalogue/html/page.js";
import { catalogue } from "../../catalogue/support.js";
import { PATIENCE_MS } from "../browser.js";

const require = createRequire(import.meta.url);

/** The catalogue page of schemas. */
export async function pageOf(...schemas: readonly string[]): Promise<string> {
  return htmlPage(await catalogue(...schemas));
}

/** A page in a browser, with everything that must not happen in it. */
export interface OpenPage {
  readonly page: Page;
  /** Script errors, messages on the console (those of the policy, too), dialogs, and requests but for the page. */
  readonly faults: readonly string[];
  close(): Promise<void>;
}

/** Opens a page from a file, as a reader does who got it by mail. */
export async function open(
  browser: Browser,
  html: string,
  options: BrowserContextOptions & { readonly hash?: string } = {},
): Promise<OpenPage> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "ddb-pattern-docs-"));
  const file = join(folder, "events.html");
  writeFileSync(file, html);
  const { hash = "", ...rest } = options;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...rest });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const url = pathToFileURL(file).href;
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => faults.push(`console: ${message.text()}`));
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== url) faults.push(`request: ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url + hash);
  const close = async () => {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { page, faults, close };
}

/**
 * What axe finds wrong with a page or with a part of it, as lines.
 *
 * @param skipped The rules of axe that are not asked.
 */
export async function accessibilityFaults(
  page: Page,
  selector = ":root",
  skipped: readonly string[] = [],
): Promise<string[]> {
  const rules = Object.fromEntries(skipped.map((rule) => [rule, { enabled: false }]));
  // The page's policy refuses scripts; axe comes in beside it.
  await page.evaluate(require("axe-core").source);
  const { violations } = await page.evaluate(
    ([part, options]) =>
      (globalThis as unknown as { axe: typeof import("axe-core") }).axe.run(part, options),
    [selector, { rules }] as const,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}\n${failureSummary}`),
  );
}
