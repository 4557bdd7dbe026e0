import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { launchBrowser } from "../browser.js";
import { accessibilityFaults, type OpenPage, open, pageOf } from "./support.js";

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const ORDERS = read("schemas-example/orders/events.yaml");
const EVERYTHING = read("test/cases/docs-markdown/events.yaml");

let browser: Browser;
let orders: string;
let everything: string;

beforeAll(async () => {
  browser = await launchBrowser();
  orders = await pageOf(ORDERS);
  everything = await pageOf(EVERYTHING, ORDERS);
});
afterAll(() => browser.close());

async function opened(
  ...args: Parameters<typeof open> extends [unknown, ...infer Rest] ? Rest : never
) {
  const result: OpenPage = await open(browser, ...args);
  onTestFinished(() => result.close());
  return result;
}

test.each(["light", "dark"] as const)("in %s mode, axe finds nothing", async (colorScheme) => {
  const { page, faults } = await opened(everything, { colorScheme });
  // The list of results is there only during a search.
  await page.keyboard.press("/");
  await page.keyboard.type("order");
  expect(await page.locator("[role=option]").count()).toBeGreaterThan(3);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test("on a narrow screen, axe finds nothing, and nothing is wider than 360 pixels", async () => {
  const { page, faults } = await opened(everything, { viewport: { width: 360, height: 700 } });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  const menu = page.getByRole("button", { name: "Contents" });
  await menu.click();
  expect(await menu.getAttribute("aria-expanded")).toBe("true");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press("Escape");
  expect(await menu.getAttribute("aria-expanded")).toBe("false");
  await menu.click();
  await page.locator("#nav").getByRole("link", { name: "ORDER_SHIPPED" }).click();
  expect(page.url()).toMatch(/#ORDER_SHIPPED$/);
  expect(await page.locator("#nav").isVisible()).toBe(false);
  expect(faults).toEqual([]);
});

test("the keyboard finds and opens an event", async () => {
  const { page, faults } = await opened(orders);
  await page.keyboard.press("/");
  await page.keyboard.type("order ca");
  const options = page.locator("[role=option]");
  expect(await options.first().textContent()).toMatch(/^ORDER_CANCELLEDevent/);
  expect(await page.locator("[role=status]").textContent()).toMatch(/^\d+ results?$/);

  const selected = () => page.locator("[aria-selected=true]").getAttribute("id");
  const field = page.getByRole("combobox");
  expect(await selected()).toBe("found-0");
  await page.keyboard.press("ArrowDown");
  expect(await selected()).toBe("found-1");
  expect(await field.getAttribute("aria-activedescendant")).toBe("found-1");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  expect(page.url()).toMatch(/#ORDER_CANCELLED$/);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("ORDER_CANCELLED");
  expect(await options.first().isVisible()).toBe(false);
  expect(faults).toEqual([]);
});

test("the pointer opens a result, and marks the column of the diagram that it is over", async () => {
  const { page, faults } = await opened(orders);
  await page.getByRole("combobox").fill("address");
  await page.locator("[role=option]", { hasText: "Address" }).first().click();
  expect(page.url()).toMatch(/#type-Address$/);
  await page.locator(".mx td.pl").first().hover();
  expect(await page.locator(".mx .hot").textContent()).toBe("customer_orders\n");
  await page.locator("h1").hover();
  expect(await page.locator(".mx .hot").count()).toBe(0);
  expect(faults).toEqual([]);
});

test("Escape clears the search, and then leaves it", async () => {
  const { page } = await opened(orders);
  const field = page.getByRole("combobox");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("zzz");
  expect(await page.locator("[role=status]").textContent()).toBe("Nothing found");
  expect(await page.locator("#found").isVisible()).toBe(false);
  await page.keyboard.press("Escape");
  expect(await field.inputValue()).toBe("");
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press("Escape");
  expect(await field.evaluate((element) => element === document.activeElement)).toBe(false);
});

test("a search finds fields, descriptions, streams, types and badges", async () => {
  const { page } = await opened(orders);
  const first = async (query: string) => {
    await page.getByRole("combobox").fill(query);
    return page.locator("[role=option] .fn").first().textContent();
  };
  expect(await first("tracking")).toBe("ORDER_SHIPPED");
  // The result shows where the word is, which the name does not have.
  expect(await page.locator("[role=option] .fd").first().textContent()).toBe(
    "tracking uri or null optional null if the carrier has no tracking.",
  );
  expect(await first("parcel never")).toBe("ORDER_LOST");
  expect(await first("customer_orders")).toBe("customer_orders");
  expect(await first("orderline")).toBe("OrderLine");
  expect(await first("deprecated")).toBe("ORDER_LOST");
});

test("the first Tab leads to the content", async () => {
  const { page } = await opened(orders);
  await page.keyboard.press("Tab");
  const link = page.getByRole("link", { name: "Skip to content" });
  expect(await link.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
});

test("the button turns the page dark and light, and nothing is stored", async () => {
  const { page, faults } = await opened(orders, { colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const button = page.getByRole("button", { name: "Dark" });
  expect([await background(), await button.getAttribute("aria-pressed")]).toEqual([
    "rgb(255, 255, 255)",
    "false",
  ]);
  await button.click();
  expect([await background(), await button.getAttribute("aria-pressed")]).toEqual([
    "rgb(13, 16, 23)",
    "true",
  ]);
  await page.emulateMedia({ colorScheme: "dark" });
  await button.click();
  expect(await background()).toBe("rgb(255, 255, 255)");
  const stored = await page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    (await indexedDB.databases()).length,
  ]);
  expect(stored).toEqual([0, 0, "", 0]);
  expect(faults).toEqual([]);
});

test("without JavaScript, everything is there but the search", async () => {
  const { page, faults } = await opened(orders, { javaScriptEnabled: false });
  for (const name of ["Search events, fields, streams and types"]) {
    expect(await page.getByRole("combobox", { name }).count()).toBe(0);
  }
  expect(await page.getByRole("button").count()).toBe(0);
  const event = page.locator("#ORDER_PLACED");
  for (const text of ["A customer bought", "personal data", "ORDER::{order_id}::@order"]) {
    expect(await event.getByText(text).first().isVisible()).toBe(true);
  }
  await page.locator("#nav").getByRole("link", { name: "ORDER_PAID" }).click();
  expect(page.url()).toMatch(/#ORDER_PAID$/);
  expect(faults).toEqual([]);
});

test("a key and an example are copied as they are shown", async () => {
  const { page, faults } = await opened(orders, {
    hash: "#ORDER_PLACED",
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const event = page.locator("#ORDER_PLACED");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await event.getByRole("button", { name: "Copy ORDER::{order_id}::@order" }).click();
  expect(await copied()).toBe("ORDER::{order_id}::@order");
  await event.getByRole("button", { name: "Copy the example" }).click();
  expect(JSON.parse(await copied())).toMatchObject({ type: "ORDER_PLACED" });
  expect(faults).toEqual([]);
});

test("every link of the page leads to a part of it, and no two parts have one id", async () => {
  const { page } = await opened(everything);
  const { links, ids } = await page.evaluate(() => ({
    links: Array.from(document.querySelectorAll("a"), (link) => link.getAttribute("href") ?? ""),
    ids: Array.from(document.querySelectorAll("[id]"), ({ id }) => id),
  }));
  expect(links.length).toBeGreaterThan(40);
  expect(links.filter((link) => !ids.includes(link.slice(1)))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
  // Both schemas have these names.
  expect(ids).toEqual(expect.arrayContaining(["Shop.ORDER_PLACED", "Orders.ORDER_PLACED"]));
});

test("printed, the page has its content and no controls", async () => {
  const { page } = await opened(orders);
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("nav, header").first().isVisible()).toBe(false);
  expect(await page.locator("#ORDER_PLACED").isVisible()).toBe(true);
});
