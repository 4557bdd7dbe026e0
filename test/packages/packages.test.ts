import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join, posix } from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT, readRepositoryFile } from "../emit/support.js";
import { type Packed, packAll, run } from "./pack.js";

let folder: string;
let packages: Packed[];

beforeAll(async () => {
  ({ folder, packages } = await packAll());
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function packed(name: string): Packed {
  const found = packages.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} was not packed`);
  return found;
}

/** The files of a folder and of those within, as paths from it. */
function filesIn(path: string): string[] {
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(ROOT, path).length + 1))
    .map((file) => file.replaceAll("\\", "/"));
}

/** What a folder of sources is compiled to. */
function compiled(sources: string, target: string, ...extensions: readonly string[]): string[] {
  return filesIn(sources).flatMap((file) =>
    extensions.map((extension) => `${target}/${file.replace(/\.ts$/, extension)}`),
  );
}

/** The files of the runtime that one of its files imports, directly or not. */
function importedBy(file: string): string[] {
  const found = new Set<string>();
  const visit = (path: string) => {
    const text = readRepositoryFile(`runtime/dist/esm/${path}`);
    for (const [, to = ""] of text.matchAll(/from "(\.[^"]+)"/g)) {
      const next = posix.join(posix.dirname(path), to);
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(file);
  return [...found];
}

const ALWAYS = ["LICENSE", "README.md", "package.json"];

const PAGES = [
  "llms.txt",
  "docs/README.md",
  ...["guide", "reference"].flatMap((folder) =>
    filesIn(`docs/${folder}`).map((file) => `docs/${folder}/${file}`),
  ),
];

test("the runtime's package holds both builds and nothing else", () => {
  const { files } = packed("ddb-pattern-runtime");
  const { exports } = JSON.parse(readRepositoryFile("runtime/package.json"));
  const entries = Object.values<string | Record<string, string>>(exports)
    .filter((entry) => typeof entry === "object")
    .flatMap((entry) => Object.values(entry).map((file) => file.replace("./", "")));
  const isShared = (file: string) => /^dist\/(?:esm|cjs)\/shared\/\w+\.js$/.test(file);
  const expected = [
    ...ALWAYS,
    ...PAGES,
    ...entries,
    ...compiled("runtime/src", "dist/esm", ".d.ts"),
    ...compiled("runtime/src", "dist/cjs", ".d.ts"),
    "dist/cjs/package.json",
  ];
  expect(files.filter((file) => !isShared(file))).toEqual(expected.sort());
  const shared = (format: string) =>
    files.filter((file) => file.startsWith(`dist/${format}/shared/`));
  expect(shared("cjs")).toEqual(shared("esm").map((file) => file.replace("/esm/", "/cjs/")));
  // A generated module loads these, and `codegen/v1.js`, which only names them.
  expect(importedBy("codegen/v1.js").length).toBeLessThanOrEqual(2);
});

test("the generator's package holds its bundle, declarations, templates, JSON Schemas and pages, and nothing else", () => {
  const { files } = packed("ddb-pattern-gen");
  const isChunk = (file: string) => /^dist\/[\w-]+-[A-Z0-9]{8}\.js$/.test(file);
  const isDeclaration = (file: string) => file.startsWith("dist/") && file.endsWith(".d.ts");
  const expected = [
    ...ALWAYS,
    ...PAGES,
    "bin/ddb-pattern-gen.js",
    "config.schema.json",
    "diagnostics.schema.json",
    "dist/cli.js",
    "dist/index.js",
    "events.schema.json",
    ...filesIn("templates").map((file) => `templates/${file}`),
  ];
  expect(files.filter((file) => !isChunk(file) && !isDeclaration(file))).toEqual(expected.sort());
  expect(files.filter(isChunk).length).toBeLessThan(150);
  const declarations = files.filter(isDeclaration);
  expect(declarations).toContain("dist/index.d.ts");
  const sources = compiled("generator/src", "dist", ".d.ts");
  expect(declarations.filter((file) => !sources.includes(file))).toEqual([]);
});

describe.each([
  ["ddb-pattern-runtime", "runtime"],
  ["ddb-pattern-gen", "generator"],
])("%s", (name, workspace) => {
  test("has the repository's license", () => {
    expect(readRepositoryFile(`${workspace}/LICENSE`)).toBe(readRepositoryFile("LICENSE"));
  });

  test("has nothing that publint objects to", async () => {
    const { buffer } = new Uint8Array(readFileSync(packed(name).tarball));
    const { messages, pkg } = await publint({ pack: { tarball: buffer } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test("has types that every way of resolving modules finds right", async () => {
    // No rule is ignored: node10 finds the entries through typesVersions.
    const attw = join(ROOT, "node_modules/@arethetypeswrong/cli/dist/index.js");
    // The generator has ES modules alone.
    const profile = name === "ddb-pattern-gen" ? ["--profile", "esm-only"] : [];
    const args = [attw, packed(name).tarball, "--format", "ascii", "--no-color", ...profile];
    const { output, isClean } = await run(process.execPath, args).then(
      ({ stdout }) => ({ output: stdout, isClean: true }),
      ({ stdout }) => ({ output: String(stdout), isClean: false }),
    );
    expect(isClean, output).toBe(true);
  }, 600_000);
});
