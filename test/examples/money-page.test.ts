import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { generate } from "../../generator/src/index.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { readRepositoryFile, temporaryPackage } from "../emit/support.js";

const PAGE = readRepositoryFile("docs/guide/money.md");

/** A block of code of the page, by its title. */
function block(title: string): string {
  const found = new RegExp(`^\`\`\`\\w+ title="${title}"\\n(.*?)^\`\`\`$`, "ms").exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`The page has no block "${title}".`);
  return found;
}

const run = promisify(execFile);

test("the page's program prints what its comments say", async () => {
  const { module, diagnostics } = await generate({ text: block("events.yaml") });
  expect(diagnostics).toEqual([]);
  const folder = temporaryPackage({ name: "billing", private: true, type: "module" });
  writeFileSync(join(folder, "events.generated.ts"), String(module));
  for (const file of ["money.ts", "main.ts"]) writeFileSync(join(folder, file), block(file));
  const options = { ...STRICT_FLAGS, module: "nodenext", verbatimModuleSyntax: true };
  expect(await tsc("7", folder, options, ["main.ts"])).toEqual({ output: "", isSuccess: true });

  const { stdout } = await run(process.execPath, ["main.js"], { cwd: folder });
  const said = [...block("main.ts").matchAll(/^ *console\.log\(.*; \/\/ (.*)$/gm)];
  expect(said).toHaveLength(4);
  expect(stdout.trimEnd().split("\n")).toEqual(said.map(([, text]) => text));
});

test("a formatter of amounts takes the string, and shows every digit", () => {
  const format = new Intl.NumberFormat("en", { style: "currency", currency: "EUR" });
  expect(format.format("9007199254740993.25" as Intl.StringNumericLiteral)).toBe(
    "€9,007,199,254,740,993.25",
  );
});
