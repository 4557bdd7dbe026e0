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

const LIMIT = 27_000;

test("a bundle of the runtime is small, and holds no package but ulid", async ({ annotate }) => {
  const { metafile, outputFiles } = await bundle({ minify: true });
  const packages = Object.keys(metafile.inputs)
    .map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1])
    .filter((name) => name !== undefined);
  expect([...new Set(packages)]).toEqual(["ulid"]);
  const [output] = Object.values(metafile.outputs);
  const imported = output?.imports.map(({ path }) => path) ?? [];
  expect(imported.filter((path) => !/^(@aws-sdk\/|node:)/.test(path))).toEqual([]);

  const size = gzipSync(outputFiles[0]?.contents ?? "").length;
  await annotate(`${size} bytes, minified and gzipped`);
  expect(size).toBeGreaterThan(1_000);
  expect(size).toBeLessThan(LIMIT);
});

test("a bundle leaves out what a handler does not use", async () => {
  const { outputFiles } = await bundle({ minify: false });
  const text = outputFiles[0]?.text ?? "";
  const isIn = (name: string) => new RegExp(`(?:class|function|var) ${name}\\b`).test(text);
  expect(["saveEvents", "StorageError"].filter(isIn)).not.toEqual([]);
  const unused = [
    "MemoryTable",
    "conformanceTests",
    "addMissingCopies",
    "createEventTable",
    "checkContract",
    "releaseContract",
    "reindex",
    "verifyTable",
  ];
  expect(unused.filter(isIn)).toEqual([]);
});

function bundle({ minify }: { readonly minify: boolean }) {
  return build({
    stdin: { contents: ENTRY, resolveDir: ROOT, loader: "ts" },
    absWorkingDir: ROOT,
    bundle: true,
    format: "esm",
    platform: "node",
    minify,
    external: ["@aws-sdk/*"],
    metafile: true,
    write: false,
  });
}

test("the runtime depends on ulid alone, and takes the SDK as a peer", () => {
  const manifest = JSON.parse(readRepositoryFile("runtime/package.json"));
  expect(Object.keys(manifest.dependencies)).toEqual(["ulid"]);
  const peers = Object.keys(manifest.peerDependencies);
  expect(peers.filter((name) => !name.startsWith("@aws-sdk/"))).toEqual([]);
});
