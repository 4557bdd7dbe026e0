import { gzipSync } from "node:zlib";
import { type BuildOptions, build, type Plugin } from "esbuild";
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

const LIMIT = 28_500;

/** The folders of the runtime for programs that react to events. */
const REACTING = ["deciding", "snapshots", "consumers", "projections", "runner", "testing"];

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

test("a program that only saves and reads has no code for deciding, snapshots, consumers or projections", async () => {
  const folders = await foldersOf(ENTRY);
  expect(folders).toContain("streams");
  expect(folders.filter((folder) => REACTING.includes(folder))).toEqual([]);
});

test("a program has the code of what it uses, and of nothing else", async () => {
  const using = (uses: string) =>
    foldersOf(`import * as orders from "./schemas-example/orders/events.generated.ts"; ${uses}`);
  const reacting = async (uses: string) =>
    (await using(uses)).filter((folder) => REACTING.includes(folder)).sort();
  const fold = "console.log(orders.foldOrder({}));";
  const consumer = "console.log(orders.createOrdersEventConsumer({}));";
  expect(await reacting(fold)).toEqual(["deciding", "snapshots"]);
  expect(await reacting(consumer)).toEqual(["consumers"]);
});

/** The folders of the runtime's sources that contribute code to a bundle. */
async function foldersOf(entry: string): Promise<string[]> {
  const { metafile } = await bundle({ entry, minify: false, plugins: [fromSources] });
  const [output] = Object.values(metafile.outputs);
  const files = Object.entries(output?.inputs ?? {}).filter(
    ([, { bytesInOutput }]) => bytesInOutput,
  );
  const folders = files.map(([file]) => /^runtime\/src\/([^/]+)\//.exec(file)?.[1] ?? "");
  return [...new Set(folders)];
}

/** Bundles the runtime's sources: the built package has them in few files. */
const fromSources: Plugin = {
  name: "from-sources",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^ddb-pattern-runtime\/codegen\/v1$/ }, ({ kind }) =>
      resolve("./runtime/src/codegen/v1.ts", { kind, resolveDir: ROOT }),
    );
  },
};

function bundle({
  entry = ENTRY,
  ...options
}: Pick<BuildOptions, "minify" | "plugins"> & { readonly entry?: string }) {
  return build({
    ...options,
    stdin: { contents: entry, resolveDir: ROOT, loader: "ts" },
    absWorkingDir: ROOT,
    bundle: true,
    format: "esm",
    platform: "node",
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
