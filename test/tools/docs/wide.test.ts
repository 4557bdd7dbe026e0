import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.js";
import { accessibilityFaults, open, pageOf } from "./support.js";
import { wideSchema } from "./wide-schema.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("the diagram of 200 events keeps its headings in view, and axe finds nothing in it", async () => {
  const { page, faults, close } = await open(browser, await pageOf(wideSchema(200)));
  const diagram = page.getByRole("region", { name: "Events, entities and streams of Company" });
  expect(await diagram.locator("tbody tr").count()).toBe(200);
  await diagram.evaluate((element) => element.scrollTo(400, 2000));
  const heading = diagram.getByRole("columnheader", { name: "Event", exact: true });
  const row = diagram.getByRole("rowheader").nth(100);
  const [outer, corner, name] = await Promise.all(
    [diagram, heading, row].map((locator) => locator.boundingBox()),
  );
  expect(corner?.x).toBeCloseTo((outer?.x ?? 0) + 1, 0);
  expect(corner?.y).toBeLessThan((outer?.y ?? 0) + 40);
  expect(name?.x).toBe(corner?.x);
  // Each mark is below its heading, though empty cells are joined.
  const marks = await diagram.evaluate((element) => {
    const headings = Array.from(element.querySelectorAll("thead tr:last-child th"));
    return Array.from(element.querySelectorAll("tbody tr")).flatMap((tr) =>
      Array.from(tr.querySelectorAll("td[class]"), (cell) => {
        const { left, right } = cell.getBoundingClientRect();
        const at = (left + right) / 2;
        const found = headings.slice(1).find((one) => {
          const box = one.getBoundingClientRect();
          return box.left <= at && at <= box.right;
        });
        return `${tr.querySelector("th")?.textContent} ${found?.textContent} ${cell.textContent}`;
      }),
    );
  });
  expect(marks).toContain("PARCEL_PRICED parcel_prices plain");
  expect(marks).toContain("PARCEL_PRICED PARCEL always");
  expect(marks).toContain("INVITATION_CLOSED invitation consistent");
  // The small page of page.test.ts has the same colours; to measure those of 12,000 cells takes a minute.
  expect(await accessibilityFaults(page, ".mx", ["color-contrast"])).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

/** Queries of one letter, of several words, of names, of words in descriptions, and of nothing. */
const QUERIES = [
  "o",
  "order",
  "ORDER_PRICED",
  "priced taxes",
  "money",
  "driver_3 clo",
  "e a i",
  "zzz",
];

/** In bytes: the 2 MB. */
const MAX_PAGE = 2_000_000;

/** In milliseconds: the limit of an answer. */
const MAX_ANSWER = 50;

test("a page of 1,000 events has under 2 MB, and answers a search in 50 ms", async () => {
  const html = await pageOf(wideSchema(1000));
  expect(html.match(/<article class=ev /g)).toHaveLength(1000);
  const bytes = Buffer.byteLength(html);
  const { page, faults, close } = await open(browser, html);
  const field = page.getByRole("combobox");
  await field.focus();
  const answers = await field.evaluate(async (input: HTMLInputElement, queries) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await frame();
    const results: { query: string; ms: number; added: number; changed: number }[] = [];
    for (const query of [...queries, ...queries, ...queries]) {
      let changes: MutationRecord[] = [];
      const observer = new MutationObserver((records) => {
        changes = [...changes, ...records];
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
      input.value = query;
      const start = performance.now();
      input.dispatchEvent(new Event("input"));
      // Layout is a part of the answer.
      document.body.getBoundingClientRect();
      const ms = performance.now() - start;
      await frame();
      observer.disconnect();
      const added = changes.reduce(
        (sum, { addedNodes }) =>
          sum +
          Array.from(addedNodes, (node) =>
            node instanceof Element ? 1 + node.querySelectorAll("*").length : 1,
          ).reduce((a, b) => a + b, 0),
        0,
      );
      results.push({ query, ms, added, changed: changes.length });
    }
    return results;
  }, QUERIES);
  const times = answers.map(({ ms }) => ms).sort((a, b) => a - b);
  const median = times[times.length >> 1] ?? Number.POSITIVE_INFINITY;
  const worst = times.at(-1) ?? 0;
  console.log(
    `1,000 events: ${bytes.toLocaleString("en-US")} bytes; ${answers.length} searches: median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`,
  );
  expect(bytes).toBeLessThan(MAX_PAGE);
  // The work of an answer does not grow with the page: 20 results, and what says so.
  expect(Math.max(...answers.map(({ added }) => added))).toBeLessThan(250);
  expect(Math.max(...answers.map(({ changed }) => changed))).toBeLessThan(50);
  expect(median).toBeLessThan(MAX_ANSWER);
  // Parts out of view are not laid out, and a link leads to its part nevertheless.
  await field.fill("shelf_2 merged");
  await page.keyboard.press("Enter");
  expect(page.url()).toMatch(/#SHELF_2_MERGED$/);
  const current = page.locator("#nav [aria-current]");
  await current.filter({ hasText: /^SHELF_2_MERGED\s*$/ }).waitFor();
  const top = await page
    .locator("#SHELF_2_MERGED")
    .evaluate((part) => part.getBoundingClientRect());
  expect(Math.abs(top.y - 72)).toBeLessThan(20);
  expect(faults).toEqual([]);
  await close();
});
