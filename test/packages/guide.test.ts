import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findEngine } from "../../generator/src/local-engine/find-engine.js";
import { ROOT } from "../emit/support.js";
import { run } from "./pack.js";
import { Page } from "./page.js";

const GUIDE = new Page("docs/guide/reacting.md");

const FILES = [
  "events.yaml",
  "tsconfig.json",
  "order.ts",
  "order.test.ts",
  "customers.ts",
  "customers.test.ts",
  "main.ts",
];

const engine = findEngine(ROOT, process.env.DDB_PATTERN_DYNOXIDE);

test.skipIf("problem" in engine)(
  "the guide from event to read model runs as it is written",
  async () => {
    const cwd = await GUIDE.follow(FILES, onTestFinished);
    const program = "program" in engine ? engine.program : "";
    const env = { ...process.env, DDB_PATTERN_DYNOXIDE: program };
    const bin = (words: readonly string[]) => [join(cwd, "node_modules/.bin", words[0] ?? "")];
    const outputs: string[] = [];
    for (const [program = "", ...args] of [...GUIDE.commands(), ...GUIDE.commands("test")]) {
      const isDev = program === "npx" && args[1] === "dev";
      if (program !== "node" && !isDev) continue;
      const words = isDev ? [...bin(args), ...args.slice(1)] : args;
      outputs.push((await run(process.execPath, words, { cwd, env })).stdout);
    }
    const [tests, main, testsOfReadModel] = outputs;
    expect(tests).toContain("# pass 3");
    expect(main).toBe("Orders: 1, paid: 2500\n");
    expect(GUIDE.text).toContain(`prints \`${main?.trim()}\``);
    expect(testsOfReadModel).toContain("# pass 1");
    expect(outputs).toHaveLength(3);
  },
  600_000,
);
