import { describe, expect, test } from "vitest";
import { addEntries, replaceScript } from "../../generator/src/init/edit-manifest.js";

const NEW = { a: "1", b: 'say "hi"' };

/** A package.json → what comes of it. The rest of the text stays. */
const CASES: readonly (readonly [string, string, string])[] = [
  [
    "an object of several lines",
    '{\n  "scripts": {\n    "x": "y"\n  },\n  "z": 1\n}\n',
    '{\n  "scripts": {\n    "x": "y",\n    "a": "1",\n    "b": "say \\"hi\\""\n  },\n  "z": 1\n}\n',
  ],
  [
    "an object in one line",
    '{ "scripts": { "x": "y" }, "z": [1, {"scripts": {}}] }',
    '{ "scripts": { "x": "y", "a": "1", "b": "say \\"hi\\"" }, "z": [1, {"scripts": {}}] }',
  ],
  [
    "an empty object, with tabs",
    '{\n\t"scripts": {}\n}',
    '{\n\t"scripts": {\n\t\t"a": "1",\n\t\t"b": "say \\"hi\\""\n\t}\n}',
  ],
  [
    "no object",
    '{\n    "z": "}{"\n}\n',
    '{\n    "z": "}{",\n    "scripts": {\n        "a": "1",\n        "b": "say \\"hi\\""\n    }\n}\n',
  ],
  [
    "an empty document",
    "{}\n",
    '{\n  "scripts": {\n    "a": "1",\n    "b": "say \\"hi\\""\n  }\n}\n',
  ],
  [
    "lines that end as on Windows",
    '{\r\n  "scripts": {\r\n    "x": "y"\r\n  }\r\n}\r\n',
    '{\r\n  "scripts": {\r\n    "x": "y",\r\n    "a": "1",\r\n    "b": "say \\"hi\\""\r\n  }\r\n}\r\n',
  ],
  [
    "other objects of this name",
    '{\n  "a": {\n    "scripts": {\n      "x": "}"\n    }\n  },\n  "scripts": {\n    "k": "{\\"scripts\\": {"\n  }\n}\n',
    '{\n  "a": {\n    "scripts": {\n      "x": "}"\n    }\n  },\n  "scripts": {\n    "k": "{\\"scripts\\": {",\n    "a": "1",\n    "b": "say \\"hi\\""\n  }\n}\n',
  ],
];

describe("entries are added to", () => {
  test.each(CASES)("%s", (_, before, after) => {
    expect(addEntries(before, "scripts", NEW)).toBe(after);
    const document = JSON.parse(before);
    expect(JSON.parse(after)).toEqual({ ...document, scripts: { ...document.scripts, ...NEW } });
  });

  test("nothing, if there are none", () => {
    expect(addEntries("{ }", "scripts", {})).toBe("{ }");
  });
});

test("a script is replaced in its place", () => {
  const before =
    '{ "test": "a", "scripts": { "pretest": "b", "test" : "echo \\"no\\"" }, "x": { "test": "c" } }';
  expect(replaceScript(before, "test", "node --test $1")).toBe(
    '{ "test": "a", "scripts": { "pretest": "b", "test" : "node --test $1" }, "x": { "test": "c" } }',
  );
});
