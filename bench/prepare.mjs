import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";

const require = createRequire(import.meta.url);

/** Generates the client of `events.yaml` with the built generator, and strips its types. */
export function generateClient() {
  const folder = fileURLToPath(new URL("dist/", import.meta.url));
  const manifest = require.resolve("ddb-pattern-gen/package.json");
  const { bin } = JSON.parse(readFileSync(manifest, "utf8"));
  const program = join(dirname(manifest), typeof bin === "string" ? bin : bin["ddb-pattern-gen"]);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const code = execFileSync(
    process.execPath,
    [program, "--stdout", fileURLToPath(new URL("events.yaml", import.meta.url))],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  const { code: stripped } = transformSync(code, { loader: "ts", target: "node20" });
  writeFileSync(join(folder, "events.generated.mjs"), stripped);
}
