import { expect, inject, onTestFinished, test } from "vitest";
import { run } from "./pack.js";
import { Page } from "./page.js";

const GUIDE = new Page("docs/guide/reacting.md");

const FILES = [
  "events.yaml",
  "tsconfig.json",
  "order.ts",
  "order.test.ts",
  "customers.ts",
  "main.ts",
];

test("the guide from event to read model runs as it is written", async () => {
  const cwd = await GUIDE.follow(FILES, onTestFinished);
  const env = {
    ...process.env,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL: inject("endpoint"),
  };
  const outputs: string[] = [];
  for (const [program, ...args] of GUIDE.commands()) {
    if (program !== "node") continue;
    const { stdout } = await run(process.execPath, args, { cwd, env });
    outputs.push(stdout);
  }
  const [tests, main] = outputs;
  expect(tests).toContain("# pass 3");
  expect(main).toBe("Orders: 1, paid: 2500\n");
  expect(GUIDE.text).toContain(`prints \`${main?.trim()}\``);
}, 600_000);
