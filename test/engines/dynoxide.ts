import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Engine, EngineUnavailableError } from "./engine.js";
import { startServer } from "./server-process.js";

/** Dynoxide: one native process, in memory. */
export async function startDynoxide(): Promise<Engine> {
  return startServer({
    name: "dynoxide",
    program: findBinary(),
    argumentsFor: (port) => ["serve", "--host", "127.0.0.1", "--port", String(port)],
  });
}

/** The binary that `DDB_PATTERN_DYNOXIDE` names, or npm's, or the one on the `PATH`. */
function findBinary(): string {
  const chosen = process.env.DDB_PATTERN_DYNOXIDE;
  if (chosen) {
    if (canRun(chosen)) return chosen;
    throw new EngineUnavailableError(
      `DDB_PATTERN_DYNOXIDE is "${chosen}", but that is not a program that runs here.`,
    );
  }
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), process.platform === "win32" ? "dynoxide.exe" : "dynoxide");
  } catch {
    if (canRun("dynoxide")) return "dynoxide";
    throw new EngineUnavailableError(
      [
        `Dynoxide, the default engine, is not installed: there is no package ${name},`,
        "and no `dynoxide` on the PATH. Any of these gives you an engine:",
        "  - on Linux x64: npm ci --include=optional",
        "  - with Rust: cargo install dynoxide-rs",
        "  - with Python: DDB_PATTERN_ENGINE=moto",
        "  - an endpoint of your own: DDB_PATTERN_ENDPOINT=http://localhost:8000",
      ].join("\n"),
    );
  }
}

function canRun(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}
