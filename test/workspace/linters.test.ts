import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run, temporaryFolder, write } from "../cli/support.js";

const BIOME = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
const SCHEMA = readFileSync(new URL("../emit/kitchen-sink.yaml", import.meta.url), "utf8");

/** A folder with a module of everything that schemas can say. */
async function project(biome: object): Promise<string> {
  const cwd = temporaryFolder({ "events.yaml": SCHEMA, "biome.json": JSON.stringify(biome) });
  expect((await run(["events.yaml"], cwd)).exit).toBe(0);
  return cwd;
}

function check(cwd: string) {
  const args = [BIOME, "check", "--error-on-warnings", "--colors=off", "events.generated.ts"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const STYLE = {
  formatter: { indentStyle: "tab", lineWidth: 40 },
  javascript: { formatter: { quoteStyle: "single", semicolons: "asNeeded" } },
};

describe("Biome has nothing to say of a module with", () => {
  test.each<[string, object]>([
    ["its defaults", {}],
    [
      "every rule, every action and another style",
      { ...STYLE, linter: { rules: { preset: "all" } }, assist: { actions: { preset: "all" } } },
    ],
    ["the formatter alone", { ...STYLE, linter: { enabled: false } }],
    ["the linter alone", { formatter: { enabled: false } }],
  ])("%s", async (_, biome) => {
    const cwd = await project(biome);
    expect(check(cwd)).toEqual({ status: 0, output: expect.stringContaining("Checked 1 file") });
  });

  test("all of that, and a licence above its header", async () => {
    const cwd = await project({ ...STYLE, linter: { rules: { preset: "all" } } });
    const module = join(cwd, "events.generated.ts");
    write(cwd, "events.generated.ts", `/*\n * MIT\n */\n\n${readFileSync(module, "utf8")}`);
    expect(check(cwd).status).toBe(0);
  });

  test("the lines of its header: without them, it has", async () => {
    const cwd = await project({ ...STYLE, linter: { rules: { preset: "all" } } });
    const module = readFileSync(join(cwd, "events.generated.ts"), "utf8");
    write(cwd, "events.generated.ts", module.replace(/^\/\/ biome-ignore.*\n/gm, ""));
    expect(check(cwd).status).toBe(1);
  });
});
