import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.js";
import { HOSTILE, hostileSchema } from "./hostile-schema.js";
import { open, pageOf } from "./support.js";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("hostile strings stay text: no dialog, no error, no request, no new element", async () => {
  const plain = await elementsOf(HOSTILE.map(() => "plain"));
  expect(await elementsOf(HOSTILE)).toEqual(plain);
});

/** The elements of a page by their names and attributes, after a search has shown its strings, too. */
async function elementsOf(texts: readonly string[]): Promise<Record<string, number>> {
  const html = await pageOf(hostileSchema(texts));
  const { page, faults, close } = await open(browser, html, {
    viewport: { width: 360, height: 700 },
  });
  await page.getByRole("combobox").fill("thing");
  expect(await page.locator("[role=option]").count()).toBe(20);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const elements = await page.evaluate(() => {
    const counts: Record<string, number> = {};
    for (const { tagName, attributes } of document.querySelectorAll("body :not(.copy)")) {
      const names = Array.from(attributes, ({ name }) => name).join(" ");
      // A description has as many paragraphs as it says, and code as many colours as it has strings.
      const name = ["P", "SPAN", "MARK"].includes(tagName) ? tagName : `${tagName} ${names}`;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  });
  const { P: _, SPAN: __, MARK: ___, ...counted } = elements;
  expect(faults).toEqual([]);
  await close();
  return counted;
}

test("a description is shown as it is written, without the marks that turn what follows", async () => {
  const text = "</p><b>1 < 2 & \"3\"</b> 'a' \u202eright to left https://example.com";
  const { page, close } = await open(browser, await pageOf(hostileSchema([text])));
  const shown = await page.locator("#THING_DONE_0 .d").textContent();
  expect(shown).toBe(text.replace("\u202e", "\ufffd"));
  expect(await page.locator("#THING_DONE_0 a[href*=example]").count()).toBe(0);
  await close();
});

test("the page's policy refuses scripts and requests of others", async () => {
  const html = await pageOf(hostileSchema(["plain"]));
  const forged = html.replace(
    "</main>",
    '<img src="https://evil.example/x.png" onerror="alert(1)"><script>alert(2)</script></main>',
  );
  const { faults, close } = await open(browser, forged);
  expect(faults.filter((fault) => fault.startsWith("dialog"))).toEqual([]);
  for (const kind of ["Loading the image", "inline script", "inline event handler"]) {
    expect(faults.filter((fault) => fault.includes(kind)).join()).toContain(
      "violates the following Content Security Policy directive",
    );
  }
  await close();
});
