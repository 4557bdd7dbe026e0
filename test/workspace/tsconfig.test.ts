import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import ts from "typescript-5.9";
import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../../generator/src/language/source-file.js";
import { inferEnumStyle } from "../../generator/src/workspace/enum-style.js";
import { Observer } from "../../generator/src/workspace/observations.js";
import { includesFile } from "../../generator/src/workspace/tsconfig/includes.js";
import { parseJsonc } from "../../generator/src/workspace/tsconfig/jsonc.js";
import { readTsconfig } from "../../generator/src/workspace/tsconfig/read.js";
import { type Files, run, STORE, temporaryFolder } from "../cli/support.js";

const ERASABLE = { compilerOptions: { erasableSyntaxOnly: true } };
/** What tsconfig files write for the folder of the tsconfig that extends them. */
const CONFIG_DIR = "$" + "{configDir}";
const json = (value: unknown) => JSON.stringify(value);

/** The style that is inferred for a module of a project. */
function styleOf(files: Readonly<Record<string, unknown>>, output = "src/events.generated.ts") {
  const texts = Object.entries(files).map(([name, value]) => [
    name,
    typeof value === "string" ? value : json(value),
  ]);
  const cwd = temporaryFolder(Object.fromEntries(texts) as Files);
  return inferEnumStyle(join(cwd, output), new Observer());
}

describe("an enum is erasable", () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["the nearest tsconfig", { "tsconfig.json": {}, "src/tsconfig.json": ERASABLE }],
    ["one above", { "tsconfig.json": ERASABLE }],
    [
      "one with comments, trailing commas and a byte order mark",
      {
        "tsconfig.json":
          '\uFEFF{ // "erasableSyntaxOnly": false\n /* { */ "compilerOptions": { "erasableSyntaxOnly": true, }, }',
      },
    ],
    ["what it extends", { "tsconfig.json": { extends: "./base.json" }, "base.json": ERASABLE }],
    [
      "a base without its extension",
      { "tsconfig.json": { extends: "./base" }, "base.json": ERASABLE },
    ],
    [
      "the last of several bases",
      {
        "tsconfig.json": { extends: ["./a.json", "./b.json"] },
        "a.json": { compilerOptions: { erasableSyntaxOnly: false } },
        "b.json": ERASABLE,
      },
    ],
    [
      "the base of a base, of a package",
      {
        "tsconfig.json": { extends: "./base.json" },
        "base.json": { extends: "@example/tsconfig/strict" },
        "node_modules/@example/tsconfig/package.json": {},
        "node_modules/@example/tsconfig/strict.json": ERASABLE,
      },
    ],
    [
      "a package as a whole",
      {
        "tsconfig.json": { extends: "tsconfig-example" },
        "node_modules/tsconfig-example/package.json": { tsconfig: "./strict.json" },
        "node_modules/tsconfig-example/strict.json": ERASABLE,
      },
    ],
    [
      "a path that a package exports from elsewhere",
      {
        "tsconfig.json": { extends: "tsconfig-example/strict" },
        "node_modules/tsconfig-example/package.json": {
          exports: { "./strict": "./configs/really-strict.json" },
        },
        "node_modules/tsconfig-example/configs/really-strict.json": ERASABLE,
      },
    ],
    [
      "its own option, though it extends missing files",
      { "tsconfig.json": { extends: ["not-installed/strict", "./gone.json"], ...ERASABLE } },
    ],
    [
      "its own option, though it extends a broken file, and itself",
      {
        "tsconfig.json": { extends: ["./base", "./tsconfig"], ...ERASABLE },
        "base.json": "{ what",
      },
    ],
    [
      "a reference, where it has no files itself",
      {
        "tsconfig.json": {
          files: [],
          references: [{ path: "./tsconfig.node.json" }, { path: "./tsconfig.app.json" }],
        },
        "tsconfig.node.json": { include: ["vite.config.ts"] },
        "tsconfig.app.json": { include: ["src"], ...ERASABLE },
      },
    ],
    [
      "the folder of a reference, and the references of references",
      {
        "tsconfig.json": { files: [], references: [{ path: "./all" }] },
        "all/tsconfig.json": {
          include: [],
          references: [{ path: "../tsconfig.json" }, { path: "../app" }],
        },
        "app/tsconfig.json": { include: ["../src/**/*"], exclude: ["../src/old"], ...ERASABLE },
      },
    ],
  ])("as %s requires", (_, files) => {
    expect(styleOf(files)).toBe("erasable");
  });
});

describe("an enum is native", () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ["no tsconfig", {}],
    ["a tsconfig that says nothing", { "tsconfig.json": {} }],
    [
      "a tsconfig that says no to its base",
      {
        "tsconfig.json": {
          extends: "./base.json",
          compilerOptions: { erasableSyntaxOnly: false },
        },
        "base.json": ERASABLE,
      },
    ],
    [
      "a word in place of true",
      { "tsconfig.json": { compilerOptions: { erasableSyntaxOnly: "true" } } },
    ],
    ["no JSON", { "tsconfig.json": '{ "compilerOptions": { "erasableSyntaxOnly": true ' }],
    ["a list", { "tsconfig.json": [ERASABLE] }],
    [
      "odd values",
      { "tsconfig.json": { extends: [5, null], references: [null, {}, 7], files: {} } },
    ],
    [
      "a reference that does not include the module",
      {
        "tsconfig.json": { files: [], references: [{ path: "./other" }, { path: "./gone" }] },
        "other/tsconfig.json": ERASABLE,
      },
    ],
    [
      "a reference, where the nearest tsconfig includes the module itself",
      {
        "tsconfig.json": { references: [{ path: "./app" }] },
        "app/tsconfig.json": { include: ["../src"], ...ERASABLE },
      },
    ],
  ])("with %s", (_, files) => {
    expect(styleOf(files)).toBe("native");
  });
});

test("a project with references gets a module that it can compile", async () => {
  const cwd = temporaryFolder({
    "tsconfig.json": json({ files: [], references: [{ path: "./tsconfig.app.json" }] }),
    "tsconfig.app.json": json({ include: ["src"], ...ERASABLE }),
    "src/events.yaml": STORE,
  });
  expect((await run(["src/events.yaml"], cwd)).exit).toBe(0);
  const module = readFileSync(join(cwd, "src/events.generated.ts"), "utf8");
  expect(module).toContain("export const StoreEventTypes =");
  expect((await run(["src/events.yaml", "--check"], cwd)).exit).toBe(0);
});

describe("a file is part of a tsconfig as TypeScript says, with", () => {
  const FILES = [
    "a.ts",
    "src/a.ts",
    "src/a.generated.ts",
    "src/deep/er/a.ts",
    "src/.hidden/a.ts",
    "src/node_modules/x/a.ts",
    "src/b/node_modules/a.ts",
    "test/a.ts",
    "out/a.ts",
    "src.old/a.ts",
    "node_modules/x/a.ts",
  ];
  test.each([
    [{}],
    [{ files: ["src/a.ts"] }],
    [{ files: [] }],
    [{ include: ["src"] }],
    [{ include: ["src/"] }],
    [{ include: ["./src/*"] }],
    [{ include: ["src/**/*"], exclude: ["src/deep"] }],
    [{ include: ["src/**/*"], exclude: ["**/er"] }],
    [{ include: ["s*c/**/a.ts"] }],
    [{ include: ["src/?.ts", "tes?/*"] }],
    [{ include: ["**/deep/**/*.ts"] }],
    [{ include: ["*"] }],
    [{ include: ["*.ts", "src/*.generated.ts"] }],
    [{ include: ["src.old"] }],
    [{ include: ["src.old/**/*"] }],
    [{ include: ["../*/src/a.ts"] }],
    [{ include: ["**/**/**/a.ts"], exclude: ["./src"] }],
    [{ include: ["**/.hidden/*"] }],
    [{ include: ["**/node_modules/*"], exclude: [] }],
    [{ include: ["src", "test"], files: ["a.ts"], exclude: ["a.ts", "test/*.ts"] }],
    [{ compilerOptions: { outDir: "out" } }],
    [{ compilerOptions: { outDir: "./out", declarationDir: "test" } }],
    [{ compilerOptions: { outDir: "out" }, exclude: ["test"] }],
    [{ include: [`${CONFIG_DIR}/src/*`], exclude: [`${CONFIG_DIR}/src/a.ts`] }],
    [{ extends: "./config/base.json" }],
    [{ extends: "./config/base.json", include: ["test"] }],
    [{ extends: "./config/base.json", files: ["a.ts"] }],
    [{ extends: "./config/base.json", exclude: [] }],
    [{ extends: "./config/dir.json" }],
  ])("%j", (config) => {
    const cwd = temporaryFolder({
      ...Object.fromEntries(FILES.map((file) => [file, ""])),
      "tsconfig.json": json(config),
      "config/base.json": json({ include: ["../src"], exclude: ["../src/deep"] }),
      "config/dir.json": json({
        include: [`${CONFIG_DIR}/test`],
        compilerOptions: { outDir: `${CONFIG_DIR}/out` },
      }),
    });
    const path = join(cwd, "tsconfig.json");
    const parsed = ts.parseJsonConfigFileContent(config, ts.sys, cwd, undefined, path);
    const tsconfig = readTsconfig(path, new Observer());
    const included = FILES.map((file) => join(cwd, file)).filter(
      (file) => tsconfig !== undefined && includesFile(tsconfig, file),
    );
    expect(included.sort()).toEqual([...parsed.fileNames].sort());
  });
});

test("any pattern includes and excludes the files that TypeScript says", () => {
  const folders = ["a", "b", "ab", ".a", "node_modules", "a.b"];
  const files = folders.flatMap((one) => [
    `${one}/a.ts`,
    `${one}/.a.ts`,
    ...folders.map((other) => `${one}/${other}/ab.ts`),
  ]);
  const cwd = temporaryFolder(Object.fromEntries(files.map((file) => [file, ""])));
  const path = join(cwd, "tsconfig.json");
  const wildcards = ["*", "a*", "*b", "?", "a?", "?*", "*?", "*a*", "**"];
  const names = ["a.ts", "*.ts", "*.*", "?.ts", "*b.ts", "a*.ts", "ab.ts"];
  const pattern = fc
    .array(fc.constantFrom(...folders, ...wildcards, ...names), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join("/"));
  const patterns = (minLength: number) =>
    fc.option(fc.array(pattern, { minLength, maxLength: 2 }), { nil: undefined });
  fc.assert(
    fc.property(patterns(1), patterns(0), (include, exclude) => {
      const config = { ...(include && { include }), ...(exclude && { exclude }) };
      const parsed = ts.parseJsonConfigFileContent(config, ts.sys, cwd, undefined, path);
      // TypeScript refuses some patterns.
      fc.pre(parsed.errors.every(({ code }) => code === NO_INPUTS));
      writeFileSync(path, json(config));
      const tsconfig = readTsconfig(path, new Observer());
      const included = files
        .map((file) => join(cwd, file))
        .filter((file) => tsconfig !== undefined && includesFile(tsconfig, file));
      expect(included.sort()).toEqual([...parsed.fileNames].sort());
    }),
    { numRuns: 200 },
  );
});

/** TypeScript's code for a tsconfig that includes no file. */
const NO_INPUTS = 18003;

describe("a run does not wait for", () => {
  test.each<[string, (path: string) => unknown]>([
    ["a pipe", (path) => execFileSync("mkfifo", [path])],
    ["a device without end", (path) => symlinkSync("/dev/zero", path)],
    ["a link to itself", (path) => symlinkSync(basename(path), path)],
    ["a huge file", (path) => writeFileSync(path, `{}${" ".repeat(MAX_FILE_BYTES)}`)],
  ])("%s that is a tsconfig, a base, a reference or a package.json", async (_, make) => {
    const references = [{ path: "ref" }];
    const cwd = temporaryFolder({
      "a/events.yaml": STORE,
      "b/events.yaml": STORE,
      "b/tsconfig.json": json({
        extends: ["./base.json", "pkg/x"],
        files: [],
        references,
        ...ERASABLE,
      }),
      "b/ref/here": "",
      "b/node_modules/pkg/here": "",
    });
    make(join(cwd, "a/tsconfig.json"));
    make(join(cwd, "a/package.json"));
    make(join(cwd, "b/base.json"));
    make(join(cwd, "b/ref/tsconfig.json"));
    make(join(cwd, "b/node_modules/pkg/package.json"));
    const style = (folder: string) => inferEnumStyle(join(cwd, folder, "x.ts"), new Observer());
    expect([style("a"), style("b")]).toEqual(["native", "erasable"]);
    expect((await run(["a/events.yaml"], cwd)).exit).toBe(0);
    expect((await run(["b/events.yaml"], cwd)).exit).toBe(0);
  });
});

test("reading JSON with comments takes linear time", () => {
  const since = process.cpuUsage();
  const count = 1_000_000;
  for (const part of ['"', '\\"', '"\\', "/*", "//", ", ", '"a",', " "]) {
    expect(parseJsonc(`{"a": ${part.repeat(count)}`)).toBeUndefined();
    expect(parseJsonc(`"${part.repeat(count)}`)).not.toBeNull();
  }
  const { user, system } = process.cpuUsage(since);
  expect((user + system) / 1e6).toBeLessThan(30);
});
