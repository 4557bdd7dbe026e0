import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";

const TODO = STORE.replace("name: Store", "name: Todo");

test.each([
  ["beside one schema", ["a/store.yaml"], "a/store.html"],
  ["in the current folder for several", ["a/store.yaml", "todo.yaml"], "catalogue.html"],
  ["as Markdown", ["a/store.yaml", "--to", "markdown"], "a/store.md"],
  ["in a folder", ["a/store.yaml", "--out", "docs/events"], "docs/events/store.html"],
  ["as the file that --out names", ["a/store.yaml", "--out", "docs/x.MD"], "docs/x.MD"],
  ["in the form of --to", ["todo.yaml", "--out", "x.html", "--to", "markdown"], "x.html"],
])("the catalogue is written %s", async (_, args, path) => {
  const folder = temporaryFolder({ "a/store.yaml": STORE, "todo.yaml": TODO });
  expect(await run(["docs", ...args], folder)).toEqual({
    exit: 0,
    stdout: "",
    stderr: `written    ${path}\n`,
  });
  const isHtml = readFileSync(join(folder, path), "utf8").startsWith("<!doctype html>");
  expect(isHtml).toBe(path.endsWith(".html") && !args.includes("markdown"));
});

test("a catalogue that is current is not written again, whatever its line breaks", async () => {
  const folder = temporaryFolder({ "events.yaml": STORE });
  await run(["docs", "events.yaml"], folder);
  const page = readFileSync(join(folder, "events.html"), "utf8");
  write(folder, "events.html", page.replaceAll("\n", "\r\n"));
  for (const more of [[], ["--check"]]) {
    const { exit, stderr } = await run(["docs", "events.yaml", ...more], folder);
    expect([exit, stderr]).toEqual([0, "unchanged  events.html\n"]);
  }
  write(folder, "events.yaml", STORE.replace("number", "integer"));
  const { exit, stderr } = await run(["docs", "events.yaml", "--check"], folder);
  expect(exit).toBe(1);
  expect(stderr).toContain("help: Run: npx ddb-pattern-gen docs events.yaml\n");
  expect(readFileSync(join(folder, "events.html"), "utf8")).toContain("\r\n");
});

test("the catalogue of a project is beside its config, from any folder of the project", async () => {
  const folder = temporaryFolder({
    "ddb-pattern-gen.config.yaml":
      "version: 1\nschemas: [{ file: a/store.yaml }, { file: todo.yaml }]\n",
    "a/store.yaml": STORE,
    "todo.yaml": TODO,
  });
  expect((await run(["docs"], folder)).stderr).toBe("written    catalogue.html\n");
  expect((await run(["docs", "--check"], join(folder, "a"))).stderr).toBe(
    "unchanged  ../catalogue.html\n",
  );
});

test("the path of a schema is that from the catalogue", async () => {
  const folder = temporaryFolder({ "schemas/store.yaml": STORE });
  await run(["docs", "schemas/store.yaml", "--out", "docs/events.md"], folder);
  expect(readFileSync(join(folder, "docs/events.md"), "utf8")).toContain(
    "From `../schemas/store.yaml`.",
  );
});

test("files that only declare types are named, and have no catalogue", async () => {
  const folder = temporaryFolder({
    "money.yaml": "version: 1\ntypes: { Money: decimal }\n",
    "store.yaml": STORE,
  });
  expect((await run(["docs", "money.yaml"], folder)).stderr).toBe("only types money.yaml\n");
  expect((await run(["docs", "*.yaml"], folder)).stderr).toBe(
    "only types money.yaml\nwritten    store.html\n",
  );
  expect((await run(["docs", "*.yaml", "--quiet"], folder)).stderr).toBe("");
});

test("a folder in the place of the catalogue is reported", async () => {
  const folder = temporaryFolder({ "events.yaml": STORE });
  mkdirSync(join(folder, "events.html"));
  const { exit, stderr } = await run(["docs", "events.yaml"], folder);
  expect(exit).toBe(1);
  expect(stderr).toMatch(
    /output-unwritable.*\n\n {2}events\.html cannot be written: it is a folder\./,
  );
});
