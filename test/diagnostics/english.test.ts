import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CASES, names, read } from "../cases/support.js";

const page = readFileSync(new URL("../../docs/reference/codes.md", import.meta.url), "utf8");
const reports = names.map((name) => [name, read(join(CASES, name, "stderr"))] as const);
const messages = reports.flatMap(([name, report]) =>
  Array.from(report.matchAll(/^(?:error|warning) .*\n\n {2}(.*)$/gm), ([, message]) => ({
    name,
    message: String(message),
  })),
);
const helps = reports.flatMap(([name, report]) =>
  Array.from(report.matchAll(/^ {2}help: (.*)$/gm), ([, help]) => ({ name, help: String(help) })),
);

/** The first words of helps: imperative verbs, and the question after a misspelt name. */
const VERBS = [
  "Add Align Begin Change Check Choose Close Compare Declare Delete Deploy Did Generate Give Indent Keep List Lower Make",
  "Mark Merge Move Name Put Raise Remove Rename Replace Require Restore Rewrite Run Save Spell Split Use Write",
].flatMap((line) => line.split(" "));

/** Words of a dialect that readers have to decode; see the style page in CONTRIBUTING.md. */
const DIALECT =
  /\b(?:told|tells|meant|stands?|way out|lest|whoever|whatever|mint(?:s|ed)?|needed|findings?|nobody|no legal|a text|texts)\b|\bis no\b(?! (?:such|anchor))/;

test("cases show over a hundred messages and helps", () => {
  expect(messages.length).toBeGreaterThan(100);
  expect(helps.length).toBeGreaterThan(100);
});

test("each help begins with a verb", () => {
  const others = helps.filter(({ help }) => !VERBS.includes(help.split(/[ :]/, 1)[0] ?? ""));
  expect(others).toEqual([]);
});

test("each help is a sentence", () => {
  const others = helps.filter(({ help }) => !/[.?]$/.test(help) && !help.startsWith("Run: "));
  expect(others).toEqual([]);
});

test("each message is a sentence", () => {
  const others = messages.filter(({ message }) => !/^[^ ].*\.$/.test(message));
  expect(others).toEqual([]);
});

test("messages, helps and the page of codes are in plain English", () => {
  const prose = page.replace(/```.*?```/gs, "").split("\n");
  const lines = [...messages.map(({ message }) => message), ...helps.map(({ help }) => help)];
  // Names and values in quotes are the user's own words.
  const own = [...lines, ...prose].map((line) => line.replace(/"[^"]*"/g, '""'));
  expect(own.filter((line) => DIALECT.test(line))).toEqual([]);
});
