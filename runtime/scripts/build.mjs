// Builds the runtime: declarations by tsc, code by esbuild as ES modules and as CommonJS.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { copyDocs, writeLlms } from "../../scripts/copy-docs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = join(root, "dist");
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");

rmSync(dist, { recursive: true, force: true });
copyDocs(root, "runtime");
writeLlms(root, "runtime");

const entryPoints = {
  index: "src/index.ts",
  "codegen/v1": "src/codegen/v1.ts",
  "consumers/index": "src/consumers/index.ts",
  "maintenance/index": "src/maintenance/index.ts",
  memory: "src/memory.ts",
  "projections/index": "src/projections/index.ts",
  rules: "src/rules.ts",
  "runner/index": "src/runner/index.ts",
  "storage/index": "src/storage/index.ts",
  "testing/index": "src/testing/index.ts",
  "compat/status-machina/index": "src/compat/status-machina/index.ts",
};

/** The entries that may load the AWS SDK, but for `codegen/v1` itself. */
const { rules: _, "codegen/v1": codegen, ...others } = entryPoints;
const reachCodegen = new Set(Object.values(others).map((path) => join(root, path)));

/**
 * Puts what a generated module loads into one file, and what `rules` shares with it into a second: finding and
 * reading a file takes longer than running it. esbuild makes a file for each set of entries that reach the same
 * code. With this plugin every entry but `rules` reaches all code of `codegen/v1`.
 */
const oneFileForCodegen = {
  name: "one-file-for-codegen",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^codegen$/ }, () => ({ path: join(root, codegen) }));
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (!reachCodegen.has(path)) return;
      return { contents: `${await readFile(path, "utf8")}\nimport "codegen";`, loader: "ts" };
    });
  },
};

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints,
  outdir: join(dist, "esm"),
  chunkNames: "shared/[hash]",
  bundle: true,
  splitting: true,
  write: false,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  packages: "external",
  plugins: [oneFileForCodegen],
  // The warning says that the import of the plugin runs nothing. It need not: it only has to be there.
  logOverride: { "ignored-bare-import": "silent" },
});
for (const { path, text: bundled } of outputFiles) {
  // An import for side effects alone, of which there are none: bundlers would warn of it.
  const text = bundled.replace(/^import "\.[^"]*";\n/gm, "");
  write(path, text);
  const { code } = await transform(text, { format: "cjs", platform: "node", target: "es2022" });
  write(join(dist, "cjs", relative(join(dist, "esm"), path)), code);
}
// The package is "type": "module"; this file says to Node and TypeScript that one folder is not.
write(join(dist, "cjs", "package.json"), '{ "type": "commonjs" }\n');

for (const project of ["tsconfig.json", "tsconfig.cjs.json"]) {
  execFileSync(process.execPath, [tsc, "-p", project], { cwd: root, stdio: "inherit" });
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
