import { join } from "node:path";
import { expect, test } from "vitest";
import { run, STORE, temporaryFolder } from "./support.js";

const BROKEN = STORE.replace("number", "numbr");

test("annotations name files from the repository's root, wherever the command runs", async () => {
  const root = temporaryFolder({ "packages/store/events.yaml": BROKEN });
  const cwd = join(root, "packages/store");
  const fileIn = async (env: Readonly<Record<string, string>>) =>
    /file=([^,]*),/.exec(
      (await run(["events.yaml", "--format", "github"], cwd, { env })).stdout,
    )?.[1];
  expect(await fileIn({ GITHUB_WORKSPACE: root })).toBe("packages/store/events.yaml");
  expect(await fileIn({ GITHUB_WORKSPACE: "" })).toBe("events.yaml");
  expect(await fileIn({})).toBe("events.yaml");
});

test("annotations name the files of related locations in the same way", async () => {
  const twice = STORE.replace("price: number", "price: number\n      price?: number");
  const root = temporaryFolder({ "packages/store/events.yaml": twice });
  const env = { GITHUB_WORKSPACE: root };
  const args = ["events.yaml", "--format", "github"];
  const { stdout } = await run(args, join(root, "packages/store"), { env });
  expect(stdout).toContain("%0Apackages/store/events.yaml:8:7: the first is here");
});

test("more than a hundred diagnostics are counted, in text and in JSON", async () => {
  const fields = Array.from(
    { length: 123 },
    (_, index) => `      f${index}: { type: string, minimum: 1 }\n`,
  );
  const cwd = temporaryFolder({ "events.yaml": STORE + fields.join("") });
  const text = await run(["events.yaml"], cwd);
  expect(text.stderr).toMatch(/\n\n… and 23 more\n\n123 errors\n$/);
  const json = await run(["events.yaml", "--format", "json"], cwd);
  expect(JSON.parse(json.stdout)).toMatchObject({ summary: { errors: 123, shown: 100 } });
  const github = await run(["events.yaml", "--format", "github"], cwd);
  expect(github.stdout.match(/^::error /gm)).toHaveLength(100);
  expect(github.stdout).toMatch(/\n::notice title=ddb-pattern-gen::… and 23 more\n$/);
});

test("commands in GitHub's older syntax are disarmed in the output that its runner reads, and nowhere else", async () => {
  const cwd = temporaryFolder();
  const env = { GITHUB_ACTIONS: "true" };
  for (const format of ["text", "github"]) {
    const { stdout, stderr } = await run(["lint", "##[x].yaml", "--format", format], cwd, { env });
    expect(stdout + stderr).toContain("#\u{fffd}[x].yaml");
    expect(stdout + stderr).not.toContain("##[");
  }
  expect((await run(["lint", "##[x].yaml"], cwd)).stderr).toContain("##[x].yaml");
});
