import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The program of a local engine, or what to do to get one. */
export type FoundEngine = { readonly program: string } | { readonly problem: string };

const HELP = [
  "Any of these gives you a local table:",
  "  - on Linux x64: npm install --save-optional @dynoxide/linux-x64",
  "  - with Rust: cargo install dynoxide-rs, or DDB_PATTERN_DYNOXIDE with the path of the program",
  "  - another engine that is running: --endpoint http://localhost:8000",
].join("\n");

/**
 * Finds Dynoxide: the program that the variable `DDB_PATTERN_DYNOXIDE` names, else that of the package for this
 * platform, as the project has installed it, else the one on the `PATH`.
 */
export function findEngine(folder: string, chosen: string | undefined): FoundEngine {
  if (chosen) {
    if (canRun(chosen)) return { program: chosen };
    return {
      problem: `DDB_PATTERN_DYNOXIDE is "${chosen}", but that is not a program that runs here.`,
    };
  }
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  for (const place of [join(folder, "package.json"), import.meta.url]) {
    try {
      const manifest = createRequire(place).resolve(`${name}/package.json`);
      const file = process.platform === "win32" ? "dynoxide.exe" : "dynoxide";
      return { program: join(dirname(manifest), file) };
    } catch {
      // It is not installed there.
    }
  }
  if (canRun("dynoxide")) return { program: "dynoxide" };
  return {
    problem: `There is no local engine: the package ${name} is not installed, and no "dynoxide" is on the PATH.\n${HELP}`,
  };
}

function canRun(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}
