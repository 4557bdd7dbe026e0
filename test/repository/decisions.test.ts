import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDER = new URL("../../docs/decisions/", import.meta.url);

const files = readdirSync(FOLDER)
  .filter((file) => file !== "README.md")
  .sort();
const read = (file: string) => readFileSync(new URL(file, FOLDER), "utf8");

const records = files.map((file) => {
  const text = read(file);
  const [, number = "", title = ""] = /^# (\d+)\. (.+)\n/.exec(text) ?? [];
  const superseded = /^Supersedes decisions? ([\d, and]+)/m.exec(text)?.[1]?.match(/\d+/g) ?? [];
  return { file, number, title, superseded };
});

/** The rows of the index: number, title, status and date. */
const rows = read("README.md")
  .split("\n")
  .filter((line) => /^\| \[?\d/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(" | ")
      .map((cell) => cell.trim()),
  );

test("the index lists every decision under its title, in order, with a date", () => {
  const listed = rows.filter(([number]) => number?.startsWith("["));
  expect(listed.map(([number, title]) => [number, title])).toEqual(
    records.map(({ file, number, title }) => [`[${number}](${file})`, title]),
  );
  for (const { file, number } of records) expect(file).toMatch(`${number.padStart(4, "0")}-`);
  for (const [, , , date] of rows) expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
});

test("the index says which decision is superseded, and by which", () => {
  const expected = records.flatMap(({ number, superseded }) =>
    superseded.map((old) => [Number(old), `superseded by ${number}`]),
  );
  const listed = rows.flatMap(([number = "", , status]) =>
    status?.startsWith("superseded") ? [[Number(/\d+/.exec(number)), status]] : [],
  );
  expect(listed).toEqual(expected.sort(([a], [b]) => Number(a) - Number(b)));
});
