import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MAX_FILE_BYTES } from "../../generator/src/language/source-file.js";
import { run, temporaryFolder, write } from "../cli/support.js";

const schema = (imports: string, more = "  money: Money") =>
  `version: 1\nname: Store\nlookups: [entity]\nimports: ${imports}\nevents:\n  PRICED:\n    data:\n      a_id: ulid\n    ${more}\n`;
const MONEY = "version: 1\ntypes:\n  Money: { type: object, properties: { cents: integer } }\n";

/** A project with a schema that imports this, and what else is there. */
function project(imports: string, files: Readonly<Record<string, string>> = {}): string {
  return temporaryFolder({
    "package.json": "{}",
    "schemas/events.yaml": schema(imports),
    "shared/money.yaml": MONEY,
    ...files,
  });
}

/** The codes of all diagnostics about a schema, each with the file that it is about. */
async function codesIn(cwd: string, ...files: string[]): Promise<string[]> {
  const given = files.length === 0 ? ["schemas/events.yaml"] : files;
  const { stdout } = await run(["lint", ...given, "--format", "json"], cwd);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; location: { file: string } }[];
  };
  return diagnostics.map(({ code, location }) => `${code} ${location.file}`);
}

describe("an import", () => {
  test.each([
    ["../shared/money.yaml"],
    ["./../shared/../shared/money.yaml"],
    ["../shared//money.yaml"],
  ])("by %s is found", async (path) => {
    expect(await codesIn(project(`["${path}"]`))).toEqual([]);
  });

  test.each([
    ["/etc/hosts"],
    ["../../outside.yaml"],
    ["file:///etc/hosts"],
    ["https://example.com/money.yaml"],
    ["C:/money.yaml"],
    ["..\\\\shared\\\\money.yaml"],
    ["../shared/money.yaml\\u0000"],
    ["../shared/\\u202e../../../../x.yaml"],
  ])("by %s is refused", async (path) => {
    expect(await codesIn(project(`["${path}"]`))).toEqual(["import-path schemas/events.yaml"]);
  });

  test("may be a link that stays in the project, and no link that leaves it", async () => {
    const outside = temporaryFolder({ "money.yaml": MONEY });
    const cwd = project("[./inside.yaml, ./outside.yaml, ./folder/money.yaml]");
    symlinkSync(join(cwd, "shared/money.yaml"), join(cwd, "schemas/inside.yaml"));
    expect(await codesIn(cwd)).toEqual([
      "import-unreadable schemas/events.yaml",
      "import-unreadable schemas/events.yaml",
    ]);
    symlinkSync(join(outside, "money.yaml"), join(cwd, "schemas/outside.yaml"));
    symlinkSync(outside, join(cwd, "schemas/folder"));
    expect(await codesIn(cwd)).toEqual([
      "import-path schemas/events.yaml",
      "import-path schemas/events.yaml",
    ]);
  });

  test("of a pipe, a folder or a device fails at once", async () => {
    const cwd = project("[./pipe, ./folder, ./zero]");
    execFileSync("mkfifo", [join(cwd, "schemas/pipe")]);
    mkdirSync(join(cwd, "schemas/folder"));
    symlinkSync("/dev/zero", join(cwd, "schemas/zero"));
    expect(await codesIn(cwd)).toEqual([
      "import-unreadable schemas/events.yaml",
      "import-unreadable schemas/events.yaml",
      "import-path schemas/events.yaml",
    ]);
  });

  test("that is too large, or not UTF-8, is refused", async () => {
    const cwd = project("[./large.yaml, ./latin.yaml]", {
      "schemas/large.yaml": `${MONEY}#${" ".repeat(MAX_FILE_BYTES)}`,
    });
    write(cwd, "schemas/latin.yaml", new Uint8Array([0x76, 0xe9, 0x0a]));
    expect(await codesIn(cwd)).toEqual([
      "import-unreadable schemas/events.yaml",
      "import-unreadable schemas/events.yaml",
    ]);
  });

  test("lies below the nearest package.json; without one, below the schema", async () => {
    const inner = project("[../shared/money.yaml]", { "schemas/package.json": "{}" });
    expect(await codesIn(inner)).toEqual(["import-path schemas/events.yaml"]);
    const bare = temporaryFolder({
      "a/events.yaml": schema("[./b/money.yaml]"),
      "a/b/money.yaml": MONEY,
      "c/events.yaml": schema("[../a/b/money.yaml]"),
    });
    expect(await codesIn(bare, "a/events.yaml")).toEqual([]);
    expect(await codesIn(bare, "c/events.yaml")).toEqual(["import-path c/events.yaml"]);
  });
});

test("an import without its extension gets a suggestion", async () => {
  const { stderr } = await run(["lint", "schemas/events.yaml"], project("[../shared/money]"));
  expect(stderr).toContain('help: Did you mean "../shared/money.yaml"?');
});

test("a file that is imported already is not suggested", async () => {
  const cwd = project("[../shared/money.yaml, ../shared/mony.yaml, ./event.yaml]");
  const { stderr } = await run(["lint", "schemas/events.yaml"], cwd);
  expect(stderr).toContain("2 errors");
  expect(stderr).not.toContain("did you mean");
});

test("a file that imports itself has a message of its own", async () => {
  const { stderr } = await run(["lint", "schemas/events.yaml"], project("[./events.yaml]"));
  expect(stderr).toContain("This file imports itself.");
  expect(stderr).toContain("help: Remove this import.");
});

describe("links", () => {
  test("of a package.json to itself make no root", async () => {
    const cwd = temporaryFolder({
      "a/events.yaml": schema("[./money.yaml]"),
      "a/money.yaml": MONEY,
    });
    symlinkSync("package.json", join(cwd, "a/package.json"));
    expect(await codesIn(cwd, "a/events.yaml")).toEqual([]);
  });

  test("to a schema: its imports count from the folder of the real file", async () => {
    const cwd = project("[./parts/money.yaml]", {
      "schemas/parts/money.yaml": `${MONEY}imports: [./base.yaml]\n`,
      "schemas/parts/base.yaml": "version: 1\ntypes: { Base: string }\n",
    });
    mkdirSync(join(cwd, "link"));
    symlinkSync("../schemas/events.yaml", join(cwd, "link/events.yaml"));
    expect(await codesIn(cwd, "link/events.yaml")).toEqual([]);
    const generate = () => run(["link/events.yaml"], cwd);
    expect((await generate()).stderr).toBe("generated  link/events.generated.ts\n");
    expect((await generate()).stderr).toBe("unchanged  link/events.generated.ts\n");
    write(cwd, "schemas/parts/base.yaml", "version: 1\ntypes: { Base: strng }\n");
    expect(await codesIn(cwd, "link/events.yaml", "schemas/events.yaml")).toContain(
      "unknown-field-type schemas/parts/base.yaml",
    );
  });
});

test("a module is the same by every path of its folder", async () => {
  const cwd = project("[./parts/money.yaml]", { "schemas/parts/money.yaml": MONEY, "a/b": "" });
  symlinkSync("../schemas", join(cwd, "a/link"));
  const generate = async (file: string) => (await run([file], cwd)).stderr;
  expect(await generate("a/link/events.yaml")).toMatch(/^generated /);
  expect(await generate("schemas/events.yaml")).toMatch(/^unchanged /);
  expect(await generate("a/link/events.yaml")).toMatch(/^unchanged /);
});

test("a diagnostic stands at the entry that it is about, whatever is wrong with those before", async () => {
  const cwd = project("[5, ../shared/money.yaml, ../shared/money.yaml, ./missing.yaml]");
  const { stdout } = await run(["lint", "schemas/events.yaml", "--format", "json"], cwd);
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; path: unknown[] }[];
  };
  expect(diagnostics.map(({ code, path }) => [code, ...path])).toEqual([
    ["wrong-type", "imports", 0],
    ["invalid-value", "imports", 2],
    ["import-unreadable", "imports", 3],
  ]);
});

describe("imported types", () => {
  const BASE = "version: 1\ntypes:\n  Currency: { type: string, enum: [EUR] }\n";
  const WITH_BASE = `version: 1\nimports: [./base.yaml]\ntypes:\n  Money: { type: object, properties: { cents: integer, in: Currency } }\n  Unused: string\n`;

  test("come with the types that they use, and without unused ones", async () => {
    const cwd = project("[../shared/money.yaml]", {
      "shared/money.yaml": WITH_BASE,
      "shared/base.yaml": BASE,
    });
    const { stdout } = await run(["schemas/events.yaml", "--stdout"], cwd);
    expect(stdout).toContain("export interface Money {");
    expect(stdout).toContain('export type Currency = "EUR";');
    expect(stdout).not.toContain("Unused");
  });

  test("are one, by however many ways they come", async () => {
    const cwd = project("[../shared/money.yaml, ../shared/base.yaml, ../shared/link.yaml]", {
      "shared/money.yaml": WITH_BASE,
      "shared/base.yaml": BASE,
    });
    symlinkSync("base.yaml", join(cwd, "shared/link.yaml"));
    expect(await codesIn(cwd)).toEqual([]);
  });

  test("see the types of their own file and its imports, and no others", async () => {
    const money = "version: 1\ntypes:\n  Money: Mine\n";
    const cwd = project("[../shared/money.yaml]", { "shared/money.yaml": money });
    write(
      cwd,
      "schemas/events.yaml",
      `${schema("[../shared/money.yaml]")}types: { Mine: string }\n`,
    );
    expect(await codesIn(cwd)).toEqual(["unknown-field-type shared/money.yaml"]);
  });

  test("that are wrong are reported once, at their location, however many schemas import them", async () => {
    const cwd = project("[../shared/money.yaml]", {
      "schemas/other.yaml": schema("[../shared/money.yaml]").replace("Store", "Other"),
      "shared/money.yaml": MONEY.replace("integer", "integr"),
    });
    const { stderr } = await run(["lint", "schemas/*.yaml"], cwd);
    expect(stderr).toMatch(/^error unknown-field-type {2}shared\/money\.yaml:3:47 .*\n1 error\n$/s);
    expect(stderr).toContain("cents: integr");
  });

  test("that are wrong are reported once, by every path of the schemas", async () => {
    const cwd = project("[../shared/money.yaml]", {
      "schemas/other.yaml": schema("[../shared/money.yaml]").replace("Store", "Other"),
      "shared/money.yaml": MONEY.replace("integer", "integr"),
    });
    const given = ["schemas/events.yaml", join(cwd, "schemas/other.yaml")];
    const codes = ["unknown-field-type shared/money.yaml"];
    expect(await codesIn(cwd, ...given)).toEqual(codes);
    expect(await codesIn(cwd, "schemas/events.yaml", join(cwd, "schemas/events.yaml"))).toEqual(
      codes,
    );
  });

  test("are not missed where a file could not be read", async () => {
    expect(await codesIn(project("[./gone.yaml]"))).toEqual([
      "import-unreadable schemas/events.yaml",
    ]);
  });

  test("come from no more than a hundred files", async () => {
    const chain = Array.from({ length: 102 }, (_, index) => [
      `shared/t${index}.yaml`,
      `version: 1\nimports: [./t${index + 1}.yaml]\ntypes: { T${index}: string }\n`,
    ]);
    const cwd = project("[../shared/money.yaml, ../shared/t0.yaml]", Object.fromEntries(chain));
    expect(await codesIn(cwd)).toEqual(["too-many-imports shared/t98.yaml"]);
  });
});

describe("imports that lead nowhere soon", () => {
  const names = (of: (index: number) => string) => Array.from({ length: 99 }, (_, at) => of(at));

  /** The codes of the diagnostics, and the seconds of CPU for them. */
  async function timed(files: Readonly<Record<string, string>>) {
    const cwd = project("[./f0.yaml]", files);
    const since = process.cpuUsage();
    const codes = await codesIn(cwd);
    const { user, system } = process.cpuUsage(since);
    return { codes, seconds: (user + system) / 1e6 };
  }

  test("are followed no further than to the limit", async () => {
    // Two of these files are more than may be imported.
    const comment = `#${"x".repeat(MAX_FILE_BYTES - 10_000)}`;
    const files = names((at) => {
      const imports = names((other) => `./f${(at + other + 1) % 99}.yaml`).slice(0, 96);
      return `version: 1\nimports: [${imports.join(", ")}]\n${comment}\n`;
    });
    const { codes, seconds } = await timed(
      Object.fromEntries(files.map((text, at) => [`schemas/f${at}.yaml`, text])),
    );
    expect(codes).toEqual(["too-many-imports schemas/f0.yaml"]);
    expect(seconds).toBeLessThan(20);
  });

  test("are not compared with all the files there are", async () => {
    const missing = (at: number) => names((other) => `./nothing-like-${at}-${other}.yaml`);
    const files = names((at) => {
      const imports = at === 0 ? names((other) => `./f${other}.yaml`).slice(1) : missing(at);
      return `version: 1\nimports: [${imports.join(", ")}]\n`;
    });
    const others = Array.from({ length: 850 }, (_, at) => [`schemas/anything-else-${at}.yaml`, ""]);
    const { codes, seconds } = await timed(
      Object.fromEntries([...files.map((text, at) => [`schemas/f${at}.yaml`, text]), ...others]),
    );
    expect(new Set(codes.map((code) => code.split(" ")[0]))).toContain("import-unreadable");
    expect(seconds).toBeLessThan(20);
  });
});

test("a file may have nothing but imports of its own", async () => {
  const all = { "shared/all.yaml": "version: 1\nimports: [./money.yaml]\n" };
  expect(await codesIn(project("[../shared/all.yaml]", all))).toEqual([]);
});

describe("a generated module", () => {
  test("is of its schema and of all that this imports", async () => {
    const cwd = project("[../shared/money.yaml]");
    const generate = () => run(["schemas/events.yaml"], cwd);
    const check = async () => (await run(["schemas/events.yaml", "--check"], cwd)).exit;
    expect(await check()).toBe(1);
    expect((await generate()).stderr).toBe("generated  schemas/events.generated.ts\n");
    expect((await generate()).stderr).toBe("unchanged  schemas/events.generated.ts\n");
    expect(await check()).toBe(0);

    write(cwd, "shared/money.yaml", MONEY.replace("cents", "pence"));
    expect(await check()).toBe(1);
    expect((await generate()).stderr).toBe("generated  schemas/events.generated.ts\n");
    expect(await check()).toBe(0);
  });

  test("stays the same when an import gets a byte order mark", async () => {
    const cwd = project("[../shared/money.yaml]");
    await run(["schemas/events.yaml", "--out", "src/generated"], cwd);
    write(cwd, "shared/money.yaml", `\uFEFF${MONEY}`);
    const { stderr } = await run(["schemas/events.yaml", "--out", "src/generated"], cwd);
    expect(stderr).toBe("unchanged  src/generated/events.generated.ts\n");
  });

  test("is not made of a file that has only types", async () => {
    const cwd = project("[../shared/money.yaml]");
    const { exit, stderr } = await run(["shared/money.yaml", "--check"], cwd);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "only types shared/money.yaml\n" });
  });

  test("is no concern of a file that has only types, and may be another tool's", async () => {
    const cwd = project("[../shared/money.yaml]", { "shared/money.generated.ts": "export {};\n" });
    expect((await run(["shared/money.yaml"], cwd)).exit).toBe(0);
    expect(readFileSync(join(cwd, "shared/money.generated.ts"), "utf8")).toBe("export {};\n");
  });

  test("clashes with no file of its name that has only types", async () => {
    const cwd = project("[../shared/money.yaml]", {
      "types/events.yaml": MONEY,
      "more/events.yaml": MONEY,
    });
    const files = ["types/events.yaml", "more/events.yaml", "schemas/events.yaml"];
    const generate = () => run([...files, "--out", "out"], cwd);
    const only = "only types types/events.yaml\nonly types more/events.yaml\n";
    const first = await generate();
    expect(first).toMatchObject({ exit: 0, stderr: `${only}generated  out/events.generated.ts\n` });
    const { exit } = await run([...files, "--out", "out", "--check"], cwd);
    expect(exit).toBe(0);
  });
});
