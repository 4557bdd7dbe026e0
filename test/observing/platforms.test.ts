import { createRequire } from "node:module";
import { createContext, runInContext } from "node:vm";
import { newEventId } from "ddb-pattern-runtime";
import { build, type Plugin } from "esbuild";
import { expect, test } from "vitest";
import { descriptorOf } from "../client/descriptors.js";
import { NOTES } from "../client/support.js";
import { ROOT } from "../emit/support.js";
import { listen } from "./support.js";

const require = createRequire(import.meta.url);

test("both builds of the package publish on the same channels", async () => {
  const { createEventClient } = require("ddb-pattern-runtime/codegen/v1");
  const { MemoryTable } = require("ddb-pattern-runtime/memory");
  const client = createEventClient(descriptorOf(NOTES), new MemoryTable(), "notes");
  const heard = listen("ddb-pattern:save");
  await client.saveEvent({ type: "NOTE_TAKEN", data: { note_id: newEventId() } });
  expect(heard).toMatchObject([{ message: { tableName: "notes", outcome: "written" } }]);
});

const PROGRAM = `
import { observe } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { createStoreEventClient, StoreEventTypes } from "./schemas-example/store/events.generated.ts";

export async function program(ids) {
  const store = createStoreEventClient(new MemoryTable(), "events");
  await store.saveEvent({ type: StoreEventTypes.PRICE_LOWERED, data: { ...ids, price: 1 } });
  const { events } = await store.streams.productPrices(ids).read();
  try {
    observe("ddb-pattern:save", () => {});
  } catch (error) {
    return [events.length, error.message];
  }
}
`;

/** The SDK is not part of the question: a table in memory is used. */
const withoutSdk: Plugin = {
  name: "without-sdk",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\// }, ({ path }) => ({ path, namespace: "sdk" }));
    onLoad({ filter: /.*/, namespace: "sdk" }, () => ({ contents: "module.exports = {}" }));
  },
};

test("a bundle for a browser imports no module of Node, and runs without process", async () => {
  const { outputFiles, metafile, warnings } = await build({
    stdin: { contents: PROGRAM, resolveDir: ROOT, loader: "ts" },
    absWorkingDir: ROOT,
    bundle: true,
    format: "iife",
    globalName: "bundle",
    platform: "browser",
    plugins: [withoutSdk],
    metafile: true,
    write: false,
  });
  expect(warnings).toEqual([]);
  expect(Object.values(metafile.outputs).flatMap(({ imports }) => imports)).toEqual([]);
  // What browsers and Workers have, and nothing that only Node has.
  const { AbortController, DOMException, TextEncoder, clearTimeout, crypto, performance } =
    globalThis;
  const browser = { AbortController, DOMException, TextEncoder, clearTimeout, crypto, performance };
  const context = createContext({ ...browser, setTimeout, structuredClone });
  runInContext(`${outputFiles[0]?.text}\nglobalThis.bundle = bundle;`, context);
  const { program } = context.bundle as { program: (ids: object) => Promise<unknown> };
  expect(await program({ store_id: newEventId(), product_id: newEventId() })).toEqual([
    1,
    "This platform has no node:diagnostics_channel, so nothing can be observed.",
  ]);
});
