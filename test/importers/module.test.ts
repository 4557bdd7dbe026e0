import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { run } from "../cli/support.js";
import { bodyOf, regenerate } from "./support.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every generated module in the repository. */
const MODULES = [
  ...globSync("schemas-example/**/*.generated.ts", { cwd: ROOT }),
  ...globSync("test/fixtures/**/*.generated.ts", { cwd: ROOT }),
  ...globSync("test/cases/*/expected/**/*.generated.ts", { cwd: ROOT }),
].filter((path) => !path.includes("node_modules"));

test("there are modules to import", () => {
  expect(MODULES.length).toBeGreaterThan(12);
});

test.each(MODULES)("%s: the imported schema generates the module again", async (path) => {
  const { exit, stdout, stderr } = await run(["import", path], ROOT);
  expect(stderr).not.toContain("error");
  expect(exit).toBe(0);
  const module = readFileSync(join(ROOT, path), "utf8");
  const style = /^export enum /m.test(module) ? "native" : "erasable";
  expect(await regenerate(stdout, style)).toBe(bodyOf(module));
});
