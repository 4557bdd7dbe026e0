import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { broken, promises, type TestReport } from "../tiers/promises.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

test("the guide to guarantees names the tests that keep its promises", () => {
  const all = promises(ROOT).filter(({ page }) => page.endsWith("guarantees.md"));
  expect(all.length).toBeGreaterThan(20);
});

describe("a promise", () => {
  const promise = {
    page: "docs/guide/guarantees.md",
    file: "test/a.test.ts",
    title: "of %s holds",
  };
  const reportOf = (...tests: readonly (readonly [string, string])[]): TestReport => ({
    testResults: [
      {
        name: "/somewhere/test/a.test.ts",
        assertionResults: tests.map(([title, status]) => ({
          ancestorTitles: ["a save"],
          title,
          status,
        })),
      },
    ],
  });

  test("is kept by a test that passed", () => {
    expect(broken(promise, reportOf(["of one event holds", "passed"]))).toBeUndefined();
    expect(broken({ ...promise, title: "a save" }, reportOf(["x", "passed"]))).toBeUndefined();
    expect(
      broken({ ...promise, file: "test/suite.ts" }, reportOf(["of two holds", "passed"])),
    ).toBeUndefined();
  });

  test.each([
    ["was skipped", reportOf(["of one event holds", "passed"], ["of two events holds", "skipped"])],
    ["failed", reportOf(["of one event holds", "failed"])],
    ["was renamed", reportOf(["of one event is kept", "passed"])],
    ["is in a file that did not run", { testResults: [] }],
  ])("is broken where its test %s", (_, report) => {
    expect(broken(promise, report)).toBeDefined();
  });
});
