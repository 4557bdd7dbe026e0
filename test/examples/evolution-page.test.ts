import { expect, test } from "vitest";
import { run } from "../packages/pack.js";
import { blocksOf, compile, moduleOf } from "./page-module.js";

test("a module that is kept as a fixture saves events as its release did", async () => {
  const block = blocksOf("docs/guide/evolution.md");
  const folder = await compile({
    "release1.ts": await moduleOf(block("release1.yaml")),
    "events.generated.ts": await moduleOf(block("events.yaml")),
    "upcasters.ts": block("upcasters.ts"),
    "evolution.test.ts": block("evolution.test.ts"),
  });
  const { stdout } = await run(process.execPath, ["--test", "evolution.test.js"], { cwd: folder });
  expect(stdout).toContain("# pass 1");
});
