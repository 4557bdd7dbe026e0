import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** `1.2.0 - 2027-03-01`, also with a pre-release: `1.2.0-beta.1 - 2027-03-01`. */
const HEADING = /^(\d+)\.(\d+)\.(\d+)(-[\w.]+)? - 20\d\d-\d\d-\d\d$/;

const [unreleased, ...releases] = Array.from(
  readFileSync(join(ROOT, "CHANGELOG.md"), "utf8").matchAll(/^## (.+)$/gm),
  ([, heading = ""]) => heading,
);

const versions = ["generator", "runtime"].map(
  (folder) => JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8")).version,
);

test("the changelog begins with what is not released yet, and then has versions with dates", () => {
  expect(unreleased).toBe("Unreleased");
  for (const heading of releases) expect(heading).toMatch(HEADING);
});

test("the versions of the changelog fall", () => {
  const order = (a: string, b: string) => b.localeCompare(a, "en", { numeric: true });
  const numbers = releases.map((heading) => heading.replace(/(-[\w.]+)? - .*/, ""));
  expect(numbers).toEqual([...numbers].sort(order));
  expect(new Set(releases.map((heading) => heading.split(" ")[0])).size).toBe(releases.length);
});

test("both packages have the newest version of the changelog", () => {
  expect(new Set(versions).size).toBe(1);
  if (releases[0] !== undefined) expect(releases[0]).toMatch(`${versions[0]} - `);
});

describe("the notes of a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "ddb-pattern-changelog-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const CHANGELOG =
    "# Changelog\n\n## Unreleased\n\n- Later.\n\n## 1.2.0 - 2027-03-01\n\n- New.\n\n### Fixed\n\n- Old.\n\n" +
    "## 1.1.0 - 2027-02-01\n\n- Before.\n";

  function notesOf(tag: string, { generator = "1.2.0", runtime = "1.2.0", text = CHANGELOG }) {
    for (const [name, version] of Object.entries({ generator, runtime })) {
      mkdirSync(join(folder, name), { recursive: true });
      writeFileSync(join(folder, name, "package.json"), JSON.stringify({ version }));
    }
    writeFileSync(join(folder, "CHANGELOG.md"), text);
    const script = join(ROOT, ".github/scripts/release-notes.mjs");
    const options = { cwd: folder, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, tag], options);
    return { status, stdout, stderr };
  }

  test("are the changelog's section of its version", () => {
    const stdout = "- New.\n\n### Fixed\n\n- Old.\n";
    expect(notesOf("v1.2.0", {})).toEqual({ status: 0, stdout, stderr: "" });
  });

  test.each([
    ["of a tag of another version", "v1.3.0", {}, 'The tag is "v1.3.0"'],
    ["of packages that differ", "v1.2.0", { runtime: "1.1.0" }, "runtime/package.json"],
    ["without a tag", "", {}, 'The tag is ""'],
    [
      "without a section",
      "v1.2.0",
      { text: CHANGELOG.replace("1.2.0", "1.2.0-beta.1") },
      'no section "## 1.2.0 - <date>"',
    ],
    ["with an empty section", "v1.2.0", { text: "## 1.2.0 - 2027-03-01\n" }, "is empty"],
  ])("are refused %s", (_, tag, files, message) => {
    const { status, stdout, stderr } = notesOf(tag, files);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
  });
});
