import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../cli/support.js";
import { ROOT } from "../emit/support.js";

const GENERATOR = join(ROOT, "generator");

test("what checks the structure is the published JSON Schema, compiled, and loads nothing", () => {
  const folder = temporaryFolder();
  execFileSync(process.execPath, ["scripts/compile-schema.mjs", folder], { cwd: GENERATOR });
  const fresh = readFileSync(join(folder, "structure.js"), "utf8");
  const built = readFileSync(join(GENERATOR, "generated", "structure.js"), "utf8");
  expect(fresh === built, "run npm run build").toBe(true);
  expect(built).not.toMatch(/^import |__require|new Function/m);
});
