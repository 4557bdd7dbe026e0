import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compare, type Finding, rules } from "../../generator/src/evolution/index.js";
import { RULE_IDS } from "../../generator/src/model/rule-ids.js";
import { modelOf } from "./schemas.js";

const DIRECTORY = fileURLToPath(new URL("rules", import.meta.url));

/** One case: what every rule finds between two schemas, so that one mistake that is reported twice shows. */
interface Case {
  readonly rule: string;
  /** `fires`, or `fires-…`, where the rule has a finding; `legal`, or `legal-…`, where it has none. */
  readonly name: string;
  readonly path: string;
}

const cases: readonly Case[] = readdirSync(DIRECTORY).flatMap((rule) =>
  readdirSync(join(DIRECTORY, rule)).map((name) => ({
    rule,
    name,
    path: join(DIRECTORY, rule, name),
  })),
);

describe.each(cases)("$rule $name", ({ rule, name, path }) => {
  test("the rules find what expected.json has", async () => {
    const [before, after] = await Promise.all(
      ["before.yaml", "after.yaml"].map((file) => modelOf(readFileSync(join(path, file), "utf8"))),
    );
    const found = compare(before as NonNullable<typeof before>, after as NonNullable<typeof after>);
    const file = join(path, "expected.json");
    if (process.env.UPDATE === "1") {
      writeFileSync(file, `${JSON.stringify(found.map(shown), undefined, 2)}\n`);
    }
    expect(found.map(shown)).toEqual(JSON.parse(readFileSync(file, "utf8")));

    const ids = found.map((finding) => finding.rule);
    if (name.startsWith("legal")) expect(ids).not.toContain(rule);
    else expect(ids).toContain(rule);
  });
});

/** A finding with its paths as text, for a short file. */
function shown({ release: _, oldPath, newPath, ...finding }: Finding) {
  return { ...finding, oldPath: oldPath.join("."), newPath: newPath.join(".") };
}

test("each rule has a case in which it fires, and a case in which it does not", () => {
  const names = (rule: string) =>
    cases.filter((one) => one.rule === rule).map(({ name }) => name.split("-")[0]);
  expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual(
    rules.map(({ id }) => id).sort(),
  );
  for (const { id } of rules) expect([id, ...new Set(names(id))]).toEqual([id, "fires", "legal"]);
});

test("the names that a schema can accept are those of the rules, in their order", () => {
  expect(rules.map(({ id }) => id)).toEqual(RULE_IDS);
});

test("each rule has its mirror, or says why it has none", () => {
  const ids = new Set(rules.map(({ id }) => id));
  for (const { id, mirror } of rules) {
    if ("rule" in mirror) expect([id, ids.has(mirror.rule)]).toEqual([id, true]);
    else expect(mirror.none).toMatch(/^[A-Z].{20,}\.$/s);
  }
});

test("the file of a rule is named after it", () => {
  const folder = fileURLToPath(new URL("../../generator/src/evolution/rules", import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts") && file !== "index.ts");
  const expected = rules.map(({ id }) => `${id.toLowerCase().replaceAll("_", "-")}.ts`);
  expect(files.sort()).toEqual(expected.sort());
});
