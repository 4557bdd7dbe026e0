import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run as init, temporaryFolder } from "../cli/support.js";
import { install, type Packed, packAll, run } from "../packages/pack.js";

let packages: readonly Packed[] = [];
let tarballs = "";
beforeAll(async () => {
  ({ folder: tarballs, packages } = await packAll());
});
afterAll(() => rmSync(tarballs, { recursive: true, force: true }));

const SAVED = /^1 ORDER_PLACED \{.*\}\n2 ORDER_PAID \{.*\}\n$/m;

/** No engine answers here, so that the program falls back to a table in memory. */
const env = { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: "http://127.0.0.1:9" };

async function npm(folder: string, ...args: readonly string[]): Promise<string> {
  return (await run("npm", ["run", "--silent", ...args], { cwd: folder, env })).stdout;
}

test("an empty folder becomes a project that compiles, runs and passes its test", async () => {
  const folder = temporaryFolder({ ".git/HEAD": "" });
  expect((await init(["init"], folder)).exit).toBe(0);
  await install(folder, packages);
  expect(await npm(folder, "start")).toMatch(SAVED);
  expect(await npm(folder, "test")).toMatch(/^# pass 1$/m);
  await npm(folder, "check:events");
  // A test whose source is gone does not run on.
  renameSync(join(folder, "src/events.test.ts"), join(folder, "src/order.test.ts"));
  expect(await npm(folder, "test")).toMatch(/^# pass 1$/m);
});

test("a CommonJS project with its own strict tsconfig.json and no test runner gets a program and a test", async () => {
  const compilerOptions = {
    target: "es2022",
    module: "node16",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: false,
    noUnusedLocals: true,
    noUnusedParameters: true,
    types: ["node"],
    outDir: "build",
    rootDir: "src",
  };
  const folder = temporaryFolder({
    ".git/HEAD": "",
    "package.json": JSON.stringify({
      name: "shop",
      private: true,
      scripts: { build: "tsc" },
      devDependencies: { typescript: "*", "@types/node": "*" },
    }),
    "tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
    "src/index.ts": "export const one = 1;\n",
  });
  expect((await init(["init"], folder)).exit).toBe(0);
  await install(folder, packages);
  await npm(folder, "build");
  expect(await npm(folder, "start")).toMatch(SAVED);
  expect(await npm(folder, "test")).toMatch(/^# pass 1$/m);
});

test("a project with vitest runs the test with it", async () => {
  const folder = temporaryFolder({
    ".git/HEAD": "",
    "package.json": JSON.stringify({
      name: "shop",
      private: true,
      type: "module",
      devDependencies: { vitest: "*" },
    }),
    "tsconfig.json": JSON.stringify({ compilerOptions: { module: "nodenext", strict: true } }),
  });
  expect((await init(["init"], folder)).exit).toBe(0);
  await install(folder, packages);
  expect(await npm(folder, "test")).toMatch(/Tests .*1 passed/);
});
