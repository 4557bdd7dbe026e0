import { describe, expect, test } from "vitest";
import { usesColor } from "../../generator/src/terminal/color.js";
import { run, STORE, temporaryFolder } from "./support.js";

describe("colours", () => {
  const sink = (isTTY: boolean) => ({ write() {}, isTTY });
  const terminal = sink(true);
  const pipe = sink(false);

  test("are for terminals, and each stream is decided alone", () => {
    expect(usesColor("auto", terminal, {})).toBe(true);
    expect(usesColor("auto", pipe, {})).toBe(false);
  });

  test("follow the option, not the environment", () => {
    expect(usesColor("always", pipe, { NO_COLOR: "1", TERM: "dumb" })).toBe(true);
    expect(usesColor("never", terminal, { FORCE_COLOR: "1" })).toBe(false);
  });

  test.each([
    [{ NO_COLOR: "1" }, false],
    [{ NO_COLOR: "0" }, false],
    [{ NO_COLOR: "" }, true],
    [{ TERM: "dumb" }, false],
    [{ TERM: "xterm-256color" }, true],
    [{ FORCE_COLOR: "0" }, false],
    [{ FORCE_COLOR: "false" }, false],
  ])("of a terminal with %j: %s", (env, expected) => {
    expect(usesColor("auto", terminal, env)).toBe(expected);
  });

  test.each<[Readonly<Record<string, string>>, boolean]>([
    [{ FORCE_COLOR: "1" }, true],
    [{ FORCE_COLOR: "" }, true],
    [{ FORCE_COLOR: "3", NO_COLOR: "1", TERM: "dumb" }, true],
    [{ CI: "true" }, false],
    [{ CI: "true", GITHUB_ACTIONS: "true" }, true],
    [{ CI: "true", GITHUB_ACTIONS: "true", NO_COLOR: "1" }, false],
  ])("of a pipe with %j: %s", (env, expected) => {
    expect(usesColor("auto", pipe, env)).toBe(expected);
  });
});

const BROKEN = STORE.replace("number", "numbr");
const ESCAPE = /\p{Cc}\[\d+m/gu;

test("a report has the same text with and without colours", async () => {
  const cwd = temporaryFolder({ "events.yaml": BROKEN });
  const colored = (await run(["events.yaml"], cwd, { isTTY: true })).stderr;
  expect(colored).toMatch(ESCAPE);
  expect(colored.replace(ESCAPE, "")).toBe((await run(["events.yaml"], cwd)).stderr);
  expect((await run(["events.yaml", "--color", "always"], cwd)).stderr).toBe(colored);
});

test("reports for programs have no colours", async () => {
  const cwd = temporaryFolder({ "events.yaml": BROKEN });
  for (const format of ["json", "github"]) {
    const args = ["events.yaml", "--format", format, "--color", "always"];
    const { stdout, stderr } = await run(args, cwd, { isTTY: true });
    expect(stdout + stderr).not.toContain("\u001b");
  }
});

test("a schema cannot add escape sequences", async () => {
  const schema = BROKEN.replace("numbr", '"numbr\\e[35m\\u009b1m"');
  const cwd = temporaryFolder({ "events.yaml": schema });
  const { stderr } = await run(["events.yaml", "--color", "always"], cwd);
  const escapes = new Set(stderr.match(ESCAPE));
  expect([...escapes].sort()).toEqual(
    ["\u001b[1m", "\u001b[22m", "\u001b[31m", "\u001b[36m", "\u001b[39m"].sort(),
  );
  expect(stderr.replace(ESCAPE, "")).not.toMatch(/(?!\n)\p{Cc}/u);
  expect(stderr).toContain("numbr\ufffd[35m");
});
