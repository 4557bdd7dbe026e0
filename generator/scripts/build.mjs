// Compiles the language's JSON Schema and the generator, and puts the repository's templates into the package.
import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");

rmSync(join(root, "dist"), { recursive: true, force: true });
rmSync(join(root, "templates"), { recursive: true, force: true });
rmSync(join(root, "generated"), { recursive: true, force: true });
execFileSync(process.execPath, ["scripts/compile-schema.mjs", "generated"], {
  cwd: root,
  stdio: "inherit",
});
execFileSync(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: root, stdio: "inherit" });
cpSync(join(root, "..", "templates"), join(root, "templates"), { recursive: true });
