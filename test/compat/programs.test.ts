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

/** What the source library's own README and tests compile with. */
const OPTIONS: CompilerOptions = {
  target: "es2022",
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** The SDK's declarations are most of what a compiler reads; all but the newest get two lines instead. */
const SDK: CompilerOptions = { paths: { "@aws-sdk/*": ["./fixture/*.d.ts"] } };

const SETUPS: readonly (readonly [CompilerVersion, string, CompilerOptions])[] = [
  ...COMPILER_VERSIONS.map((version) => [version, "nodenext", { module: "nodenext" }] as const),
  ["7", "bundler", { module: "esnext", moduleResolution: "bundler" }],
  // Finds the entry through typesVersions alone.
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
