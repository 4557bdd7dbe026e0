import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readRepositoryFile, temporaryFolder } from "../emit/support.js";
import { install, packAll, run } from "./pack.js";

const README = readRepositoryFile("README.md");

/** A block of code of the README, by its title. */
function block(title: string): string {
  const found = new RegExp(`^\`\`\`\\w+ title="${title}"\\n(.*?)^\`\`\`$`, "ms").exec(README)?.[1];
  if (found === undefined) throw new Error(`The README has no block "${title}".`);
  return found;
}

/** The names of the packages that a command of the README installs. */
function installed(flags: string): string[] {
  const line = block("install")
    .split("\n")
    .find((each) => each.startsWith(`npm i ${flags}`));
  return (line ?? "").replace(/^npm i (?:-D )?/, "").split(" ");
}

describe("the README's first screen", () => {
  const removals: (() => void)[] = [];
  let folder = "";

  beforeAll(async () => {
    folder = temporaryFolder((remove) => removals.push(remove));
    const [development, all] = [installed("-D"), installed("")];
    const versions = (names: readonly string[]) =>
      Object.fromEntries(names.map((name) => [name, "*"]));
    const manifest = {
      name: "start",
      private: true,
      type: "module",
      dependencies: versions(all.filter((name) => !development.includes(name))),
      devDependencies: versions(development),
    };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    for (const file of ["events.yaml", "tsconfig.json", "main.ts"]) {
      writeFileSync(join(folder, file), block(file));
    }
    const { folder: tarballs, packages } = await packAll();
    await install(folder, packages);
    rmSync(tarballs, { recursive: true, force: true });
    const commands = block("run").trim().split("\n");
    expect(commands.map((line) => line.split(" ")[0])).toEqual(["npx", "npx", "node"]);
    for (const command of commands.slice(0, -1)) {
      const [, name = "", ...args] = command.split(" ");
      await run(join(folder, "node_modules/.bin", name), args, { cwd: folder });
    }
  }, 120_000);

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
    expect(README).toContain(`prints \`${stdout.trim()}\``);
  });
});
