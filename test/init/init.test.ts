import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { VERSIONS } from "../../generator/src/init/versions.js";
import { type Files, run, STORE, temporaryFolder } from "../cli/support.js";
import { ROOT } from "../emit/support.js";

interface PlanJson {
  readonly project: Readonly<Record<string, unknown>>;
  readonly steps: readonly { readonly action: string; readonly path: string }[];
  readonly next: readonly { readonly line: string }[];
  readonly notes: readonly string[];
}

async function plan(files: Files, env: Readonly<Record<string, string>> = {}): Promise<PlanJson> {
  const folder = temporaryFolder({ ".git/HEAD": "", ...files });
  const { exit, stdout } = await run(["init", "--dry-run", "--format", "json"], folder, { env });
  expect(exit).toBe(0);
  return JSON.parse(stdout) as PlanJson;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

function textsIn(folder: string): string[] {
  return filesIn(folder).map((file) => `${file}\n${readFileSync(join(folder, file), "utf8")}`);
}

const manifest = (members: object): string =>
  `${JSON.stringify({ name: "shop", ...members }, null, 2)}\n`;

test("the versions that init writes are those that this repository tests with", () => {
  const { devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(ROOT, "package.json"), "utf8"),
  );
  const tested = { ...devDependencies, ...optionalDependencies };
  for (const [name, range] of Object.entries(VERSIONS)) {
    expect([name, range.replace("^", "")]).toEqual([name, tested[name].replace("^", "")]);
  }
});

describe("the package manager", () => {
  test.each([
    [
      "of the field packageManager",
      { "package.json": manifest({ packageManager: "pnpm@10.0.0" }), "yarn.lock": "" },
      "pnpm",
    ],
    ["of pnpm's lock file", { "pnpm-lock.yaml": "" }, "pnpm"],
    ["of yarn's lock file", { "yarn.lock": "" }, "yarn"],
    ["of bun's lock file", { "bun.lock": "" }, "bun"],
    ["of npm's lock file", { "package-lock.json": "{}" }, "npm"],
  ])("is the one %s", async (_, files, expected) => {
    const { project, next } = await plan(files, {
      npm_config_user_agent: "npm/11.0.0 node/v22.0.0",
    });
    expect(project.packageManager).toBe(expected);
    expect(next[0]?.line).toBe(`${expected} install`);
  });

  test("is else the program that runs the command, or npm", async () => {
    const agent = "bun/1.2.0 npm/? node/v22.0.0 linux x64";
    expect((await plan({}, { npm_config_user_agent: agent })).project.packageManager).toBe("bun");
    expect((await plan({}, { npm_config_user_agent: "deno/2" })).project.packageManager).toBe(
      "npm",
    );
    expect((await plan({})).project.packageManager).toBe("npm");
  });

  test("is that of a workspace above", async () => {
    const folder = temporaryFolder({ ".git/HEAD": "", "pnpm-lock.yaml": "", "packages/a/x": "" });
    const { stderr } = await run(["init", "--dry-run"], join(folder, "packages/a"));
    expect(stderr).toMatch(/^This folder: pnpm, ES modules, the test runner of Node$/m);
  });
});

describe("a second run", () => {
  test("has nothing to do, and changes nothing", async () => {
    const folder = temporaryFolder({ ".git/HEAD": "" });
    await run(["init", "--agents", "--ci"], folder);
    const before = textsIn(folder);
    const { exit, stderr } = await run(["init", "--agents", "--ci"], folder);
    expect(exit).toBe(0);
    expect(stderr).toContain("\nNothing to do.\n");
    expect(textsIn(folder)).toEqual(before);
  });

  test("adds what was deleted from package.json, and no example", async () => {
    const folder = temporaryFolder({ ".git/HEAD": "" });
    await run(["init"], folder);
    rmSync(join(folder, "package.json"));
    rmSync(join(folder, "src/main.ts"));
    await run(["init"], folder);
    expect(filesIn(folder)).not.toContain("src/main.ts");
    const { dependencies, scripts } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    expect(Object.keys(dependencies)).toContain("ddb-pattern-runtime");
    expect(scripts).toMatchObject({ generate: "ddb-pattern-gen", dev: "ddb-pattern-gen dev" });
  });
});

test("--dry-run writes nothing", async () => {
  const folder = temporaryFolder({ "package.json": "{}" });
  const { stderr } = await run(["init", "--dry-run", "--agents"], folder);
  expect(stderr).toContain("\nNothing was written.\n");
  expect(textsIn(folder)).toEqual(["package.json\n{}"]);
});

test("files that exist stay as they are", async () => {
  const files = {
    "package.json": manifest({
      type: "module",
      scripts: { start: "mine", test: "mine too", dev: "mine as well", build: "vite build" },
      devDependencies: { vitest: "^3.0.0", typescript: "~5.4.0" },
    }),
    "tsconfig.json": "{}",
    "src/x.ts": "",
    ".gitattributes": "*.png binary",
    "AGENTS.md": "mine",
  };
  const folder = temporaryFolder({ ".git/HEAD": "", ...files });
  const { exit, stderr } = await run(["init", "--agents"], folder);
  expect(exit).toBe(0);
  expect(stderr).toContain("  keep    AGENTS.md: exists\n");
  expect(readFileSync(join(folder, "AGENTS.md"), "utf8")).toBe("mine");
  expect(readFileSync(join(folder, "tsconfig.json"), "utf8")).toBe("{}");
  expect(readFileSync(join(folder, ".gitattributes"), "utf8")).toBe(
    "*.png binary\n*.generated.ts linguist-generated\n",
  );
  const after = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  expect(after.scripts).toEqual({
    start: "mine",
    test: "mine too",
    dev: "mine as well",
    build: "vite build",
    prebuild: "ddb-pattern-gen",
    "events:start": "tsx src/events/example.ts",
    "events:dev": "ddb-pattern-gen dev",
    "check:events": "ddb-pattern-gen --check",
  });
  expect(after.devDependencies).toEqual({
    vitest: "^3.0.0",
    typescript: "~5.4.0",
    "ddb-pattern-gen": after.dependencies["ddb-pattern-runtime"],
    tsx: VERSIONS.tsx,
  });
});

test("npm's placeholder of a test is replaced", async () => {
  const scripts = { test: 'echo "Error: no test specified" && exit 1' };
  const folder = temporaryFolder({ ".git/HEAD": "", "package.json": manifest({ scripts }) });
  await run(["init"], folder);
  const after = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  expect(after.scripts.test).toBe("node --test dist/*.test.js");
});

test("a schema of the user's gets no example, and its module stays beside it", async () => {
  const folder = temporaryFolder({ ".git/HEAD": "", "events.yaml": STORE });
  await run(["init"], folder);
  expect(filesIn(folder)).toEqual([
    ".git/HEAD",
    ".gitattributes",
    ".gitignore",
    "ddb-pattern-gen.config.yaml",
    "events.yaml",
    "package.json",
    "tsconfig.json",
  ]);
  expect((await run([], folder)).stderr).toBe("generated  events.generated.ts\n");
});

test("a CommonJS package that refuses ES imports is told so", async () => {
  const compilerOptions = { verbatimModuleSyntax: true };
  const files = {
    "package.json": manifest({}),
    "tsconfig.json": JSON.stringify({ compilerOptions }),
  };
  expect((await plan(files)).notes[0]).toContain('add "type": "module" to package.json');
  const esm = { ...files, "package.json": manifest({ type: "module" }) };
  expect((await plan(esm)).notes.join()).not.toContain("verbatimModuleSyntax");
});

test("a package.json without sources becomes one of ES modules, and one with sources stays", async () => {
  const files = { "package.json": manifest({}), "node_modules/a/index.js": "" };
  const folder = temporaryFolder({ ".git/HEAD": "", ...files });
  const { stderr } = await run(["init"], folder);
  expect(stderr).toMatch(/^This folder: npm, ES modules, /);
  expect(stderr).toMatch(/^ {2}change {2}package\.json: "type": "module"; scripts /m);
  const after = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  expect(after).toMatchObject({ name: "shop", type: "module" });
  expect(readFileSync(join(folder, "src/main.ts"), "utf8")).toContain('"./events.generated.js"');

  const CONFIG = {
    "ddb-pattern-gen.config.yaml": "version: 1\nschemas: [{ file: events.yaml }]\n",
  };
  for (const other of [
    { "src/a.ts": "" },
    { "index.cjs": "" },
    { "tsconfig.json": "{}" },
    CONFIG,
  ]) {
    expect((await plan({ ...files, ...other })).project.modules).toBe("commonjs");
  }
  const commonJs = { "package.json": manifest({ type: "commonjs" }) };
  expect((await plan(commonJs)).project.modules).toBe("commonjs");
});

test("a package.json that is no JSON, and a folder that is none, are errors", async () => {
  const folder = temporaryFolder({ "package.json": "{,", file: "" });
  const outcome = await run(["init"], folder);
  expect(outcome.exit).toBe(1);
  expect(outcome.stderr).toContain("error file-unreadable  package.json\n");
  expect((await run(["init", "file"], folder)).exit).toBe(1);
  expect(filesIn(folder)).toEqual(["file", "package.json"]);
});

test.each([
  ["a folder", { "package.json/readme": "" }, "package.json"],
  ["a large schema", { "events.yaml": "#".repeat(1_100_000) }, "events.yaml"],
])("%s in the place of a file is an error, before anything is written", async (_, files, file) => {
  const folder = temporaryFolder(files);
  const before = textsIn(folder);
  const { exit, stderr } = await run(["init"], folder);
  expect(exit).toBe(1);
  expect(stderr).toContain(`error file-unreadable  ${file}\n`);
  expect(textsIn(folder)).toEqual(before);
});

test.each(["scripts", "dependencies", "devDependencies"])(
  "a package.json whose %s are no object is left alone",
  async (key) => {
    const folder = temporaryFolder({ "package.json": `{ "${key}": "x" }` });
    const { exit, stderr } = await run(["init"], folder);
    expect(exit).toBe(1);
    expect(stderr).toContain(`its "${key}" is not an object`);
    expect(filesIn(folder)).toEqual(["package.json"]);
  },
);

test("a package.json keeps its byte order mark", async () => {
  const folder = temporaryFolder({ "package.json": '\u{feff}{\n\t"name": "shop"\n}' });
  expect((await run(["init"], folder)).exit).toBe(0);
  const text = readFileSync(join(folder, "package.json"), "utf8");
  expect(text).toMatch(/^\u{feff}\{\n\t"name": "shop",\n\t"type": "module",\n\t"scripts"/u);
});

test.each(["npm", "pnpm", "yarn", "bun"])(
  "scripts of the user run as before, with %s",
  async (manager) => {
    const own = { build: "esbuild", start: "node .", test: "mocha", dev: "nodemon" };
    const folder = temporaryFolder({
      ".git/HEAD": "",
      "package.json": manifest({ packageManager: `${manager}@4.0.0`, scripts: own }),
    });
    await run(["init"], folder);
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    expect(scripts).toMatchObject(own);
    expect(scripts["events:build"]).toMatch(/^ddb-pattern-gen && .* && tsc$/);
    expect(scripts).not.toHaveProperty("prestart");
    expect(scripts).not.toHaveProperty("pretest");
    if (manager === "npm" || manager === "pnpm") {
      expect(scripts).toMatchObject({
        "preevents:start": `${manager} run events:build`,
        "preevents:test": `${manager} run events:build`,
      });
    }
    if (manager === "yarn") {
      expect(scripts["events:start"]).toBe("yarn events:build && node dist/main.js");
    }
  },
);

test("a file that cannot be written is one error, and leaves the config out", async () => {
  const folder = temporaryFolder({ src: "a file in the place of the folder" });
  const { exit, stderr } = await run(["init"], folder);
  expect(exit).toBe(1);
  expect(stderr).toContain("error output-unwritable  src/main.ts\n");
  expect(filesIn(folder)).not.toContain("ddb-pattern-gen.config.yaml");
});

test("the commands of AGENTS.md do what it says, and its files exist", async () => {
  const folder = temporaryFolder({ ".git/HEAD": "" });
  await run(["init", "--agents"], folder);
  const text = readFileSync(join(folder, "AGENTS.md"), "utf8");
  const commands = Array.from(text.matchAll(/`npx ddb-pattern-gen([^`]*)`/g), ([, args = ""]) =>
    args.replace("CODE", "too-deep").trim().split(" ").filter(Boolean),
  );
  expect(commands.length).toBeGreaterThan(5);
  for (const args of commands) {
    // It compares with a branch, and there is no repository.
    if (args[0] === "breaking") continue;
    // It starts an engine. Tests of `dev` do, too.
    if (args[0] === "dev") continue;
    const { exit, stdout } = await run(args, folder);
    expect([args, exit]).toEqual([args, 0]);
    if (args.includes("json")) expect(JSON.parse(stdout)).toBeTypeOf("object");
  }
  for (const file of ["events.yaml", "src/events.generated.ts", "ddb-pattern-gen.config.yaml"]) {
    expect(text).toContain(`\`${file}\``);
    expect(filesIn(folder)).toContain(file);
  }
  const pages = Array.from(
    text.matchAll(/`node_modules\/ddb-pattern-(gen|runtime)\/docs\/(\S+)`/g),
    ([, , page = ""]) => page,
  );
  expect(pages.length).toBe(3);
  for (const page of pages) expect(() => readFileSync(join(ROOT, "docs", page))).not.toThrow();
});

test.each(["npm", "pnpm", "yarn", "bun"])(
  "the workflow for %s is one that GitHub can run",
  async (manager) => {
    const folder = temporaryFolder({ ".git/HEAD": "" });
    const env = { npm_config_user_agent: `${manager}/1.0.0` };
    await run(["init", "--ci"], folder, { env });
    const workflow = parse(readFileSync(join(folder, ".github/workflows/events.yaml"), "utf8"));
    const { steps } = workflow.jobs.events;
    for (const step of steps) expect(Object.keys(step)).toContain("uses" in step ? "uses" : "run");
    const commands = steps.flatMap((step: { run?: string }) => step.run ?? []);
    expect(commands.join("\n")).toMatch(/install|npm ci/);
    expect(commands.join("\n")).toContain("ddb-pattern-gen --check --format github");
    expect(commands.at(-1)).toMatch(new RegExp(`^${manager} (?:run )?test$`));
  },
);
