import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";
import { ROOT, temporaryPackage } from "../emit/support.js";

// Ids generated in one process: by both builds of the package, in threads, and after a snapshot.

const run = promisify(execFile);

/** The output of a program: lists of ids as JSON. */
async function idsOf(folder: string, ...args: readonly string[]): Promise<string[][]> {
  const { stdout } = await run(process.execPath, args, { cwd: folder });
  return JSON.parse(stdout) as string[][];
}

function expectGrowing(ids: readonly string[]): void {
  expect([...new Set(ids)].sort()).toEqual(ids);
}

test("the ES modules and the CommonJS modules of a process share one growing id source", async () => {
  const folder = temporaryPackage({ type: "module" });
  const program = `
    import { createRequire } from "node:module";
    import * as esm from "ddb-pattern-runtime";
    const cjs = createRequire(import.meta.url)("ddb-pattern-runtime");
    if (esm.newEventId === cjs.newEventId) throw new Error("There is one copy only.");
    const ids = Array.from({ length: 4_000 }, (_, index) => (index % 2 ? esm : cjs).newEventId());
    console.log(JSON.stringify([ids]));
  `;
  writeFileSync(join(folder, "program.js"), program);
  const [ids = []] = await idsOf(folder, "program.js");
  expect(ids).toHaveLength(4_000);
  expectGrowing(ids);
});

test("the ids of each worker thread grow, and no two threads generate the same id", async () => {
  const folder = temporaryPackage({ type: "module" });
  const program = `
    import { once } from "node:events";
    import { isMainThread, parentPort, Worker } from "node:worker_threads";
    import { newEventId } from "ddb-pattern-runtime";
    const generate = () => Array.from({ length: 2_000 }, newEventId);
    if (isMainThread) {
      const workers = [1, 2].map(() => new Worker(new URL(import.meta.url)));
      const answers = Promise.all(workers.map(async (worker) => (await once(worker, "message"))[0]));
      const own = generate();
      console.log(JSON.stringify([own, ...(await answers)]));
    } else {
      parentPort.postMessage(generate());
    }
  `;
  writeFileSync(join(folder, "program.js"), program);
  const threads = await idsOf(folder, "program.js");
  expect(threads.map((ids) => ids.length)).toEqual([2_000, 2_000, 2_000]);
  threads.forEach(expectGrowing);
  expect(new Set(threads.flat()).size).toBe(6_000);
});

describe("a process that is resumed from a snapshot", () => {
  // Ids are generated before the snapshot, so that it contains any random bits that the source
  // might buffer.
  const program = (clock: string) => `
    import { startupSnapshot } from "node:v8";
    import { createEventIdSource, newEventId } from "./runtime/src/events/event-id.ts";
    const standing = createEventIdSource(${clock});
    const generate = () => [newEventId(), standing("caller"), standing("save")];
    generate();
    startupSnapshot.setDeserializeMainFunction(() => {
      console.log(JSON.stringify([[...generate(), ...generate(), ...generate()]]));
    });
  `;

  test.each([
    ["with an advancing clock", "() => Date.now()"],
    ["with a stopped clock", "() => 1_700_000_000_000"],
  ])("%s repeats no random bits of the others", async (_, clock) => {
    const folder = temporaryPackage({ type: "module" });
    await build({
      stdin: { contents: program(clock), resolveDir: ROOT, loader: "ts" },
      bundle: true,
      format: "cjs",
      platform: "node",
      outfile: join(folder, "bundle.cjs"),
    });
    const blob = ["--snapshot-blob", "snapshot.blob"];
    await run(process.execPath, [...blob, "--build-snapshot", "bundle.cjs"], { cwd: folder });
    const starts = await Promise.all([1, 2, 3].map(() => idsOf(folder, ...blob)));
    const ids = starts.flat(2);
    expect(ids).toHaveLength(3 * 9);
    expect(new Set(ids).size).toBe(ids.length);
    // The 75 random bits, without the time before them and the origin's digit after them.
    expect(new Set(ids.map((id) => id.slice(10, 25))).size).toBe(ids.length);
  });
});
