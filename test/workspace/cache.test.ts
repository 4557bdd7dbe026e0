import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import * as generation from "../../generator/src/generate.js";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";
import { cacheEntries, cachingPackage } from "./support.js";

vi.mock(import("../../generator/src/generate.js"), async (original) => {
  const actual = await original();
  return { ...actual, generate: vi.fn(actual.generate) };
});

/** Runs the command, and says how many modules it generated, whether it wrote them or not. */
async function counted(args: readonly string[], cwd: string) {
  vi.mocked(generation.generate).mockClear();
  const outcome = await run(args, cwd);
  return { ...outcome, generated: vi.mocked(generation.generate).mock.calls.length };
}

const MODULE = "events.generated.ts";
const UNCHANGED = { exit: 0, stdout: "", stderr: `unchanged  ${MODULE}\n`, generated: 0 };
const MONEY = "version: 1\ntypes:\n  Money: { type: object, properties: { cents: integer } }\n";
const WITH_IMPORT = `${STORE.replace("number", "Money")}imports: [./money.yaml]\n`;

test("the next run generates nothing", async () => {
  const cwd = cachingPackage();
  const first = await counted(["events.yaml"], cwd);
  expect(first).toMatchObject({ stderr: `generated  ${MODULE}\n`, generated: 1 });
  expect(await counted(["events.yaml"], cwd)).toEqual(UNCHANGED);
  expect(readdirSync(cwd).sort()).toEqual([MODULE, "events.yaml", "node_modules", "package.json"]);
});

describe("a module is generated again after a change of", () => {
  const changes: readonly (readonly [string, (cwd: string) => unknown])[] = [
    ["its schema", (cwd) => write(cwd, "events.yaml", `${WITH_IMPORT}# more\n`)],
    ["an import", (cwd) => write(cwd, "money.yaml", `${MONEY}# more\n`)],
    [
      "the file that an import leads to",
      (cwd) => symlinkSync("money.yaml", join(cwd, "link.yaml")),
    ],
    ["itself", (cwd) => write(cwd, MODULE, `${readFileSync(join(cwd, MODULE), "utf8")}// more\n`)],
    ["itself, to nothing", (cwd) => unlinkSync(join(cwd, MODULE))],
    ["the tsconfig", (cwd) => write(cwd, "tsconfig.json", '{ "extends": "./base.json" } // more')],
    ["a base of the tsconfig", (cwd) => write(cwd, "base.json", "{} // more")],
    ["the folder that imports may come from", (cwd) => write(cwd, "a/package.json", "{}")],
  ];
  test.each(changes)("%s", async (what, change) => {
    const cwd = cachingPackage({
      "events.yaml": WITH_IMPORT,
      "money.yaml": MONEY,
      "tsconfig.json": '{ "extends": "./base.json" }',
      "base.json": "{}",
    });
    const input = what.includes("folder") ? "a/events.yaml" : "events.yaml";
    write(cwd, "a/events.yaml", WITH_IMPORT.replace("./money", "../money"));
    if (what.includes("leads")) {
      write(cwd, "events.yaml", WITH_IMPORT.replace("./money", "./link"));
      write(cwd, "link.yaml", MONEY);
    }
    await run([input], cwd);
    expect((await counted([input], cwd)).generated, "before").toBe(0);
    if (what.includes("leads")) unlinkSync(join(cwd, "link.yaml"));
    change(cwd);
    expect((await counted([input], cwd)).generated, "after").toBe(1);
  });

  test("the file in which the nearest tsconfig is", async () => {
    const cwd = cachingPackage({ "tsconfig.json": "{}", "src/events.yaml": STORE });
    await run(["src/events.yaml"], cwd);
    expect((await counted(["src/events.yaml"], cwd)).generated).toBe(0);
    write(cwd, "src/tsconfig.json", '{ "compilerOptions": { "erasableSyntaxOnly": true } }');
    const { stderr } = await counted(["src/events.yaml"], cwd);
    expect(stderr).toBe("generated  src/events.generated.ts\n");
    rmSync(join(cwd, "src/tsconfig.json"));
    expect((await run(["src/events.yaml"], cwd)).stderr).toMatch(/^generated /);
  });

  test("an option", async () => {
    const cwd = cachingPackage();
    await run(["events.yaml"], cwd);
    const erasable = ["events.yaml", "--enum", "erasable"];
    expect(await counted(erasable, cwd)).toMatchObject({ stderr: `generated  ${MODULE}\n` });
    expect(await counted(erasable, cwd)).toEqual(UNCHANGED);
  });

  test("the generator, or of a package that it uses", async () => {
    const cwd = cachingPackage();
    await run(["events.yaml"], cwd);
    const [entry = ""] = cacheEntries(cwd);
    const text = readFileSync(entry, "utf8");
    for (const [from, to] of [
      [/"generator":"[0-9a-f]{8}/, '"generator":"00000000'],
      [/(yaml\/package\.json","saw":")[0-9a-f]{8}/, "$100000000"],
    ] as const) {
      const changed = text.replace(from, to);
      expect(changed).not.toBe(text);
      writeFileSync(entry, changed);
      expect((await counted(["events.yaml"], cwd)).generated).toBe(1);
      expect(await counted(["events.yaml"], cwd)).toEqual(UNCHANGED);
    }
  });
});

test("a changed module with its old header is generated again", async () => {
  const cwd = cachingPackage();
  await run(["events.yaml"], cwd);
  const module = readFileSync(join(cwd, MODULE), "utf8");
  write(cwd, MODULE, module.replace("price: number", "price: string"));
  expect((await run(["events.yaml"], cwd)).stderr).toBe(`generated  ${MODULE}\n`);
  expect(readFileSync(join(cwd, MODULE), "utf8")).toBe(module);
});

test("--check neither reads nor writes the cache", async () => {
  const cwd = cachingPackage();
  await run(["events.yaml"], cwd);
  const [entry = ""] = cacheEntries(cwd);
  const module = readFileSync(join(cwd, MODULE), "utf8");
  expect((await counted(["events.yaml", "--check"], cwd)).generated).toBe(1);

  // An entry that says of a changed module that it is current.
  write(cwd, MODULE, module.replace("price: number", "price: string"));
  const { hash } = await import("node:crypto");
  const forged = JSON.parse(readFileSync(entry, "utf8"));
  forged.module = hash("sha256", readFileSync(join(cwd, MODULE)));
  writeFileSync(entry, JSON.stringify(forged));
  expect(await counted(["events.yaml"], cwd)).toEqual(UNCHANGED);
  const checked = await counted(["events.yaml", "--check"], cwd);
  expect(checked).toMatchObject({ exit: 1, generated: 1 });
  expect(checked.stderr).toContain("error output-changed");
  expect(readFileSync(entry, "utf8")).toBe(JSON.stringify(forged));
});

test("--force generates again", async () => {
  const cwd = cachingPackage();
  await run(["events.yaml"], cwd);
  expect((await counted(["events.yaml", "--force"], cwd)).generated).toBe(1);
});

test("a module with the line ends of a checkout is remembered, too", async () => {
  const cwd = cachingPackage();
  await run(["events.yaml"], cwd);
  write(cwd, MODULE, readFileSync(join(cwd, MODULE), "utf8").replaceAll("\n", "\r\n"));
  expect(await counted(["events.yaml"], cwd)).toMatchObject({
    stderr: `unchanged  ${MODULE}\n`,
    generated: 1,
  });
  expect(await counted(["events.yaml"], cwd)).toEqual(UNCHANGED);
});

test("a file that has only types is remembered, too", async () => {
  const cwd = cachingPackage({ "money.yaml": MONEY });
  await run(["*.yaml"], cwd);
  const { stderr, generated } = await counted(["*.yaml"], cwd);
  expect({ stderr, generated }).toEqual({
    stderr: `unchanged  ${MODULE}\nonly types money.yaml\n`,
    generated: 0,
  });
});

test("a schema with warnings is read each time, and they are reported each time", async () => {
  const cwd = cachingPackage({
    "events.yaml": STORE.replace("[entity]", "[type, entity]"),
    "other.yaml": STORE.replace("Store", "Other"),
  });
  await run(["events.yaml", "other.yaml"], cwd);
  const { exit, stderr, generated } = await counted(["events.yaml", "other.yaml"], cwd);
  expect({ exit, generated }).toEqual({ exit: 0, generated: 1 });
  expect(stderr).toMatch(
    /^unchanged {2}events\.generated\.ts\nunchanged {2}other\.generated\.ts\n/,
  );
  expect(stderr).toContain("warning hot-key");
});

test("schemas that clash are reported, though each is current", async () => {
  const cwd = cachingPackage({ "other.yaml": STORE });
  for (const file of ["events.yaml", "other.yaml"]) await run([file], cwd);
  const names = await counted(["events.yaml", "other.yaml"], cwd);
  expect(names).toMatchObject({ exit: 1, generated: 0 });
  expect(names.stderr).toContain("error duplicate-schema-name  other.yaml");
});

test("in other formats, a run without changes prints the same report", async () => {
  const cwd = cachingPackage();
  const first = await run(["events.yaml", "--format", "json"], cwd);
  const second = await counted(["events.yaml", "--format", "json"], cwd);
  expect(second).toMatchObject({ exit: 0, stdout: first.stdout, generated: 0 });
});

describe("a cache", () => {
  const corruptions: readonly (readonly [string, (entry: string, text: string) => unknown])[] = [
    ["that is empty", (entry) => writeFileSync(entry, "")],
    ["of half an entry", (entry, text) => writeFileSync(entry, text.slice(0, text.length / 2))],
    ["of another form", (entry) => writeFileSync(entry, '{ "generator": 5, "seen": "all" }')],
    ["of null", (entry) => writeFileSync(entry, "null")],
    [
      "that looks where nothing looks",
      (entry, text) => writeFileSync(entry, text.replaceAll('"look":"file"', '"look":"smell"')),
    ],
    [
      "that says nothing of other files",
      (entry, text) => writeFileSync(entry, text.replace(/"seen":\[.*\]/, '"seen":{}')),
    ],
    ["that is a folder", (entry) => [unlinkSync(entry), mkdirSync(entry)]],
    ["that is a pipe", (entry) => [unlinkSync(entry), execFileSync("mkfifo", [entry])]],
    ["that has no end", (entry) => [unlinkSync(entry), symlinkSync("/dev/zero", entry)]],
  ];
  test.each(corruptions)("%s is as good as none", async (_, corrupt) => {
    const cwd = cachingPackage();
    await run(["events.yaml"], cwd);
    const [entry = ""] = cacheEntries(cwd);
    corrupt(entry, readFileSync(entry, "utf8"));
    expect(await counted(["events.yaml"], cwd)).toEqual({ ...UNCHANGED, generated: 1 });
  });

  test("that cannot be written is no error", async () => {
    const cwd = cachingPackage({ "node_modules/.cache": "a file in the place of the folder" });
    expect((await run(["events.yaml"], cwd)).exit).toBe(0);
    expect(await counted(["events.yaml"], cwd)).toEqual({ ...UNCHANGED, generated: 1 });
  });

  test("is of the nearest package that has a node_modules", async () => {
    const cwd = cachingPackage({ "packages/a/package.json": "{}", "packages/a/a.yaml": STORE });
    mkdirSync(join(cwd, "packages/node_modules"));
    const inner = join(cwd, "packages/a");
    await run(["a.yaml"], inner);
    expect(cacheEntries(cwd)).toHaveLength(1);
    expect((await counted(["a.yaml"], inner)).generated).toBe(0);
    expect(existsSync(join(inner, "node_modules"))).toBe(false);
    expect(readdirSync(join(cwd, "packages/node_modules"))).toEqual([]);
  });

  test("is not made where there is no node_modules: each run generates", async () => {
    const cwd = temporaryFolder({ "package.json": "{}", "events.yaml": STORE });
    await run(["events.yaml"], cwd);
    expect(await counted(["events.yaml"], cwd)).toEqual({ ...UNCHANGED, generated: 1 });
    expect(readdirSync(cwd).sort()).toEqual([MODULE, "events.yaml", "package.json"]);
  });

  test("is shared by runs at the same time", async () => {
    const cwd = cachingPackage();
    const runs = await Promise.all(Array.from({ length: 8 }, () => run(["events.yaml"], cwd)));
    expect(runs.map(({ exit }) => exit)).toEqual(runs.map(() => 0));
    expect(await counted(["events.yaml"], cwd)).toEqual(UNCHANGED);
    expect(cacheEntries(cwd)).toHaveLength(1);
  });

  test("knows nothing of a schema on stdin, which can be read only once", async () => {
    const cwd = cachingPackage();
    const { exit, generated } = await counted(["/dev/null"], cwd);
    expect({ exit, generated }).toEqual({ exit: 1, generated: 1 });
    expect(existsSync(join(cwd, "node_modules/.cache"))).toBe(false);
  });
});

test("a package that the tsconfig extends, and that is built later, changes the module", async () => {
  const cwd = cachingPackage({
    "tsconfig.json": '{ "extends": "cfg/base" }',
    "node_modules/cfg/package.json":
      '{ "name": "cfg", "exports": { "./base": "./dist/base.json" } }',
  });
  await run(["events.yaml"], cwd);
  expect(readFileSync(join(cwd, MODULE), "utf8")).toContain("export enum");
  mkdirSync(join(cwd, "node_modules/cfg/dist"));
  write(
    cwd,
    "node_modules/cfg/dist/base.json",
    '{ "compilerOptions": { "erasableSyntaxOnly": true } }',
  );
  expect((await counted(["events.yaml"], cwd)).generated).toBe(1);
  expect(readFileSync(join(cwd, MODULE), "utf8")).not.toContain("export enum");
});
