import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { moduleGlob } from "../../generator/src/workspace/orphans.js";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";

const named = (name: string) => STORE.replace("Store", name);

/** The modules that `--check` reports as orphans. */
async function orphansOf(args: readonly string[], cwd: string): Promise<string[]> {
  const { exit, stderr } = await run([...args, "--check"], cwd);
  const found = Array.from(stderr.matchAll(/^error output-orphan {2}(.+)$/gm), ([, file]) => file);
  expect(exit).toBe(found.length === 0 ? 0 : 1);
  return found as string[];
}

/** A folder for each schema, as the examples have it; some of the schemas are gone. */
async function project(...gone: string[]): Promise<string> {
  const cwd = temporaryFolder({
    "h/a/events.yaml": named("A"),
    "h/b/events.yaml": named("B"),
    "h/b/deep/er/events.yaml": named("C"),
    "h/.hidden/events.yaml": named("D"),
    "h/node_modules/x/events.yaml": named("E"),
    "other/events.yaml": named("F"),
  });
  for (const folder of ["h/a", "h/b", "h/b/deep/er", "h/.hidden", "h/node_modules/x", "other"]) {
    expect((await run([`${folder}/events.yaml`], cwd)).exit).toBe(0);
  }
  for (const folder of gone) rmSync(join(cwd, folder, "events.yaml"));
  return cwd;
}

describe("with a glob, an orphan is found", () => {
  test("in a folder that has no schema any more", async () => {
    const cwd = await project("h/b", "h/b/deep/er");
    expect(await orphansOf(["h/**/*.yaml"], cwd)).toEqual([
      "h/b/deep/er/events.generated.ts",
      "h/b/events.generated.ts",
    ]);
  });

  test("once, however many globs and files lead to it", async () => {
    const cwd = await project("h/b");
    write(cwd, "h/b/more.yaml", named("More"));
    await run(["h/b/more.yaml"], cwd);
    const args = ["h/**/*.yaml", "h/*/*.yaml", "h/b/more.yaml"];
    expect(await orphansOf(args, cwd)).toEqual(["h/b/events.generated.ts"]);
  });

  test("only where the glob would find its schema", async () => {
    const cwd = await project("h/b", "h/b/deep/er", "h/.hidden", "h/node_modules/x", "other");
    expect(await orphansOf(["h/*/*.yaml"], cwd)).toEqual(["h/b/events.generated.ts"]);
    expect(await orphansOf(["h/a/*.yaml"], cwd)).toEqual([]);
    expect(await orphansOf(["h/a/events.yaml"], cwd)).toEqual([]);
  });

  test("though no schema is left", async () => {
    const cwd = await project("h/a", "h/b", "h/b/deep/er");
    const { exit, stderr } = await run(["h/**/*.yaml", "--check"], cwd);
    expect(exit).toBe(1);
    expect(stderr).toContain("error file-unreadable  h/**/*.yaml");
    expect(stderr.match(/^error output-orphan/gm)).toHaveLength(3);
  });
});

test("with --out, orphans are looked for in that folder, and nowhere else", async () => {
  const cwd = temporaryFolder({ "h/a.yaml": named("A"), "h/b.yaml": named("B"), "c.yaml": STORE });
  await run(["h/*.yaml", "--out", "gen"], cwd);
  await run(["c.yaml", "--out", "h"], cwd);
  rmSync(join(cwd, "h/b.yaml"));
  rmSync(join(cwd, "c.yaml"));
  expect(await orphansOf(["h/*.yaml", "--out", "gen"], cwd)).toEqual(["gen/b.generated.ts"]);
});

test("an orphan in the place of a module is one error", async () => {
  const cwd = temporaryFolder({ "old/events.yaml": STORE, "new/events.yaml": STORE });
  await run(["old/events.yaml", "--out", "gen"], cwd);
  rmSync(join(cwd, "old"), { recursive: true });
  const { stderr } = await run(["new/*.yaml", "--out", "gen", "--check"], cwd);
  expect(stderr).toMatch(/^error output-of-another-schema .*\n1 error\n$/s);
});

test("an orphan's header may have a licence above it, or a conflict in it", async () => {
  const cwd = temporaryFolder({ "a.yaml": named("A"), "b.yaml": STORE });
  await run(["a.yaml", "b.yaml"], cwd);
  const { readFileSync } = await import("node:fs");
  const module = readFileSync(join(cwd, "b.generated.ts"), "utf8");
  write(
    cwd,
    "b.generated.ts",
    `\uFEFF/*\n * MIT\n */\n<<<<<<< HEAD\n${module}=======\n>>>>>>> b\n`,
  );
  rmSync(join(cwd, "b.yaml"));
  expect(await orphansOf(["a.yaml"], cwd)).toEqual(["b.generated.ts"]);
});

test.each([
  ["h/**/*.yaml", "h/**/*.generated.ts"],
  ["*.yaml", "*.generated.ts"],
  ["./h/*/events.yaml", "./h/*/*.generated.ts"],
  ["h/**", "h/**/*.generated.ts"],
  ["**", "**/*.generated.ts"],
  ["/abs/*/x.y{a,}ml", "/abs/*/*.generated.ts"],
  ["{a,b}/**/*.yaml", "{a,b}/**/*.generated.ts"],
  ["h/{a/x,b/y}.yaml", "h/**/*.generated.ts"],
  ["{a/x,b/y}.yaml", "./**/*.generated.ts"],
])("modules of %s are looked for as %s", (glob, modules) => {
  expect(moduleGlob(glob)).toBe(modules);
});
