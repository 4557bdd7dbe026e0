import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, expect, test } from "vitest";
import { EXAMPLES, ROOT, readRepositoryFile, schemaOf, temporaryPackage } from "./support.js";

const GENERATOR = join(ROOT, "generator", "bin", "ddb-pattern-gen.js");
const committed = EXAMPLES.map((example) =>
  readRepositoryFile(`schemas-example/${example}/events.generated.ts`),
);

let folder: string;

beforeEach(() => {
  folder = temporaryPackage({ type: "module" });
  for (const example of EXAMPLES) {
    mkdirSync(join(folder, "schemas-example", example), { recursive: true });
    cpSync(join(ROOT, schemaOf(example)), join(folder, schemaOf(example)));
  }
});

interface Surroundings {
  readonly files?: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** What the command line writes for all examples. */
async function generated({ files = EXAMPLES.map(schemaOf), cwd = ".", env }: Surroundings) {
  await promisify(execFile)(process.execPath, [GENERATOR, ...files], {
    cwd: join(folder, cwd),
    env: { ...process.env, ...env },
  });
  return EXAMPLES.map((example) =>
    readFileSync(join(folder, "schemas-example", example, "events.generated.ts"), "utf8"),
  );
}

test.each<[string, Surroundings]>([
  ["the files in another order", { files: EXAMPLES.map(schemaOf).toReversed() }],
  ["a glob", { files: ["schemas-example/**/events.yaml"] }],
  [
    "another working folder",
    {
      cwd: "schemas-example/todo",
      files: EXAMPLES.map((example) => `../${example}/events.yaml`),
    },
  ],
  [
    "another country",
    { env: { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Chatham" } },
  ],
  ["no language", { env: { LC_ALL: "C", LANG: "C" } }],
])("%s gives the same bytes", async (_, surroundings) => {
  expect(await generated(surroundings)).toEqual(committed);
});

test("a checkout with CRLF gives the same bytes", async () => {
  for (const example of EXAMPLES) {
    const text = readRepositoryFile(schemaOf(example)).replaceAll("\n", "\r\n");
    expect(text).toContain("\r\n");
    writeFileSync(join(folder, schemaOf(example)), text);
  }
  expect(await generated({})).toEqual(committed);
});
