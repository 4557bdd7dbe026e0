import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";

const CONFIG = "ddb-pattern-gen.config.yaml";
const ORDERS = STORE.replace("name: Store", "name: Orders");

function config(...items: readonly string[]): string {
  return `version: 1\nschemas:\n${items.map((item) => `  - ${item}\n`).join("")}`;
}

/** What a module's header says. */
function regenerating(folder: string, module: string): string {
  const text = readFileSync(join(folder, module), "utf8");
  return /^\/\/ Regenerate .*: npx ddb-pattern-gen (.*)$/m.exec(text)?.[1] ?? "";
}

/** Runs the command of a module's header in the module's folder. */
async function regenerate(folder: string, module: string): Promise<string> {
  const args = regenerating(folder, module).split(" ");
  return (await run(args, join(folder, dirname(module)))).stderr;
}

describe("a config", () => {
  test("is found from a folder below it, and its paths count from its own folder", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("{ file: schemas/orders.yaml, out: src/generated }"),
      "schemas/orders.yaml": ORDERS,
      "src/deep/x.ts": "",
    });
    const { exit, stderr } = await run([], join(folder, "src/deep"));
    expect({ exit, stderr }).toEqual({
      exit: 0,
      stderr: "generated  ../generated/orders.generated.ts\n",
    });
    expect((await run(["lint"], join(folder, "schemas"))).exit).toBe(0);
  });

  test.each([".git/HEAD", ".git"])("is not found above a repository with %s", async (git) => {
    const folder = temporaryFolder({
      [CONFIG]: config("file: orders.yaml"),
      "orders.yaml": ORDERS,
      [`inner/${git}`]: "",
    });
    expect((await run([], join(folder, "inner"))).exit).toBe(2);
    expect((await run([], folder)).exit).toBe(0);
  });

  test("in the root of the repository is found", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("file: orders.yaml"),
      "orders.yaml": ORDERS,
    });
    mkdirSync(join(folder, ".git"));
    mkdirSync(join(folder, "src"));
    expect((await run([], join(folder, "src"))).stderr).toBe("generated  ../orders.generated.ts\n");
  });

  test("gives a schema on the command line its options", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("{ file: '*.yaml', out: src, enum: erasable }"),
      "orders.yaml": ORDERS,
      "events.yaml": STORE,
    });
    expect((await run(["events.yaml"], folder)).stderr).toBe(
      "generated  src/events.generated.ts\n",
    );
    const module = readFileSync(join(folder, "src/events.generated.ts"), "utf8");
    expect(module).toContain("export const StoreEventTypes = {");
  });

  test("leaves out itself and locks where a glob matches them", async () => {
    const folder = temporaryFolder({ [CONFIG]: config("file: '*.yaml'"), "events.yaml": STORE });
    await run(["release", "events.yaml"], folder);
    expect((await run([], folder)).stderr).toBe("generated  events.generated.ts\n");
  });

  test("prefers an item with a path to one with a glob, whichever is first", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("{ file: '*.yaml', out: all }", "{ file: orders.yaml, out: own }"),
      "orders.yaml": ORDERS,
      "events.yaml": STORE,
    });
    const { stderr } = await run([], folder);
    expect(stderr).toBe("generated  all/events.generated.ts\ngenerated  own/orders.generated.ts\n");
  });

  test("is overridden by options", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("{ file: events.yaml, out: src, enum: erasable }"),
      "events.yaml": STORE,
    });
    const { stderr } = await run(["--out", "lib", "--enum", "native"], folder);
    expect(stderr).toBe("generated  lib/events.generated.ts\n");
    expect(regenerating(folder, "lib/events.generated.ts")).toBe(
      "../events.yaml --out . --enum native",
    );
  });

  test("reports modules of schemas that are gone, with --check", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("{ file: 'schemas/*.yaml', out: src }"),
      "schemas/orders.yaml": ORDERS,
    });
    await run([], folder);
    write(
      folder,
      "src/old.generated.ts",
      readFileSync(join(folder, "src/orders.generated.ts"), "utf8").replaceAll(
        "orders.yaml",
        "old.yaml",
      ),
    );
    const { exit, stderr } = await run(["--check"], folder);
    expect(exit).toBe(1);
    expect(stderr).toContain("error output-orphan  src/old.generated.ts");
  });

  test("gives `explain` the schemas of an event type, and not of a code", async () => {
    const files = { [CONFIG]: config("file: events.yaml"), "events.yaml": STORE };
    const folder = temporaryFolder(files);
    expect((await run(["explain", "PRICE_LOWERED"], folder)).stdout).toContain('"events"');
    write(folder, CONFIG, config("{ file: events.yaml, table: prices }"));
    expect((await run(["explain", "PRICE_LOWERED"], folder)).stdout).toContain('"prices"');
    const given = await run(["explain", "PRICE_LOWERED", "--table", "events"], folder);
    expect(given.stdout).toContain('"events"');
    write(folder, CONFIG, "version: 2\n");
    expect((await run(["explain", "PRICE_LOWERED"], folder)).exit).toBe(1);
    expect((await run(["explain", "too-deep"], folder)).exit).toBe(0);
  });

  test("with a mistake is reported as JSON only where the command prints diagnostics so", async () => {
    const folder = temporaryFolder({ [CONFIG]: "version: 2\n", "events.yaml": STORE });
    const lint = await run(["lint", "--format", "json"], folder);
    expect(JSON.parse(lint.stdout)).toMatchObject({ summary: { errors: 2 } });
    const cost = await run(["cost", "--format", "json"], folder);
    expect(cost).toMatchObject({ exit: 1, stdout: "" });
    expect(cost.stderr).toContain("error missing-key  ddb-pattern-gen.config.yaml:1:1");
  });

  test("that --config names is in the help of --check", async () => {
    const folder = temporaryFolder({
      "a/b.yaml": config("{ file: ../events.yaml, out: ../src }"),
      "events.yaml": STORE,
    });
    const { stderr } = await run(["--check", "--config", "a/b.yaml"], folder);
    expect(stderr).toContain("Run: npx ddb-pattern-gen events.yaml --config a/b.yaml\n");
  });
});

describe("the command in the header of a module", () => {
  test.each([
    ["leaves out options of the config", "src", [], "../events.yaml"],
    ["leaves out options that are those of the config", "src", ["--out", "src/"], "../events.yaml"],
    ["has those of the command line", "src", ["--enum", "native"], "../events.yaml --enum native"],
    [
      "has all options where the module is outside of the folder of the config",
      "../other",
      [],
      "../project/events.yaml --out . --enum erasable",
    ],
  ])("%s, and changes nothing", async (_, out, args, command) => {
    const folder = temporaryFolder({
      [`project/${CONFIG}`]: config(`{ file: events.yaml, out: ${out}, enum: erasable }`),
      "project/events.yaml": STORE,
    });
    const project = join(folder, "project");
    await run(args, project);
    const module = join(out, "events.generated.ts");
    expect(regenerating(project, module)).toBe(command);
    expect(await regenerate(project, module)).toBe("unchanged  events.generated.ts\n");
  });

  test("has all options where --config names a config of another name", async () => {
    const folder = temporaryFolder({
      "a.yaml": config("{ file: events.yaml, out: src }"),
      "events.yaml": STORE,
    });
    await run(["--config", "a.yaml"], folder);
    expect(regenerating(folder, "src/events.generated.ts")).toBe("../events.yaml --out .");
    expect(await regenerate(folder, "src/events.generated.ts")).toBe(
      "unchanged  events.generated.ts\n",
    );
  });
});

describe("the cache", () => {
  test("follows every change of the config", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("file: events.yaml"),
      "events.yaml": STORE,
      "package.json": "{}",
      "node_modules/readme": "",
    });
    expect((await run([], folder)).stderr).toBe("generated  events.generated.ts\n");
    expect((await run([], folder)).stderr).toBe("unchanged  events.generated.ts\n");
    write(folder, CONFIG, config("{ file: events.yaml, enum: erasable }"));
    expect((await run([], folder)).stderr).toBe("generated  events.generated.ts\n");
    write(folder, CONFIG, config("{ file: events.yaml, out: src }"));
    expect((await run([], folder)).stderr).toBe("generated  src/events.generated.ts\n");
    write(folder, CONFIG, config("{ fiel: events.yaml, out: src }"));
    expect((await run([], folder)).exit).toBe(1);
  });

  test("is not trusted where something damaged it", async () => {
    const folder = temporaryFolder({
      [CONFIG]: config("file: events.yaml"),
      "events.yaml": STORE,
      "package.json": "{}",
      "node_modules/readme": "",
    });
    await run([], folder);
    const { readdirSync } = await import("node:fs");
    const cache = join(folder, "node_modules/.cache/ddb-pattern-gen");
    for (const name of readdirSync(cache)) write(cache, name, "{");
    expect((await run([], folder)).stderr).toBe("unchanged  events.generated.ts\n");
  });
});
