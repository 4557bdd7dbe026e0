import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, newTable } from "../engines/connect.js";
import {
  COMPILER_VERSIONS,
  type CompilerOptions,
  type CompilerVersion,
  STRICT_FLAGS,
  tsc,
} from "./compilers.js";
import { nodeThatStripsTypes } from "./node-24.js";
import { EXAMPLES, emitExample, ROOT, readRepositoryFile, temporaryPackage } from "./support.js";

/**
 * The SDK's declarations are most of what a compiler reads here. The oldest compiler and the newest read
 * the real ones; for those between, two lines stand in.
 */
const SDK = { paths: { "@aws-sdk/*": ["./fixture/*.d.ts"] } };
const READS_THE_SDK = new Set([
  "ES modules 5.4",
  "ES modules 7",
  "CommonJS 7",
  "CommonJS of old 5.4",
]);

const STYLES = ["native", "erasable"] as const;

/** How a consumer's code is built: to which modules, and with which of the strictest flags. */
interface Setup {
  readonly name: string;
  readonly type: "module" | "commonjs";
  readonly options: (version: CompilerVersion) => CompilerOptions;
  readonly versions: readonly CompilerVersion[];
}

const SETUPS: readonly Setup[] = [
  {
    name: "ES modules",
    type: "module",
    options: (version) => ({
      module: "nodenext",
      verbatimModuleSyntax: true,
      // Each came after 5.4, and an option that is not known is an error.
      ...(version !== "5.4" && { isolatedDeclarations: true, erasableSyntaxOnly: true }),
    }),
    versions: COMPILER_VERSIONS,
  },
  {
    name: "CommonJS",
    type: "commonjs",
    options: () => ({ module: "nodenext" }),
    versions: COMPILER_VERSIONS,
  },
  {
    // Finds the runtime's entry for generated code through typesVersions alone.
    name: "CommonJS of old",
    type: "commonjs",
    options: () => ({ module: "commonjs", moduleResolution: "node10" }),
    versions: ["5.4", "5.9"],
  },
];

const BUILDS = SETUPS.flatMap((setup) => setup.versions.map((version) => ({ ...setup, version })));

type Build = (typeof BUILDS)[number];

const folders = {
  module: temporaryPackage({ type: "module" }, afterAll),
  commonjs: temporaryPackage({ type: "commonjs" }, afterAll),
};
const programs = STYLES.map((style) => join(style, "program.ts"));
const exporting = STYLES.map((style) => join(style, "exports.ts"));
const clients = STYLES.flatMap((style) =>
  EXAMPLES.map((example) => join(style, example, "events.generated.ts")),
);

/** What is compiled for each style: a program that runs, and one that is there for its declarations. */
const PROGRAMS = ["program.ts", "exports.ts"];

/** Every example in both styles, and the programs for each style that use them. */
async function writeSources(folder: string): Promise<void> {
  cpSync(join(ROOT, "test/emit/fixture"), join(folder, "fixture"), { recursive: true });
  for (const style of STYLES) {
    for (const example of EXAMPLES) {
      mkdirSync(join(folder, style, example), { recursive: true });
      const client = join(folder, style, example, "events.generated.ts");
      writeFileSync(client, await emitExample(example, style));
    }
    for (const program of PROGRAMS) {
      const text = readRepositoryFile(`test/emit/fixture/${program}`);
      writeFileSync(join(folder, style, program), text.replaceAll("../../../schemas-example", "."));
    }
  }
}

function outDir({ name, version }: Build): string {
  return join("out", name, version);
}

/** Whether the compiler infers the types that a program exports; else each would have to be written. */
function declaresByItself({ options, version }: Build): boolean {
  return options(version).isolatedDeclarations !== true;
}

async function compile(build: Build): Promise<string> {
  const options = {
    ...STRICT_FLAGS,
    ...build.options(build.version),
    ...(!READS_THE_SDK.has(`${build.name} ${build.version}`) && SDK),
    declaration: true,
    rootDir: ".",
    outDir: outDir(build),
  };
  const files = [...programs, ...clients, ...(declaresByItself(build) ? exporting : [])];
  const { output } = await tsc(build.version, folders[build.type], options, files);
  return output;
}

const outputs = new Map<Build, string>();

beforeAll(async () => {
  await Promise.all(Object.values(folders).map(writeSources));
  const waiting = [...BUILDS];
  const work = async () => {
    for (let build = waiting.pop(); build !== undefined; build = waiting.pop()) {
      outputs.set(build, await compile(build));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}, 400_000);

/** What a program prints that imports `module` and runs it on the engine. */
async function run(node: readonly string[], cwd: string, module: string): Promise<string> {
  const endpoint = inject("endpoint");
  const tableName = await newTable(connect(endpoint));
  const code = `import(${JSON.stringify(`./${module}`)})
    .then(({ run }) => run(${JSON.stringify(endpoint)}, ${JSON.stringify(tableName)}))
    .then(console.log)`;
  const [command = "", ...args] = node;
  const { stdout } = await promisify(execFile)(command, [...args, "-e", code], { cwd });
  return stdout.trim();
}

describe.each(BUILDS)("as $name with TypeScript $version", (build) => {
  test("every client compiles under all strict flags", () => {
    const errors = (outputs.get(build) ?? "not compiled").split("\n").filter((line) => line !== "");
    const { erasableSyntaxOnly } = build.options(build.version);
    // Enums are not erasable; that they are all that is refused shows the flag at work.
    const refused = erasableSyntaxOnly
      ? EXAMPLES.toSorted().map((example) => `native/${example}/`)
      : [];
    expect(errors).toEqual(
      refused.map((path) => expect.stringMatching(new RegExp(`^${path}.* error TS1294:`))),
    );
  });

  test("the compiled clients save and read, with event types in either style", async () => {
    const folder = join(folders[build.type], outDir(build));
    const runs = STYLES.map((style) => run([process.execPath], folder, `${style}/program.js`));
    expect(await Promise.all(runs)).toEqual(["PRICE_LOWERED 100", "PRICE_LOWERED 100"]);
  });
});

test.each(BUILDS.filter(declaresByItself))(
  "as $name with TypeScript $version, programs export what they make of a client",
  (build) => {
    for (const style of STYLES) {
      const file = join(folders[build.type], outDir(build), style, "exports.d.ts");
      const declarations = readFileSync(file, "utf8");
      expect(declarations).toMatch(/\bEventPage<\S*PriceLowered \| /);
      expect(declarations).not.toMatch(/\bany\b/);
    }
  },
);

test("the client with erasable event types runs without a build", async ({ skip }) => {
  const node = await nodeThatStripsTypes();
  if ("reason" in node) return skip(node.reason);
  const folder = folders.module;
  const program = join(folder, "erasable", "program.ts");
  // Where nothing is compiled, an import names the file that there is.
  writeFileSync(program, readFileSync(program, "utf8").replace("generated.js", "generated.ts"));
  expect(await run(node.command, folder, "erasable/program.ts")).toBe("PRICE_LOWERED 100");
});
