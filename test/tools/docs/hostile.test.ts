import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { open, pageOf, startBrowser } from "./support.js";

/** Strings that would run, load or hide something if a page took them for more than text. */
const HOSTILE = [
  "</script><script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "</style><link rel=stylesheet href=//evil.example/x.css>",
  "<!-- <script> --> ]]> <![CDATA[",
  '[click](javascript:alert(1)) <a href="javascript:alert(1)">here</a>',
  "https://evil.example/?x=1&amp;y=2",
  "\u202eright to left\u2066 \u2028 \u2029 \u0085 \ufeff",
  "{{constructor.constructor('alert(1)')()}} `alert(1)`",
  "&lt;b&gt; &#60; &copy",
  `long ${"description ".repeat(800)}`,
  "x".repeat(10_000),
];

const json = JSON.stringify;

/** A schema with strings wherever the language takes any: a type, an event and a stream for each. */
function schemaWith(texts: readonly string[]): string {
  const parts = (each: (text: string, index: number) => string) => texts.map(each).join("");
  return `version: 1
name: Hostile
description: ${json(texts[0])}
metadata:
${parts((text, index) => `  actor${index}: { type: string, description: ${json(text)} }\n`)}types:
${parts(typeWith)}events:
${parts(eventWith)}streams:
${parts((text, index) => `  things${index}: { by: thing_id, description: ${json(text)}, events: [THING_DONE_${index}] }\n`)}retired:
${parts((text, index) => `  THING_LOST_${index}: ${json(text.slice(0, 900))}\n`)}`;
}

/** Names of fields have no control characters, and "?" only at their end. */
function fieldNameOf(text: string): string {
  const printable = text.replace(/[^ -~]|[?!]/g, "").trim();
  return printable.slice(0, 80).trim();
}

function typeWith(text: string, index: number): string {
  return `  Thing${index}:
    type: object
    description: ${json(text)}
    deprecated: ${json(text)}
    properties:
      ${json(fieldNameOf(text))}: { type: string, description: ${json(text)}, examples: [${json(text)}] }
      kind: { type: string, enum: [${json(text)}, other] }
`;
}

function eventWith(text: string, index: number): string {
  const pattern = text.slice(0, 80).replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return `  THING_DONE_${index}:
    description: ${json(text)}
    deprecated: ${json(text)}
    data:
      thing_id: { type: ulid, description: ${json(text)} }
      ${json(`${fieldNameOf(text)}?`)}: { type: string, description: ${json(text)}, default: ${json(text)}, examples: [${json(text)}] }
      note: { type: string, pattern: ${json(pattern)} }
      thing: { type: Thing${index}, deprecated: ${json(text)} }
`;
}

let browser: Browser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test("hostile strings stay text: no dialog, no error, no request, no new element", async () => {
  const plain = await elementsOf(HOSTILE.map(() => "plain"));
  expect(await elementsOf(HOSTILE)).toEqual(plain);
}, 60_000);

/** The elements of a page by their names and attributes, after a search has shown its strings, too. */
async function elementsOf(texts: readonly string[]): Promise<Record<string, number>> {
  const html = await pageOf(schemaWith(texts));
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
  const { page, close } = await open(browser, await pageOf(schemaWith([text])));
  const shown = await page.locator("#THING_DONE_0 .d").textContent();
  expect(shown).toBe(text.replace("\u202e", "\ufffd"));
  expect(await page.locator("#THING_DONE_0 a[href*=example]").count()).toBe(0);
  await close();
});

test("the page's policy refuses scripts and requests of others", async () => {
  const html = await pageOf(schemaWith(["plain"]));
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
