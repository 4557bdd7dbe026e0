import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript-5.9";
import { describe, expect, test } from "vitest";
import { readHeader } from "../../generator/src/emit/typescript/header.js";
import { run, STORE, temporaryFolder } from "../cli/support.js";

/** Names that a header, a comment, a shell or a terminal could take for more than names. */
const HOSTILE = [
  ...[
    "a\nimport 'x';\n.yaml",
    "a\r.yaml",
    "a\u2028alert(1);.yaml",
    "a\u202eb.yaml",
    "a\u200db.yaml",
  ],
  ...["a\u0007b.yaml", "a\u001b[31mb.yaml", "@events.yaml", "a @b.yaml", "a\tb.yaml", "*:*.yaml"],
  ...[" a.yaml", "a. DO NOT EDIT..yaml", "a%000a.yaml", "a%25.yaml", "%.yaml", "it's\\ a\n.yaml"],
  ...["-x.yaml", "lint", "漢字.yaml", "👨‍👩‍👧.yaml", "a\u{e0041}.yaml", "a ", "$(id).yaml"],
];

const MODULE = (name: string) => `${name.replace(/\.yaml$/, "")}.generated.ts`;
const IMPORTS = (path: string) =>
  `${STORE.replace("number", "Money")}imports: [${JSON.stringify(path)}]\n`;
const MONEY = "version: 1\ntypes: { Money: integer }\n";

/** The lines that a compiler takes for comments before the code. */
function headerOf(module: string): string[] {
  const [first] = ts.createSourceFile("m.ts", module, ts.ScriptTarget.ES2022, true).statements;
  return module
    .slice(0, first?.getStart())
    .split("\n")
    .filter((line) => line !== "");
}

/** The source, the command, the name, and a line for each linter's rules, formats and actions. */
const LINES = 7;

describe("a schema called", () => {
  test.each(HOSTILE.map((name) => [name]))("%j", async (name) => {
    const cwd = temporaryFolder({ [`in/${name}`]: STORE });
    const args = [`in/${name}`, "--out", "out"];
    expect((await run(args, cwd)).exit).toBe(0);
    const module = readFileSync(join(cwd, "out", MODULE(name)), "utf8");
    expect(readHeader(module)?.sources).toEqual([`../in/${name}`]);
    expect(headerOf(module)).toHaveLength(LINES);
    expect(module).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect((await run([...args, "--check"], cwd)).stderr).toMatch(/^unchanged /);
  });

  test.each(HOSTILE.map((name) => [name]))(
    "%j has a command that a shell reads right",
    async (name) => {
      const cwd = temporaryFolder({ [name]: STORE });
      const given = /^(-|[a-z]+$)/.test(name) ? `./${name}` : name;
      const { stderr } = await run([given, "--check"], cwd);
      const command = /Run: npx ddb-pattern-gen (.*)/.exec(stderr)?.[1] ?? "";
      const read = execFileSync("bash", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" });
      expect(read).toBe(`${given}\0`);
      await run([given], cwd);
      const module = readFileSync(join(cwd, MODULE(name)), "utf8");
      expect(module.split("\n")[1]).toBe(
        `// Regenerate (in this folder): npx ddb-pattern-gen ${command}`,
      );
      expect(readdirSync(cwd)).toHaveLength(2);
    },
  );
});

test.each(HOSTILE.filter((name) => !/[\p{Cc}\\]/u.test(name)).map((name) => [name]))(
  "an import called %j",
  async (name) => {
    const cwd = temporaryFolder({ "events.yaml": IMPORTS(`./${name}`), [name]: MONEY });
    expect((await run(["events.yaml"], cwd)).exit).toBe(0);
    const module = readFileSync(join(cwd, "events.generated.ts"), "utf8");
    expect(headerOf(module)).toHaveLength(LINES);
    expect((await run(["events.yaml", "--check"], cwd)).stderr).toMatch(/^unchanged /);
  },
);
