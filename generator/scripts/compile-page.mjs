// Checks and bundles the script and the style of the catalogue's HTML page, as strings of a module:
// node scripts/compile-page.mjs <folder>
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const page = join(root, "src", "catalogue", "html");
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");

execFileSync(process.execPath, [tsc, "-p", join(page, "client")], { stdio: "inherit" });
const script = await bundle("client/main.ts", { format: "iife" });
const style = await bundle("style.css", {});

const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
writeFileSync(
  join(folder, "page.js"),
  `export const SCRIPT = ${JSON.stringify(script)};\nexport const STYLE = ${JSON.stringify(style)};\n`,
);
writeFileSync(
  join(folder, "page.d.ts"),
  `/** The script of a catalogue page: of src/catalogue/html/client. */
export declare const SCRIPT: string;
/** The style of a catalogue page: src/catalogue/html/style.css. */
export declare const STYLE: string;
`,
);

/** `light-dark()` and the rest of the style are of 2024. */
async function bundle(entry, options) {
  const { outputFiles } = await build({
    absWorkingDir: page,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    target: ["chrome123", "firefox120", "safari17.5"],
    // The hash of the page's policy is that of these bytes, whatever the encoding of the server.
    charset: "ascii",
    write: false,
    logLevel: "warning",
    ...options,
  });
  return outputFiles[0].text.trim();
}
