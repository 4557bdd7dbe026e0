import { expect, test } from "vitest";
import { importTypeScript } from "../../generator/src/importers/typescript/import-typescript.js";
import { type Outcome, run, temporaryFolder } from "../cli/support.js";
import { modelOf } from "./support.js";

function importJson(schema: unknown): Promise<Outcome> {
  const text = typeof schema === "string" ? schema : JSON.stringify(schema);
  return run(["import", "--json-schema", "a.json"], temporaryFolder({ "a.json": text }));
}

function importProgram(text: string): Promise<Outcome> {
  return run(["import", "a.ts"], temporaryFolder({ "a.ts": text }));
}

test("references in a circle end in a type that refers to itself", async () => {
  const { stdout } = await importJson({
    $ref: "#/$defs/a",
    $defs: {
      a: { type: "object", properties: { b: { $ref: "#/$defs/b" }, c: { $ref: "#/$defs/c" } } },
      b: { type: "object", properties: { a: { $ref: "#/$defs/a" } } },
      c: { $ref: "#/$defs/c" },
    },
  });
  const model = await modelOf(stdout);
  expect(model.types.map(({ name }) => name)).toEqual(["B", "C", "A"]);
});

test.each([
  ["allOf that holds itself", { type: "object", allOf: [{ $ref: "#" }], properties: { a: {} } }],
  [
    "oneOf of itself",
    { type: "object", properties: { a: { oneOf: [{ $ref: "#" }, { $ref: "#" }] } } },
  ],
  ["a list of itself", { type: "object", properties: { a: { $ref: "#/properties/a" } } }],
])("%s ends", async (_, schema) => {
  const { exit, stdout } = await importJson(schema);
  expect(exit).toBe(0);
  await modelOf(stdout);
});

test("members that every object inherits are names like others, or are left out", async () => {
  const { exit, stdout } = await importJson(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"},"toString":{"type":"string"},"x":{"$ref":"#/__proto__"},"y":{"$ref":"#/constructor"}},"required":["hasOwnProperty"]}',
  );
  expect(exit).toBe(0);
  const [event] = (await modelOf(stdout)).events;
  expect(event?.fields.map(({ name }) => name)).toEqual(["toString", "x", "y", "hasOwnProperty"]);
  expect(stdout).toContain('no field can have the name "__proto__"');
});

test("a schema of any depth ends in json", async () => {
  const depth = 5_000;
  const text = `${'{"type":"object","properties":{"a":'.repeat(depth)}{}${"}}".repeat(depth)}`;
  const { exit, stdout, stderr } = await importJson(text);
  expect(exit, stderr).toBe(0);
  expect(stdout).toContain("levels of schemas");
  await modelOf(stdout);
});

test("references that multiply end", async () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `d${index}`,
      {
        type: "array",
        allOf: [{ $ref: `#/$defs/d${index + 1}` }, { $ref: `#/$defs/d${index + 1}` }],
      },
    ]),
  );
  const { exit } = await importJson({
    type: "object",
    properties: { a: { $ref: "#/$defs/d0" } },
    $defs,
  });
  expect(exit).toBe(0);
});

test("an alias of YAML that leads to a part that it is in is refused", async () => {
  const cwd = temporaryFolder({
    "a.yaml": "asyncapi: 3.0.0\ncomponents: &c\n  messages: { M: { payload: { x: [*c] } } }\n",
  });
  const { exit, stderr } = await run(["import", "--asyncapi", "a.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain("an alias in it leads to a part that it is in");
});

test("aliases of YAML that multiply are refused", async () => {
  const lines = Array.from(
    { length: 20 },
    (_, index) =>
      `a${index}: &a${index} [${index === 0 ? "x" : `*a${index - 1}, *a${index - 1}, *a${index - 1}`}]`,
  );
  const cwd = temporaryFolder({ "a.yaml": lines.join("\n") });
  const { exit, stderr } = await run(["import", "--asyncapi", "a.yaml"], cwd);
  expect(exit).toBe(1);
  expect(stderr).toContain("import-failed");
});

test.each([
  "https://example.com/a.json",
  "file:///etc/passwd",
  "/etc/passwd",
  "../../../../../etc/passwd",
  "..%2f..%2f..%2f..%2f..%2fetc/passwd",
])("the reference %s is not followed", async ($ref) => {
  const { exit, stdout } = await importJson({ type: "object", properties: { a: { $ref } } });
  expect(exit).toBe(0);
  expect(stdout).toContain("which is not in the local files");
});

test("text from a file stays in strings and comments", async () => {
  const text =
    "x\n- y: z\r\n# a: b\u2028--- \u0007 \u202e *c &d !!e {f} [g] 'h' \"i\" %j @k `l` | m > n ? o";
  const { exit, stdout } = await importJson({
    title: text,
    description: text,
    type: "object",
    properties: {
      [text.replace(/[\p{Cc}\u2028?]/gu, "")]: { const: text, description: text },
      b: { $ref: text },
    },
  });
  expect(exit).toBe(0);
  expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\u2028]/u);
  const [event] = (await modelOf(stdout)).events;
  expect(event?.fields).toHaveLength(2);
  expect(event?.fields[0]?.type).toMatchObject({ kind: "literals", values: [text] });
});

test("a file that is too large is refused", async () => {
  const { exit, stderr } = await importJson(`{"title":"${"x".repeat(5_000_000)}"}`);
  expect(exit).toBe(1);
  expect(stderr).toContain("file-too-large");
});

test("hundreds of events are imported", async () => {
  const $defs = Object.fromEntries(
    Array.from({ length: 600 }, (_, index) => [
      `order ${index}`,
      { type: "object", properties: { order_id: { type: "string" } }, required: ["order_id"] },
    ]),
  );
  const { exit, stdout } = await importJson({ $defs });
  expect(exit).toBe(0);
  expect((await modelOf(stdout)).events).toHaveLength(600);
});

test("types that lead to each other in a chain of a thousand are imported", async () => {
  const count = 1_000;
  const names = Array.from({ length: count }, (_, index) => `D${index}`);
  const $defs = Object.fromEntries(
    names.map((name, index) => [
      name,
      { type: "object", properties: { next: { $ref: `#/$defs/D${index + 1}` } } },
    ]),
  );
  const root = { type: "object", properties: { first: { $ref: "#/$defs/D0" } }, $defs };
  expect((await modelOf((await importJson(root)).stdout)).types).toHaveLength(count);

  const program = names
    .map((name, index) => `interface ${name} { next?: D${index + 1} }`)
    .join("\n");
  const { exit, stdout, stderr } = await importProgram(
    `${program}\ninterface D${count} { end: string }\nexport interface A { type: "A"; data: { a_id: string; first: D0 } }\n`,
  );
  expect(exit, stderr).toBe(0);
  expect((await modelOf(stdout)).types).toHaveLength(count + 1);
});

test.each([
  ["TypeScript", "a.ts", ["import", "a.ts"], ["type A = ", "{ a: ", "string", " }"]],
  ["YAML", "a.yaml", ["import", "--asyncapi", "a.yaml"], ["a: ", "[", "1", "]"]],
] as const)(
  "%s that nests without end is refused",
  async (_, file, args, [begin, open, inner, close]) => {
    const text = begin + open.repeat(50_000) + inner + close.repeat(50_000);
    const { exit, stderr } = await run([...args], temporaryFolder({ [file]: text }));
    expect(exit).toBe(1);
    expect(stderr).toContain("import-failed");
  },
);

test("a generic type that makes itself deeper ends in json", async () => {
  const { exit, stdout } = await importProgram(
    'type Deep<T> = { value: T; next: Deep<T[]> };\nexport interface A { type: "A"; data: { a_id: string; deep: Deep<string> } }\n',
  );
  expect(exit).toBe(0);
  await modelOf(stdout);
});

test("types that do not exist become json", async () => {
  const { exit, stdout } = await importProgram(
    'import type { B } from "nowhere";\nexport interface A { type: "A"; data: { a_id: string; b: B; c: C } }\n',
  );
  expect(exit).toBe(0);
  const [event] = (await modelOf(stdout)).events;
  expect(event?.fields.map(({ type }) => type.kind)).toEqual(["string", "json", "json"]);
});

test("nothing of a program is run", async () => {
  const cwd = temporaryFolder({
    "a.ts":
      'import "./b";\nexport interface A { type: "A"; data: { a_id: string } }\nprocess.exit(99);\n',
    "b.ts": "throw new Error();\n",
  });
  expect((await run(["import", "a.ts"], cwd)).exit).toBe(0);
});

test("without ts-morph, the error says how to install it", async () => {
  const failed = importTypeScript("/a.ts", "/", async () => undefined);
  await expect(failed).rejects.toMatchObject({
    message: expect.stringContaining("ts-morph"),
    help: expect.stringContaining("npx -p ts-morph -p ddb-pattern-gen ddb-pattern-gen import"),
  });
});
