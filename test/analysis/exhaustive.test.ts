import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript-5.9";
import { expect, test } from "vitest";

const GENERATOR = fileURLToPath(new URL("../../generator/", import.meta.url));
const SOURCES = join(GENERATOR, "src");
const MODEL = join(SOURCES, "model/model.ts");

const FOLDERS = ["model", "analysis", "json-schema", "emit"].map((name) => join(SOURCES, name));

/** The sources of the folders that do not compile once `change` is made to the model. */
function refusedAfter(change: (model: string) => string): string[] {
  const { config } = ts.readConfigFile(join(GENERATOR, "tsconfig.json"), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(SOURCES));
  const host = ts.createCompilerHost(options);
  const { readFile } = host;
  host.readFile = (file) => {
    const text = readFile(file);
    return file === MODEL && text !== undefined ? change(text) : text;
  };
  const roots = fileNames.filter((file) => FOLDERS.some((folder) => file.startsWith(folder)));
  const program = ts.createProgram(roots, { ...options, noEmit: true }, host);
  return roots.filter((file) => {
    const source = program.getSourceFile(file);
    return program.getSemanticDiagnostics(source).length > 0;
  });
}

/** The sources of the folders that choose by the kind of a type. */
function walkers(): string[] {
  const files = FOLDERS.flatMap((folder) => ts.sys.readDirectory(folder, [".ts"]));
  return files.filter((file) => ts.sys.readFile(file)?.includes("switch (type.kind)"));
}

const named = (files: readonly string[]) => files.map((file) => relative(SOURCES, file)).toSorted();

test("a kind of type that is added does not compile until every walker handles it", () => {
  const kind = '    | { readonly kind: "set"; readonly items: FieldType }\n';
  const refused = refusedAfter((model) => model.replace("    | ErrorType\n", `$&${kind}`));
  expect(walkers().length).toBeGreaterThan(3);
  expect(named(refused)).toEqual(named(walkers()));
});
