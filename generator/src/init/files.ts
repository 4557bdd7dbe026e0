import { CONFIG_FILE } from "../workspace/lock-names.js";
import type { Facts } from "./facts.js";
import { type Layout, SCHEMA_PATH } from "./layout.js";
import { EXEC, type PackageManager, runScript } from "./package-manager.js";
import type { Scripts } from "./scripts.js";
import type { InitTemplates } from "./templates.js";

/** A file that init creates if there is none. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** Its purpose, in a few words. */
  readonly purpose: string;
}

/** What a user asked for besides. */
export interface Extras {
  readonly hasAgents: boolean;
  readonly hasCi: boolean;
}

const WORKFLOW_PATH = ".github/workflows/events.yaml";

/** The example, and the files that belong to the project. */
export function planFiles(
  facts: Facts,
  layout: Layout,
  scripts: Scripts,
  extras: Extras,
  templates: InitTemplates,
): PlannedFile[] {
  const { manager } = facts;
  const { kind, out, example } = layout;
  const words = {
    // The config may name any folder, and Markdown reads some characters as its own.
    out: out.replace(/[^\w./@ -]/g, "?"),
    ext: facts.isEsm ? ".js" : "",
    dev: runScript(manager, scripts.dev ?? "dev"),
    test: runScript(manager, scripts.test ?? "test"),
    exec: EXEC[manager],
    setup: setupSteps(manager),
    ...testWords(facts),
  };
  const fill = (template: string) =>
    template.replace(/\$(\w+)\$/g, (whole, name: string) =>
      Object.hasOwn(words, name) ? words[name as keyof typeof words] : whole,
    );
  const file = (path: string, template: keyof InitTemplates, purpose: string): PlannedFile => ({
    path,
    // Jest's globals are not imported.
    text: fill(templates[template]).trimStart(),
    purpose,
  });
  return [
    ...(example === undefined
      ? []
      : [
          file(SCHEMA_PATH, "schema", "the schema: event types and streams"),
          file(example.program, "program", "a program that saves events and reads them"),
          file(example.test, "test", "a unit test on a table in memory"),
        ]),
    ...(kind === "new"
      ? [
          file("tsconfig.json", "tsconfig", "the options of TypeScript"),
          file(".gitignore", "gitignore", "folders that are not committed"),
        ]
      : []),
    ...(extras.hasCi || facts.hasGithub
      ? [file(WORKFLOW_PATH, "workflow", "the checks of a pull request on GitHub")]
      : []),
    ...(extras.hasAgents ? [file("AGENTS.md", "agents", "instructions for coding agents")] : []),
  ];
}

/** The config. It is written last: a project with a config has all the rest. */
export function planConfig({ out, example }: Layout, { config }: InitTemplates): PlannedFile {
  // The module of a schema of the user's is beside it, and its table has another name.
  const own = example === undefined ? config.replace(/^ +(?:out|table): .*\n/gm, "") : config;
  return {
    path: CONFIG_FILE,
    text: own.replace("$out$", () => out),
    purpose: "the config: the schemas of the project, with their options",
  };
}

/** The words of the test that differ between test runners. */
function testWords({ runner, hasJestGlobals, isEsm }: Facts) {
  const expecting = { equal: "expect", to: ").toEqual(" };
  switch (runner) {
    case "vitest":
      return { ...expecting, imports: 'import { expect, test } from "vitest";' };
    case "jest": {
      const imports =
        hasJestGlobals || isEsm ? 'import { expect, test } from "@jest/globals";' : "";
      return { ...expecting, imports };
    }
    case "node":
    case "bun":
      return {
        equal: "assert.deepEqual",
        to: ", ",
        imports: 'import assert from "node:assert/strict";\nimport { test } from "node:test";',
      };
  }
}

/** The steps of a workflow that install the packages. */
function setupSteps(manager: PackageManager): string {
  const node = (cache: string) => [
    "- uses: actions/setup-node@v5",
    "  with:",
    "    node-version: 22",
    `    cache: ${cache}`,
  ];
  const steps: Readonly<Record<PackageManager, readonly string[]>> = {
    npm: [...node("npm"), "- run: npm ci"],
    pnpm: ["- uses: pnpm/action-setup@v4", ...node("pnpm"), "- run: pnpm install"],
    yarn: ["- run: corepack enable", ...node("yarn"), "- run: yarn install"],
    bun: ["- uses: oven-sh/setup-bun@v2", "- run: bun install --frozen-lockfile"],
  };
  return steps[manager].map((line) => `      ${line}`).join("\n");
}
