import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The compilers that generated code is held to, under their names in package.json. */
const COMPILERS = {
  "5.4": "typescript-5.4",
  "5.9": "typescript-5.9",
  "6": "typescript-6",
  "7": "typescript",
} as const;

export type CompilerVersion = keyof typeof COMPILERS;

export const COMPILER_VERSIONS = Object.keys(COMPILERS) as CompilerVersion[];

export type CompilerOptions = Readonly<Record<string, unknown>>;

/** Every flag that a careful consumer sets and that all compilers know. */
export const STRICT_FLAGS: CompilerOptions = {
  target: "es2022",
  lib: ["es2023"],
  types: ["node"],
  strict: true,
  isolatedModules: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitReturns: true,
  noImplicitOverride: true,
  // The SDK's declarations are its own business.
  skipLibCheck: true,
};

let projects = 0;

/** Compiles files of a folder; `output` is all that the compiler says. */
export async function tsc(
  version: CompilerVersion,
  folder: string,
  compilerOptions: CompilerOptions,
  files: readonly string[],
  ...flags: readonly string[]
): Promise<{ readonly output: string; readonly isSuccess: boolean }> {
  const project = join(folder, `tsconfig.${++projects}.json`);
  writeFileSync(project, JSON.stringify({ compilerOptions, files }));
  const manifest = createRequire(import.meta.url).resolve(`${COMPILERS[version]}/package.json`);
  const compiler = join(dirname(manifest), "bin", "tsc");
  return new Promise((resolve) => {
    const args = [compiler, "-p", project, ...flags];
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) => {
      resolve({ output: stdout + stderr, isSuccess: error === null });
    });
  });
}
