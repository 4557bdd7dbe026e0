// Builds the package: the language's JSON Schema as a function, the script of HTML pages as a string, the command and
// the API as bundles with declarations, and copies of the repository's templates and documentation.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { copyDocs, writeLlms } from "../../scripts/copy-docs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "src");
const target = join(root, "dist");
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");

runNode("scripts/compile-schema.mjs", "generated");
runNode("scripts/compile-page.mjs", "generated");
// A build that fails leaves the last one.
const declarations = declare();
for (const folder of ["dist", "templates"]) {
  rmSync(join(root, folder), { recursive: true, force: true });
}
cpSync(join(root, "..", "templates"), join(root, "templates"), { recursive: true });
copyDocs(root, "generator");
writeLlms(root, "generator");
await bundle();
copyDeclarations("index");

function runNode(...args) {
  execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });
}

/** Checks the types, and returns a temporary folder with the declarations of all sources. */
function declare() {
  const folder = mkdtempSync(join(tmpdir(), "ddb-pattern-gen-declarations-"));
  process.on("exit", () => rmSync(folder, { recursive: true }));
  runNode(tsc, "-p", "tsconfig.json", "--declaration", "--emitDeclarationOnly", "--outDir", folder);
  return folder;
}

/** Copies the declarations of an entry of the package, and of all that they import. */
function copyDeclarations(entry) {
  const files = new Set([join(declarations, `${entry}.d.ts`)]);
  // A set is iterated in the order of insertion, members that are added meanwhile included.
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const [, path] of text.matchAll(/\b(?:from |import\()"(\.[^"]+)\.js"/g)) {
      files.add(resolve(dirname(file), `${path}.d.ts`));
    }
    const copy = join(target, relative(declarations, file));
    mkdirSync(dirname(copy), { recursive: true });
    writeFileSync(copy, text);
  }
}

/**
 * Few files load faster than many. Dependencies stay packages of their own; the rules that are shared with the
 * runtime are taken in.
 */
async function bundle() {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  await build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/process.ts", index: "src/index.ts" },
    outdir: "dist",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    external: Object.keys(dependencies),
    chunkNames: "[name]-[hash]",
    plugins: [{ name: "source-urls", setup: keepSourceUrls }],
    logLevel: "warning",
  });
}

/** Lets a module find files of the package from its own folder below src, wherever its code is in dist. */
function keepSourceUrls(build) {
  build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
    const text = readFileSync(path, "utf8");
    if (!text.includes("import.meta.url")) return undefined;
    const module = relative(source, path).replaceAll("\\", "/");
    const url = `new URL(${JSON.stringify(`./${module}`)}, import.meta.url)`;
    return { loader: "ts", contents: text.replaceAll("import.meta.url", url) };
  });
}
