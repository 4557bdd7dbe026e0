import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CASES, names } from "../cases/support.js";
import { run, temporaryFolder, write } from "../cli/support.js";

/**
 * Editors check a schema with the published JSON Schema alone. They must mark what the command calls
 * structurally wrong, at the same places, and nothing else.
 */
const validate = new Ajv({ allErrors: true, strictSchema: false, strictTypes: false }).compile(
  JSON.parse(
    readFileSync(new URL("../../generator/events.schema.json", import.meta.url), "utf8"),
  ) as object,
);

const STRUCTURAL = ["unknown-key", "missing-key", "wrong-type", "invalid-name", "invalid-value"];
/** Of these files, the command has not seen the structure. */
const UNREAD = ["not-utf8", "yaml-syntax", "duplicate-key", "too-many-values", "too-deep"];

interface Mark {
  readonly path: string;
  readonly isMissing: boolean;
}

const files = names.flatMap((name) =>
  readdirSync(join(CASES, name), { recursive: true, encoding: "utf8" })
    .filter((file) => [".yaml", ".yml"].includes(extname(file)) && isYaml(join(CASES, name, file)))
    .map((file) => join(name, file)),
);

function isYaml(file: string): boolean {
  try {
    parse(readFileSync(file, "utf8"));
    return true;
  } catch {
    return false;
  }
}

interface JsonFinding {
  readonly code: string;
  readonly path: readonly (string | number)[];
}

async function findingsOf(bytes: Uint8Array): Promise<readonly JsonFinding[]> {
  const cwd = temporaryFolder();
  write(cwd, "events.yaml", bytes);
  const { stdout } = await run(["lint", "events.yaml", "--format", "json"], cwd);
  return (JSON.parse(stdout) as { findings: JsonFinding[] }).findings;
}

function marksOfCommand(findings: readonly JsonFinding[]): Mark[] {
  return findings
    .filter(({ code }) => STRUCTURAL.includes(code))
    .map(({ code, path }) => ({ path: pathText(path), isMissing: code === "missing-key" }));
}

function marksOfEditor(document: unknown): Mark[] {
  validate(document);
  return (validate.errors ?? []).flatMap((error) => markOf(error) ?? []);
}

function markOf({ keyword, instancePath, params, propertyName }: ErrorObject): Mark | undefined {
  // They only say that what they hold is wrong.
  if (keyword === "if" || keyword === "propertyNames") return undefined;
  const steps = instancePath.split("/").slice(1);
  const path = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (keyword === "additionalProperties") path.push(String(params.additionalProperty));
  else if (keyword === "uniqueItems") path.push(String(Math.max(params.i, params.j)));
  else if (propertyName !== undefined) path.push(propertyName);
  return { path: pathText(path), isMissing: keyword === "required" };
}

function pathText(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map(String));
}

const compared: string[] = [];

test.each(files)("%s", async (file) => {
  const bytes = readFileSync(join(CASES, file));
  const findings = await findingsOf(bytes);
  if (findings.some(({ code }) => UNREAD.includes(code))) return;
  compared.push(file);

  // The command says of a misspelt key that it is misspelt, and not that it is missing, too.
  const unknown = findings.filter(({ code }) => code === "unknown-key");
  const withMisspelt = unknown.map(({ path }) => pathText(path.slice(0, -1)));
  const pathsOf = (marks: readonly Mark[]) => {
    const told = marks.filter(({ path, isMissing }) => !isMissing || !withMisspelt.includes(path));
    return new Set(told.map(({ path }) => path));
  };
  expect(pathsOf(marksOfEditor(parse(bytes.toString())))).toEqual(
    pathsOf(marksOfCommand(findings)),
  );
});

test("most files are compared", () => {
  expect(compared.length).toBeGreaterThan(40);
});
