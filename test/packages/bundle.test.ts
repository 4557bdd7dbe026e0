import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { ROOT, readRepositoryFile } from "../emit/support.js";

/** As it would run in Lambda: one event checked and saved, one stream read, the SDK from the platform. */
const ENTRY = `
import { createStoreEventClient, StoreEventTypes } from "./schemas-example/store/events.generated.ts";

export async function handler(client, table, ids) {
  const store = createStoreEventClient(client, table);
  await store.saveEvent({ type: StoreEventTypes.PRICE_LOWERED, data: { ...ids, price: 1 } });
  return store.streams.productPrices(ids).read();
}
`;

const LIMIT = 26_000;

test("a bundle of the runtime is small, and holds no package but ulid", async ({ annotate }) => {
  const result = await build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: "ts" },
    absWorkingDir: ROOT,
    bundle: true,
    format: "esm",
    platform: "node",
    minify: true,
    external: ["@aws-sdk/*"],
    metafile: true,
    write: false,
  });
  const packages = Object.keys(result.metafile.inputs)
    .map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
    .filter((name) => name !== undefined);
  expect([...new Set(packages)]).toEqual(["ulid"]);

  const [output] = Object.values(result.metafile.outputs);
  // What a handler does not use stays out: other tables, their suite, and the calls of the source library.
  const used = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => file);
  expect(used.some((file) => file.endsWith("/write/save.js"))).toBe(true);
  expect(used.filter((file) => /\/(memory|conformance|compat)\//.test(file))).toEqual([]);
  const imported = output?.imports.map(({ path }) => path) ?? [];
  expect(imported.filter((path) => !/^(@aws-sdk\/|node:)/.test(path))).toEqual([]);

  const [file] = result.outputFiles;
  const size = gzipSync(file?.contents ?? "").length;
  await annotate(`${size} bytes, minified and gzipped`);
  expect(size).toBeGreaterThan(1_000);
  expect(size).toBeLessThan(LIMIT);
});

test("the runtime depends on ulid alone, and takes the SDK as a peer", () => {
  const manifest = JSON.parse(readRepositoryFile("runtime/package.json"));
  expect(Object.keys(manifest.dependencies)).toEqual(["ulid"]);
  const peers = Object.keys(manifest.peerDependencies);
  expect(peers.filter((name) => !name.startsWith("@aws-sdk/"))).toEqual([]);
});
