/**
 * Takes the screenshots of the guide again: `npx tsx test/tools/docs/screenshots.ts`, after `npx tsx test/tools/install.ts`
 * and a build. Look at them before you commit them.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { launchBrowser } from "../browser.js";
import { open, pageOf } from "./support.js";
import { wideSchema } from "./wide-schema.js";

const IMAGES = new URL("../../../docs/images/", import.meta.url);

interface Shot {
  readonly name: string;
  readonly html: string;
  readonly colorScheme: "light" | "dark";
  readonly hash: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const orders = await pageOf(
  readFileSync(new URL("../../../schemas-example/orders/events.yaml", import.meta.url), "utf8"),
);
const wide = await pageOf(wideSchema(200));

const SHOTS: readonly Shot[] = [
  { name: "catalogue-event", html: orders, colorScheme: "light", hash: "#ORDER_PLACED" },
  {
    name: "catalogue-search",
    html: orders,
    colorScheme: "dark",
    hash: "",
    prepare: async (page) => {
      await page.keyboard.press("/");
      await page.keyboard.type("order ca");
    },
  },
  {
    name: "catalogue-diagram",
    html: wide,
    colorScheme: "light",
    hash: "",
    prepare: async (page) => {
      await page.locator(".mx").scrollIntoViewIfNeeded();
      await page.locator(".mx").evaluate((diagram) => diagram.scrollTo(180, 600));
    },
  },
];

const browser = await launchBrowser();
for (const { name, html, colorScheme, hash, prepare } of SHOTS) {
  const { page, close } = await open(browser, html, { colorScheme, hash });
  await prepare?.(page);
  // Code is coloured when it has come into view.
  await page.waitForTimeout(300);
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, IMAGES)) });
  await close();
}
await browser.close();
