import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { promisedVersions } from "./compatibility-page.js";

/** The part of a workflow that is read here. */
interface Workflow {
  readonly on: unknown;
  readonly permissions?: Permissions;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: Permissions;
  readonly uses?: string;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps?: readonly Step[];
}

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
}

type Permissions = Readonly<Record<string, "read" | "write">>;

const ROOT = new URL("../../", import.meta.url);
const WORKFLOWS = new URL(".github/workflows/", ROOT);

const read = (path: string, base = ROOT) => readFileSync(new URL(path, base), "utf8");

const workflows = readdirSync(WORKFLOWS).map((file) => ({
  file,
  text: read(file, WORKFLOWS),
  workflow: parse(read(file, WORKFLOWS), { strict: true }) as Workflow,
}));

const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, name, job, workflow })),
);

/** Each job that may write, and why. Add one here only if the job cannot do without. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  "codeql.yml analyze": ["security-events"],
  "release.yml publish": ["id-token"],
  "release.yml github-release": ["contents"],
};

describe.each(workflows)("$file", ({ text, workflow }) => {
  test("reads at most, unless a job asks for more", () => {
    expect(workflow.permissions).toBeDefined();
    expect(writes(workflow.permissions)).toEqual([]);
  });

  test("does not give code of a fork the rights of this repository", () => {
    expect(JSON.stringify(workflow.on)).not.toMatch(/pull_request_target|workflow_run/);
  });

  test("pins every action to a commit, with its version beside it", () => {
    const uses = text.split("\n").filter((line) => /^\s*(- )?uses:/.test(line));
    for (const line of uses) {
      expect(line).toMatch(/uses: (\.\/\S+|[\w-]+(\/[\w-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
    }
  });
});

test.each(jobs)("the job $name of $file writes nothing that is not listed here", (each) => {
  const { file, name, job } = each;
  expect(writes(job.permissions)).toEqual(WRITES[`${file} ${name}`] ?? []);
});

test.each(jobs)("the job $name of $file ends, or is a workflow that does", ({ job }) => {
  if (job.uses === undefined) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
  else expect(existsSync(new URL(job.uses, ROOT))).toBe(true);
});

test.each(jobs)("the job $name of $file puts no text of others into a script", ({ job }) => {
  const expressions = scriptsOf(job).flatMap((script) => script.match(/\$\{\{.*?\}\}/g) ?? []);
  // Only what this repository's own files say: the values of a matrix.
  for (const expression of expressions) expect(expression).toMatch(/^\$\{\{ matrix\.\w+ \}\}$/);
});

test("every npm script that a workflow runs exists", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const called = jobs.flatMap(({ job }) =>
    scriptsOf(job)
      .flatMap((script) => expand(script, job))
      .flatMap((script) => Array.from(script.matchAll(/\bnpm (?:run )?([\w:-]+)/g)))
      .map(([command, script = ""]) => (command.startsWith("npm run") ? script : command))
      .filter((name) => !NPM_COMMANDS.has(name)),
  );
  expect(called.length).toBeGreaterThan(5);
  expect(called.filter((name) => scripts[name.replace("npm ", "")] === undefined)).toEqual([]);
});

/** What npm does itself. */
const NPM_COMMANDS: ReadonlySet<string> = new Set(
  ["audit", "ci", "install", "pack", "publish", "sbom", "view"].map((command) => `npm ${command}`),
);

test("CI runs on the Node versions of the compatibility page", () => {
  const matrices = jobs.flatMap(({ job }) => job.strategy?.matrix.node ?? []);
  expect(new Set(matrices)).toEqual(new Set(promisedVersions("Node")));
  for (const name of ["linux", "portable"]) {
    const job = jobs.find((each) => each.file === "ci.yml" && each.name === name)?.job;
    expect(job?.strategy?.matrix.node).toEqual(promisedVersions("Node"));
  }
  expect(promisedVersions("Node")).toContain(read(".nvmrc").trim());
});

test("CI runs on Linux, macOS and Windows", () => {
  const ci = workflows.find(({ file }) => file === "ci.yml")?.text ?? "";
  for (const system of ["ubuntu-latest", "macos-latest", "windows-latest"]) {
    expect(ci).toContain(system);
  }
});

test("the job that can publish runs neither code of this repository nor of a dependency", () => {
  const publishers = jobs.filter(({ job }) => writes(job.permissions).includes("id-token"));
  expect(publishers.map(({ name }) => name)).toEqual(["publish"]);
  for (const { job } of publishers) {
    const uses = (job.steps ?? []).flatMap((step) => step.uses?.replace(/@.*/, "") ?? []);
    expect(uses).toEqual(["actions/download-artifact", "actions/setup-node"]);
    expect(scriptsOf(job).join("\n")).not.toMatch(/npm (ci|install|run)|npx|node /);
  }
});

function writes(permissions: Permissions = {}): string[] {
  return Object.keys(permissions).filter((scope) => permissions[scope] !== "read");
}

function scriptsOf({ steps = [] }: Job): string[] {
  return steps.flatMap(({ run }) => run ?? []);
}

/** A script once for each value of the matrix that it names. */
function expand(script: string, { strategy }: Job): string[] {
  const [expression, variable = ""] = /\$\{\{ matrix\.(\w+) \}\}/.exec(script) ?? [];
  if (expression === undefined) return [script];
  const values = strategy?.matrix[variable] ?? [];
  return values.map((value) => script.replaceAll(expression, value));
}
