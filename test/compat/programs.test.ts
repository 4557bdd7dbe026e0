import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  COMPILER_VERSIONS,
  type CompilerOptions,
  type CompilerVersion,
  tsc,
} from "../emit/compilers.js";
import { ROOT, temporaryPackage } from "../emit/support.js";

const PROGRAMS = "test/compat/programs.ts";

/** The compiler options of the source library's README and tests. */
const OPTIONS: CompilerOptions = {
  target: "es2022",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/**
 * Most of the compile time goes to the SDK's declarations; all but the newest compiler get two
 * lines instead.
 */
const SDK: CompilerOptions = { paths: { "@aws-sdk/*": ["./fixture/*.d.ts"] } };

const SETUPS: readonly (readonly [CompilerVersion, string, CompilerOptions])[] = [
  ...COMPILER_VERSIONS.map((version) => [version, "nodenext", { module: "nodenext" }] as const),
  ["7", "bundler", { module: "esnext", moduleResolution: "bundler" }],
  // Resolves the entry only through typesVersions.
  ["5.4", "node10", { module: "commonjs", moduleResolution: "node10" }],
];

test("there are 22 programs", () => {
  const numbers = readFileSync(join(ROOT, PROGRAMS), "utf8").matchAll(/^\/\* (\d+): /gm);
  expect(Array.from(numbers, ([, number]) => Number(number))).toEqual(
    Array.from({ length: 22 }, (_, index) => index + 1),
  );
});

test.each(SETUPS)(
  "the programs of 0.1.1 compile with TypeScript %s, %s",
  async (version, _name, options) => {
    const folder = temporaryPackage({ type: "module" });
    cpSync(join(ROOT, PROGRAMS), join(folder, "programs.ts"));
    cpSync(join(ROOT, "test/emit/fixture"), join(folder, "fixture"), { recursive: true });
    const sdk = version === "7" ? {} : SDK;
    const { output } = await tsc(version, folder, { ...OPTIONS, ...options, ...sdk }, [
      "programs.ts",
    ]);
    expect(output).toBe("");
  },
);
