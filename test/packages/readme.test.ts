import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { run } from "./pack.js";
import { Page } from "./page.js";

const README = new Page("README.md");

describe("the README's first screen", () => {
  const removals: (() => void)[] = [];
  let folder = "";

  beforeAll(async () => {
    expect(README.commands().map(([program]) => program)).toEqual(["npx", "npx", "node"]);
    const files = ["events.yaml", "tsconfig.json", "main.ts"];
    folder = await README.follow(files, (remove) => removals.push(remove));
  }, 600_000);

  afterAll(() => {
    for (const remove of removals) remove();
  });

  const { AWS_REGION: _, ...env } = process.env;
  test.each([
    ["in memory", () => env],
    [
      "in a table",
      () => ({
        ...env,
        AWS_REGION: "local",
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        AWS_ENDPOINT_URL_DYNAMODB: inject("endpoint"),
      }),
    ],
  ])("runs as it is written, %s", async (_, environment) => {
    const { stdout } = await run(process.execPath, ["main.js"], {
      cwd: folder,
      env: environment(),
    });
    expect(stdout).toBe("Price 100 after 2 changes\n");
    expect(README.text).toContain(`prints \`${stdout.trim()}\``);
  });
});
