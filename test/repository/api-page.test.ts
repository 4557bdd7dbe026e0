import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-5.9";
import { describe, expect, test } from "vitest";
import { ROOT, readRepositoryFile } from "../emit/support.js";

const PAGE = readRepositoryFile("docs/reference/api.md");

/** The declarations of each entry of the packages that users import from. */
const ENTRIES = {
  "ddb-pattern-runtime": "runtime/dist/esm/index.d.ts",
  "ddb-pattern-runtime/consumers": "runtime/dist/esm/consumers/index.d.ts",
  "ddb-pattern-runtime/maintenance": "runtime/dist/esm/maintenance/index.d.ts",
  "ddb-pattern-runtime/memory": "runtime/dist/esm/memory.d.ts",
  "ddb-pattern-runtime/projections": "runtime/dist/esm/projections/index.d.ts",
  "ddb-pattern-runtime/runner": "runtime/dist/esm/runner/index.d.ts",
  "ddb-pattern-runtime/testing": "runtime/dist/esm/testing/index.d.ts",
  "ddb-pattern-runtime/storage": "runtime/dist/esm/storage/index.d.ts",
  "ddb-pattern-gen": "generator/dist/index.d.ts",
} as const;

const program = ts.createProgram(
  Object.values(ENTRIES).map((file) => join(ROOT, file)),
  { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: [] },
);
const checker = program.getTypeChecker();

function exportsOf(file: string): ts.Symbol[] {
  const source = program.getSourceFile(join(ROOT, file));
  const symbol = source && checker.getSymbolAtLocation(source);
  if (symbol === undefined) throw new Error(`${file} has no exports. Build the packages.`);
  return checker.getExportsOfModule(symbol);
}

/** The section of the page about an entry. */
function sectionOf(entry: string): string {
  const start = PAGE.indexOf(`\n## \`${entry}\`\n`);
  const end = PAGE.indexOf("\n## ", start + 1);
  return PAGE.slice(start, end === -1 ? undefined : end);
}

/** The names in the first column of the tables of a section. */
function namesIn(section: string): string[] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) =>
      Array.from((line.split("|")[1] ?? "").matchAll(/`(\w+)`/g), ([, name]) => name ?? ""),
    );
}

test.each(Object.entries(ENTRIES))(
  "the page lists each export of %s and nothing else",
  (entry, file) => {
    expect(existsSync(join(ROOT, file))).toBe(true);
    const names = exportsOf(file).map(({ name }) => name);
    expect(new Set(namesIn(sectionOf(entry)))).toEqual(new Set(names));
  },
);

describe("the table of errors", () => {
  const rows = sectionOf("ddb-pattern-runtime")
    .split("\n")
    .map((line) => /^\| `(\w+Error)` *\| `([\w-]+)` *\| (.+?) *\| (.+?) *\|$/.exec(line))
    .filter((row) => row !== null);

  test("has each error class with its code, its cause and what to do", () => {
    const classes = exportsOf(ENTRIES["ddb-pattern-runtime"]).filter(({ name }) =>
      name.endsWith("Error"),
    );
    expect(new Set(rows.map(([, name]) => name))).toEqual(new Set(classes.map(({ name }) => name)));
  });

  test("has each code once", () => {
    const type = exportsOf(ENTRIES["ddb-pattern-runtime"]).find(
      ({ name }) => name === "DdbPatternErrorCode",
    );
    const union = type && checker.getDeclaredTypeOfSymbol(type);
    const codes = union?.isUnion()
      ? union.types.map((each) => (each as ts.StringLiteralType).value)
      : [];
    expect(codes.length).toBeGreaterThan(5);
    expect(rows.map(([, , code]) => code).toSorted()).toEqual(codes.toSorted());
  });
});
