import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Ajv, type ErrorObject } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CASES, names } from "../cases/support.js";
import { run, temporaryFolder, write } from "../cli/support.js";

/**
 * Editors check a schema with the published JSON Schema alone. They must mark what the command calls
 * structurally wrong, at the same places, and nothing that has no other cause.
 */
const validate = new Ajv({ allErrors: true, strictSchema: false, strictTypes: false }).compile(
  JSON.parse(
    readFileSync(new URL("../../generator/events.schema.json", import.meta.url), "utf8"),
  ) as object,
);

const STRUCTURAL = ["unknown-key", "missing-key", "wrong-type", "invalid-name", "invalid-value"];
/** Of these files, the command has not seen the structure. */
const UNREAD = [
  "not-utf8",
  "yaml-syntax",
  "foreign-document",
  "duplicate-key",
  "too-many-values",
  "too-deep",
];

/** What `cost --budget` reads: no schema. */
const BUDGET = "budget.yaml";

const files = names.flatMap((name) =>
  readdirSync(join(CASES, name), { recursive: true, encoding: "utf8" })
    .filter((file) => [".yaml", ".yml"].includes(extname(file)) && isYaml(join(CASES, name, file)))
    .filter((file) => basename(file) !== BUDGET)
    .map((file) => join(name, file)),
);

function isYaml(file: string): boolean {
  try {
    parse(readFileSync(file, "utf8"), { logLevel: "error" });
    return true;
  } catch {
    return false;
  }
}

interface JsonDiagnostic {
  readonly code: string;
  readonly path: readonly (string | number)[];
}

async function diagnosticsOf(bytes: Uint8Array): Promise<readonly JsonDiagnostic[]> {
  const cwd = temporaryFolder();
  write(cwd, "events.yaml", bytes);
  const { stdout } = await run(["lint", "events.yaml", "--format", "json"], cwd);
  return (JSON.parse(stdout) as { diagnostics: JsonDiagnostic[] }).diagnostics;
}

function marksOfCommand(diagnostics: readonly JsonDiagnostic[]): string[] {
  return diagnostics
    .filter(({ code }) => STRUCTURAL.includes(code))
    .map(({ path }) => pathText(path));
}

function marksOfEditor(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).flatMap((error) => markOf(error) ?? []);
}

function markOf({ keyword, instancePath, params, propertyName }: ErrorObject): string | undefined {
  // They only say that what they hold is wrong.
  if (keyword === "if" || keyword === "propertyNames") return undefined;
  const steps = instancePath.split("/").slice(1);
  const path = steps.map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  if (keyword === "additionalProperties") path.push(String(params.additionalProperty));
  else if (keyword === "uniqueItems") path.push(String(Math.max(params.i, params.j)));
  else if (propertyName !== undefined) path.push(propertyName);
  return pathText(path);
}

function pathText(path: readonly (string | number)[]): string {
  return JSON.stringify(path.map(String));
}

const compared: string[] = [];

test.each(files)("%s", async (file) => {
  const bytes = readFileSync(join(CASES, file));
  const diagnostics = await diagnosticsOf(bytes);
  if (diagnostics.some(({ code }) => UNREAD.includes(code))) return;
  compared.push(file);

  const marked = new Set(marksOfEditor(parse(bytes.toString())));
  const reported = marksOfCommand(diagnostics);
  expect(reported.filter((path) => !marked.has(path))).toEqual([]);
  const unreported = [...marked].filter((path) => !reported.includes(path));
  expect(unreported.filter((path) => !isExplained(JSON.parse(path), diagnostics))).toEqual([]);
});

/**
 * Whether a part is wrong by a mistake that the command reports at another one: in the part, or at an unknown key
 * beside it or of it. Editors mark each part that is wrong, and the command reports each mistake once.
 */
function isExplained(path: readonly string[], diagnostics: readonly JsonDiagnostic[]): boolean {
  return diagnostics.some(({ code, path: other }) => {
    const steps = other.map(String);
    const isInside = path.every((step, index) => steps[index] === step);
    const isBeside =
      code === "unknown-key" && isDeepStrictEqual(path.slice(0, -1), steps.slice(0, -1));
    return isInside || isBeside;
  });
}

test("most files are compared", () => {
  expect(compared.length).toBeGreaterThan(40);
});

type Part = Readonly<Record<string, unknown>>;
const SCHEMA = validate.schema as Part;

/** A part of the schema and all that it says of parts of values. */
function partsOf(part: unknown): Part[] {
  if (typeof part !== "object" || part === null) return [];
  const { properties = {}, definitions = {}, defaultSnippets: _, ...rest } = part as Part;
  const inner = [properties, definitions, rest].flatMap((parts) => Object.values(parts as object));
  return [part as Part, ...inner.flatMap(partsOf)];
}

function definition(reference: unknown): Part {
  const name = String(reference).replace("#/definitions/", "");
  return (SCHEMA.definitions as Readonly<Record<string, Part>>)[name] ?? {};
}

const BUILT_IN = [
  ...["string", "number", "integer", "boolean", "ulid", "uuid", "timestamp", "date"],
  ...["decimal", "int64", "time", "local-date-time", "duration"],
  ...["email", "uri", "json", "object"],
];

test("editors can tell of every key what it is for", () => {
  const keys = partsOf(SCHEMA).flatMap(({ properties }) => Object.entries(properties ?? {}));
  const untold = keys.filter(([, key]) => {
    const part = key as Part | true;
    return part !== true && (part.description ?? definition(part.$ref).description) === undefined;
  });
  expect(untold).toEqual([]);
  expect(keys.length).toBeGreaterThan(100);
});

test("editors offer every built-in type, and a union before anything is typed", () => {
  const offered = definition("typeNames").defaultSnippets as readonly { body: string }[];
  const names = BUILT_IN;
  const types = names.flatMap((name) => [name, `${name}[]`]);
  expect(offered.map(({ body }) => body).toSorted()).toEqual(types.toSorted());
  for (const name of ["dataField", "metadataField", "valueType"]) {
    const { else: mapping } = definition(name) as { else: { else: { else: Part } } };
    expect(Object.keys(mapping.else.else.properties as Part)).toEqual(["oneOf", "discriminator"]);
  }
});

test("each snippet is legal where it is offered", () => {
  const parts = partsOf(SCHEMA).filter((part) => part.defaultSnippets !== undefined);
  const wrong = parts.flatMap((part) => {
    const isLegal = new Ajv({ strict: false }).compile({
      ...part,
      definitions: SCHEMA.definitions,
    });
    return (part.defaultSnippets as readonly { body: unknown }[])
      .map(({ body }) => filledIn(body))
      .filter((body) => !isLegal(body));
  });
  expect(wrong).toEqual([]);
  expect(parts.length).toBeGreaterThan(5);
});

/** What stands there when the placeholders are left as they are; `^` says that it is no text. */
function filledIn(body: unknown): unknown {
  const text = JSON.stringify(body).replace(/\$\{\d+:([^}]*)\}/g, "$1");
  return JSON.parse(text.replace(/"\^([^"]*)"/g, "$1"));
}
