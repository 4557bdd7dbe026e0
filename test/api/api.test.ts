import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { analyze, type Diagnostic, generate, type Model } from "ddb-pattern-gen";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../../generator/src/language/source-file.js";
import { run, STORE, temporaryFolder } from "../cli/support.js";

// The built package, by its name, as a program uses it.

const BROKEN = STORE.replace("number", "numbr");
const UNUSED = `${STORE}      note_id: string\nstreams: { notes: { by: note_id, events: [PRICE_LOWERED] } }\n`;
const PACKAGE = fileURLToPath(new URL("../../generator", import.meta.url));
const DEPENDENCIES = fileURLToPath(new URL("../../node_modules", import.meta.url));

function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => code);
}

describe("generate", () => {
  test.each([[undefined], ["erasable"]] as const)(
    "gives the module that the command writes (enum style: %s)",
    async (enumStyle) => {
      const { module, diagnostics } = await generate(
        { text: STORE },
        enumStyle ? { enumStyle } : {},
      );
      expect(diagnostics).toEqual([]);
      const cwd = temporaryFolder({ "events.yaml": STORE });
      await run(["events.yaml", ...(enumStyle ? ["--enum", enumStyle] : [])], cwd);
      expect(module).toBe(readFileSync(join(cwd, "events.generated.ts"), "utf8"));
    },
  );

  test("gives diagnostics and no module for a schema that is wrong", async () => {
    const { module, diagnostics } = await generate({ text: BROKEN, file: "shop/store.yaml" });
    expect(module).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: "unknown-field-type",
        severity: "error",
        file: "shop/store.yaml",
        path: ["events", "PRICE_LOWERED", "data", "price"],
        location: { file: "shop/store.yaml", line: 8, column: 14 },
      },
    ]);
  });

  test("gives a module and the warnings", async () => {
    const schema = STORE.replace("[entity]", "[type]");
    const { module, diagnostics } = await generate({ text: schema });
    expect(module).toContain("createStoreEventClient");
    expect(codes(diagnostics)).toContain("hot-key");
    expect(diagnostics.every(({ severity }) => severity === "warning")).toBe(true);
  });

  test("imports texts by their paths", async () => {
    const text = `imports: [./types/money.yaml]\n${STORE.replace("number", "Money")}`;
    const source = { text, file: "shop/events.yaml" };
    const money = "version: 1\ntypes: { Money: integer }\n";
    const found = await generate({ ...source, files: { "shop/types/money.yaml": money } });
    expect(found.diagnostics).toEqual([]);
    expect(found.module).toContain("export type Money = number;");

    const misspelt = await generate({ ...source, files: { "shop/types/mony.yaml": money } });
    expect(codes(misspelt.diagnostics)).toContain("import-unreadable");
    expect(misspelt.diagnostics[0]?.help).toContain("./types/mony.yaml");

    const cycle = { "shop/types/money.yaml": `imports: [../events.yaml]\n${money}` };
    const { diagnostics } = await generate({
      ...source,
      files: { ...cycle, "shop/events.yaml": text },
    });
    expect(codes(diagnostics)).toContain("import-cycle");
  });

  test("finds inherited members of the files nowhere", async () => {
    const text = `imports: [./toString]\n${STORE}`;
    expect(codes((await generate({ text })).diagnostics)).toContain("import-unreadable");
  });
});

describe("analyze", () => {
  test("gives the meaning of a schema", async () => {
    const { model, diagnostics } = await analyze({ text: `\ufeff${UNUSED}` });
    expect(diagnostics).toEqual([]);
    const { name, events, streams } = model as Model;
    expect({ name, events: events.map(({ type }) => type) }).toEqual({
      name: "Store",
      events: ["PRICE_LOWERED"],
    });
    expect(streams.map((stream) => stream.name)).toEqual(["notes"]);
  });

  test("gives no model for a file that declares types only", async () => {
    const types = "version: 1\ntypes: { Money: integer }\n";
    expect(await analyze({ text: types })).toEqual({ model: undefined, diagnostics: [] });
  });
});

describe("what is wrong with a schema is a diagnostic, never an exception:", () => {
  test.each([
    ["an empty text", "", "wrong-type"],
    ["a NUL character", "version: 1\u0000", "yaml-syntax"],
    ["half of a surrogate pair", `${STORE}# \ud800`, "not-utf8"],
    ["a text that is too long", STORE.padEnd(MAX_FILE_BYTES + 1), "file-too-large"],
    [
      "a text that is too long in UTF-8",
      `${STORE}# ${"é".repeat(MAX_FILE_BYTES / 2)}`,
      "file-too-large",
    ],
    ["lists 100,000 levels deep", "[".repeat(100_000), undefined],
  ])("%s", async (_, text, code) => {
    for (const { diagnostics } of [await analyze({ text }), await generate({ text })]) {
      expect(diagnostics.length).toBeGreaterThan(0);
      if (code !== undefined) expect(codes(diagnostics)).toEqual([code]);
    }
  });

  test("imported texts of the same kinds", async () => {
    const text = `imports: [./types.yaml]\n${STORE}`;
    for (const types of ["", "\ud800", "x".repeat(MAX_FILE_BYTES + 1)]) {
      const { module, diagnostics } = await generate({ text, files: { "types.yaml": types } });
      expect(module).toBeUndefined();
      expect(diagnostics.length).toBeGreaterThan(0);
    }
  });

  test("texts at random, and schemas with random pieces in them", async () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom(..."[]{}:,&*!|>'\"\n \t-"),
    );
    const damaged = fc
      .tuple(fc.nat(STORE.length), fc.nat(12), piece)
      .map(([at, length, text]) => STORE.slice(0, at) + text + STORE.slice(at + length));
    await fc.assert(
      fc.asyncProperty(fc.oneof(piece, damaged), async (text) => {
        const { module, diagnostics } = await generate({ text });
        const hasErrors = diagnostics.some(({ severity }) => severity === "error");
        expect(module === undefined).toBe(hasErrors);
      }),
      { numRuns: 100 },
    );
  });
});

describe("arguments of the wrong type are a TypeError that names them:", () => {
  test.each([
    [undefined, "generate: each argument must be an object."],
    [STORE, "generate: each argument must be an object."],
    [[], "generate: each argument must be an object."],
    [{}, "generate: text must be a string."],
    [{ text: Buffer.from(STORE) }, "generate: text must be a string."],
    [{ text: STORE, file: "" }, "generate: file must be a path."],
    [{ text: STORE, file: 1 }, "generate: file must be a path."],
    [{ text: STORE, files: [] }, "generate: files must be an object."],
    [{ text: STORE, files: { "a.yaml": 1 } }, 'generate: files["a.yaml"] must be a string.'],
    [{ text: STORE, fils: {} }, 'generate: unknown member "fils". Did you mean file?'],
  ])("%j", async (source, message) => {
    const call = generate as (source: unknown) => Promise<unknown>;
    await expect(call(source)).rejects.toThrow(new TypeError(message));
  });

  test.each([
    [null, "generate: each argument must be an object."],
    [{ enumStyle: "const" }, "generate: enumStyle must be native or erasable."],
    [{ enum: "native" }, 'generate: unknown member "enum".'],
  ])("options %j", async (options, message) => {
    const call = generate as (source: unknown, options: unknown) => Promise<unknown>;
    await expect(call({ text: STORE }, options)).rejects.toThrow(new TypeError(message));
  });

  test("analyze names itself", async () => {
    const call = analyze as (source: unknown) => Promise<unknown>;
    await expect(call({ text: 1 })).rejects.toThrow(
      new TypeError("analyze: text must be a string."),
    );
  });
});

test("reads no file but its own package and dependencies, and writes none", () => {
  const program = `
    import { readFileSync } from "node:fs";
    import { generate } from "ddb-pattern-gen";
    const text = process.argv[1] + "\\nimports: [./types.yaml]";
    const files = { "types.yaml": "version: 1\\ntypes: { Money: integer }" };
    const { module, diagnostics } = await generate({ text, files });
    let refused;
    try { readFileSync("/etc/passwd"); } catch ({ code }) { refused = code; }
    console.log(JSON.stringify({ hasModule: module.includes("createStoreEventClient"), diagnostics, refused }));
  `;
  const allowed = [PACKAGE, DEPENDENCIES].map((folder) => `--allow-fs-read=${folder}`);
  const permission = process.allowedNodeEnvironmentFlags.has("--permission")
    ? "--permission"
    : "--experimental-permission";
  const flags = [permission, "--no-warnings", ...allowed, "--input-type=module"];
  const output = execFileSync(process.execPath, [...flags, "-e", program, STORE], {
    cwd: PACKAGE,
    encoding: "utf8",
  });
  expect(JSON.parse(output)).toEqual({
    hasModule: true,
    diagnostics: [],
    refused: "ERR_ACCESS_DENIED",
  });
});

test("the example of the package's README runs", () => {
  const readme = readFileSync(join(PACKAGE, "README.md"), "utf8");
  const program = /```js\n(.*?)```/s.exec(readme)?.[1] ?? "";
  const cwd = temporaryFolder({ "events.yaml": BROKEN });
  writeFileSync(
    join(cwd, "program.mjs"),
    program.replace('"ddb-pattern-gen"', JSON.stringify(`file://${PACKAGE}/dist/index.js`)),
  );
  const output = execFileSync(process.execPath, ["program.mjs"], { cwd, encoding: "utf8" });
  expect(output).toMatch(/^events\.yaml:8:14: Unknown type "numbr"\.\n$/);
});
