import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The rooms of a package, lowest first. A file imports from its own layer and from those below. */
const GENERATOR: readonly (readonly string[])[] = [
  ["util", "project"],
  ["model", "diagnostics"],
  ["language"],
  ["json-schema"],
  ["analysis"],
  ["lint", "emit", "evolution", "copies", "cost", "infrastructure"],
  ["catalogue", "exporters"],
  ["analyze.ts", "generate.ts"],
  ["importers"],
  ["index.ts", "api", "tables", "workspace", "project-config", "init", "local-engine", "terminal"],
  ["commands"],
  ["cli"],
];

const RUNTIME: readonly (readonly string[])[] = [
  ["util", "errors.ts", "observing"],
  ["storage"],
  ["schema"],
  ["keys", "events", "validation"],
  ["contract", "read", "streams", "write"],
  ["deciding", "snapshots"],
  ["client"],
  ["consumers"],
  ["projections", "runner"],
  ["codegen", "compat", "index.ts", "maintenance", "memory.ts", "rules.ts", "testing"],
];

/** The only rooms that may import the AWS SDK. */
const SDK_ROOMS = ["storage/dynamodb/", "client/", "compat/", "consumers/dynamodb/", "runner/"];

interface Import {
  readonly from: string;
  /** A file of the package, or the name of another package. */
  readonly to: string;
}

function importsOf(sources: string): Import[] {
  const folder = join(ROOT, sources);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((file) => file.replaceAll("\\", "/"))
    .flatMap((from) => {
      const text = readFileSync(join(folder, from), "utf8");
      return Array.from(
        text.matchAll(/(?:\bfrom|\bimport\(|^import)\s*"([^"]+)"/gm),
        ([, to = ""]) => ({
          from,
          to: to.startsWith(".") ? posix.join(dirname(from), to).replace(/\.js$/, ".ts") : to,
        }),
      );
    });
}

function layerOf(file: string, layers: readonly (readonly string[])[]): number {
  return layers.findIndex((rooms) => rooms.includes(file.split("/")[0] ?? ""));
}

/** The imports that go up, or leave the package's sources. */
function violations(sources: string, layers: readonly (readonly string[])[]): string[] {
  return importsOf(sources)
    .filter(({ to }) => to.endsWith(".ts"))
    .filter(({ from, to }) => layerOf(to, layers) > layerOf(from, layers))
    .map(({ from, to }) => `${from} imports ${to}`);
}

describe.each([
  ["generator/src", GENERATOR],
  ["runtime/src", RUNTIME],
] as const)("%s", (sources, layers) => {
  test("has no room that the layers do not name", () => {
    const rooms = new Set(importsOf(sources).map(({ from }) => from.split("/")[0] ?? ""));
    expect([...rooms].filter((room) => layerOf(room, layers) === -1)).toEqual([]);
  });

  test("imports from the same layer or from one below", () => {
    expect(importsOf(sources).length).toBeGreaterThan(100);
    expect(violations(sources, layers)).toEqual([]);
  });
});

test("the model knows no TypeScript, no ajv and no YAML", () => {
  const imports = importsOf("generator/src").filter(({ from }) => from.startsWith("model/"));
  expect(imports.length).toBeGreaterThan(0);
  expect(
    imports.filter(({ to }) => !/^(?:model|util)\/|^ddb-pattern-runtime\/rules$/.test(to)),
  ).toEqual([]);
});

test("only the rooms for DynamoDB import the AWS SDK", () => {
  const imports = importsOf("runtime/src").filter(({ to }) => to.startsWith("@aws-sdk/"));
  expect(imports.length).toBeGreaterThan(0);
  const others = imports.filter(({ from }) => !SDK_ROOMS.some((room) => from.startsWith(room)));
  expect(others).toEqual([]);
});
