import { expect, test } from "vitest";
import { run, STORE, temporaryFolder, write } from "../cli/support.js";
import { codesOf, diagnosticsOf, modelOf } from "./support.js";

const HEAD = "version: 1\nname: Store\n";
const TAIL = "events:\n  A:\n    data: { x: string }\n";

/** What the command says of these bytes, which must be soon, plain and no bug of its own. */
async function commandOn(bytes: string | Uint8Array): Promise<string> {
  const cwd = temporaryFolder();
  write(cwd, "events.yaml", bytes);
  const since = process.cpuUsage();
  const { exit, stdout, stderr } = await run(["events.yaml", "--stdout"], cwd);
  expect(secondsSince(since)).toBeLessThan(MAX_CPU_SECONDS);
  expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
  expect(stderr).not.toMatch(/^ +at /m);
  // Nothing that moves a cursor, colours a text or turns its direction.
  expect(stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  return Array.from(stderr.matchAll(/^error (\S+)/gm), ([, code]) => code).join(" ");
}

/** What is not linear takes minutes; a processor that others share counts seconds that it only waits. */
const MAX_CPU_SECONDS = 20;

/** Of this process alone, so that a busy machine fails no test. */
function secondsSince(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
}

// The first run loads what the others use.
await import("../../generator/src/generate.js");

test.each<[string, string | Uint8Array, string]>([
  ["an empty file", "", "wrong-type"],
  ["only blanks", " \n\n", "wrong-type"],
  ["a text", "hello", "wrong-type"],
  ["a list", "- a\n", "wrong-type"],
  ["NUL in a key", `${HEAD}descri\0ption: x\n${TAIL}`, "yaml-syntax"],
  ["NUL in a value", `${HEAD}description: x\0\n${TAIL}`, "yaml-syntax"],
  ["an escape sequence", `${HEAD}description: \u001b[31mred\n${TAIL}`, "yaml-syntax"],
  ["a key that turns the text", `${HEAD}"a\u202eb": 1\n${TAIL}`, "unknown-key"],
  [
    "an escaped escape in a type",
    `${HEAD}types: { T: "\\e[31mred" }\n${TAIL}`,
    "unknown-field-type",
  ],
  ["a tag", `${HEAD}description: !!binary aGk=\n${TAIL}`, "yaml-syntax"],
  ["an unknown tag", `${HEAD}description: !Ref x\n${TAIL}`, "yaml-syntax"],
  ["a mapping as a key", `${HEAD}? { a: b }\n: c\n${TAIL}`, "yaml-syntax"],
  ["an alias as a key", `${HEAD}description: &d [a]\n? *d\n: c\n${TAIL}`, "yaml-syntax"],
  ["a merge key", `${HEAD}<<: { description: x }\n${TAIL}`, "yaml-syntax"],
  ["an unknown alias", `${HEAD}description: *d\n${TAIL}`, "yaml-syntax"],
  ["several documents", `${HEAD}${TAIL}---\n${HEAD}${TAIL}`, "yaml-syntax"],
  ["an open quote", `${HEAD}description: "x\n${TAIL}`, "yaml-syntax"],
  ["old line ends", `${HEAD}${TAIL}`.replaceAll("\n", "\r"), "yaml-syntax"],
  ["a key of 2,000 characters", `${HEAD}${"k".repeat(2000)}: 1\n${TAIL}`, "yaml-syntax"],
  ["a quoted key of 900", `${HEAD}"${"k".repeat(900)}": 1\n${TAIL}`, "unknown-key"],
  ["a type of 10,000", `${HEAD}types: { T: ${"k".repeat(10_000)} }\n${TAIL}`, "invalid-value"],
  ["a name of 10,000", `version: 1\nname: ${"K".repeat(10_000)}\n${TAIL}`, "invalid-value"],
  [
    "__proto__ everywhere",
    "__proto__: { __proto__: [] }\nversion: 1\nname: S\nevents: { __proto__: {} }\n",
    "unknown-key invalid-name",
  ],
  ...["toString", "valueOf", "constructor", "hasOwnProperty"].map(
    (name) =>
      [
        `${name} as a key of what should be plain`,
        `version: { ${name}: 1 }\nname: { ${name}: 1 }\nlookups: [{ ${name}: 1 }]\npartition: { ${name}: 1 }\ntypes: { T: { type: string, format: { ${name}: 1 }, const: { ${name}: 1 }, $ref: { ${name}: 1 } } }\nevents: { A: { data: {}, ${name}: 1 } }\nstreams: { s: { by: { ${name}: 1 }, events: [{ ${name}: 1 }] }, t: { by: { ${name}: 1 }, events: all }, u: { events: [{ ${name}: 1 }] } }\n`,
        "invalid-value wrong-type missing-key unknown-key",
      ] as [string, string, string],
  ),
  ["Latin-1", Buffer.from(`${HEAD}description: Größe\n${TAIL}`, "latin1"), "not-utf8"],
  ["UTF-16", Buffer.from(`\ufeff${HEAD}${TAIL}`, "utf16le"), "not-utf8"],
  ["half a character", Buffer.from([...Buffer.from(HEAD), 0xc3]), "not-utf8"],
  ["1,000 brackets", "[".repeat(1000), "too-deep"],
  ["10,000 brackets, closed", "[".repeat(10_000) + "]".repeat(10_000), "too-deep"],
  ["10,000 dashes", "- ".repeat(10_000), "too-deep"],
  ["2,000 keys in keys", `${"a: ".repeat(2000)}}`, "too-deep"],
  ["2,000 keys with anchors", `${"? &a ".repeat(2000)}}`, "too-deep"],
  ["15,000 colons behind an open quote", `${'"\\: '.repeat(15_000)}}- `, "too-deep"],
  ["aliases behind an open quote", `{a: ${'"*a : …,'.repeat(20_000)}`, "yaml-syntax"],
  [
    "a long text, repeated by aliases",
    `${HEAD}events:\n  A:\n    data:\n      a: &t ${"t".repeat(900_000)}\n${Array.from({ length: 900 }, (_, index) => `      f${index}: *t\n`).join("")}`,
    "too-many-values",
  ],
  ["a CR alone, in a comment", `${HEAD}# x\rlookups: [entity]\n${TAIL}`, "yaml-syntax"],
  [
    "an alias inside of its anchor",
    `${HEAD}types: { T: &t { type: object, properties: { t: *t } } }\n${TAIL}`,
    "too-deep",
  ],
  ["2,000 keys in a line", `${"a: ".repeat(2000)}}`, "too-deep"],
  ["2,000 keys with anchors", `${"? &a ".repeat(2000)}}`, "too-deep"],
  ["15,000 colons after backslashes", `${"\\\\: ".repeat(15_000)}}- `, "too-deep"],
  ["a bomb", bomb(), "too-many-values"],
  [
    "a long text again and again",
    `${HEAD}x: { type: string, const: &b ${"b".repeat(900_000)} }\ny: [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n${TAIL}`,
    "too-many-values",
  ],
  ["a tag that changes nothing", `${HEAD}description: !!str x\n${TAIL}`, "yaml-syntax"],
  ["the tag of no tag", `${HEAD}description: ! 012\n${TAIL}`, "yaml-syntax"],
  ["older YAML", `%YAML 1.1\n---\n${HEAD}${TAIL}`, "yaml-syntax"],
  ["a line that a comment would swallow", `${HEAD}# comment\rx: y\n${TAIL}`, "yaml-syntax"],
  [
    "a key that stands twice, and more",
    `${HEAD}events:\n  A: { data: { x: string } }\n  A: { data: {} }\n  B: { data: { y: strin } }\n`,
    "duplicate-key unknown-field-type",
  ],
  ["no-break spaces among spaces", `${HEAD}x:${" \u00a0".repeat(500_000)}`, "yaml-syntax"],
  ["spaces before a pair", `${HEAD}x:\n${" ".repeat(1_000_000)}a:b`, "missing-key unknown-key"],
  ["pairs without spaces", `${HEAD}x: {${"a:b, ".repeat(100_000)}}`, "yaml-syntax"],
  ["lines without spaces", `${HEAD}x:\n${"  a-:b\n".repeat(100_000)}`, "yaml-syntax"],
  ["curly quotes", `${HEAD}x: “${"“".repeat(1_000_000)}x`, "missing-key unknown-key"],
  ["brackets in a string", `${HEAD}x: '${"[{".repeat(1_000_000)}'`, "missing-key unknown-key"],
  ["words of a list without commas", `${HEAD}x: [${"a\n ".repeat(300_000)}]`, "yaml-syntax"],
  ["a comment of another language", `/*${" *".repeat(1_000_000)}`, "yaml-syntax"],
  ["half a conflict marker", `${"<".repeat(1_000_000)}\n`, "wrong-type"],
  ["50 MB", Buffer.alloc(50_000_000, "a"), "file-too-large"],
  [
    "5,000 keys",
    HEAD + Array.from({ length: 5000 }, (_, i) => `"${i}": *a\n`).join(""),
    "yaml-syntax",
  ],
])("%s", async (_, bytes, codes) => {
  // Each alias, each duplicate and each wrong key is a diagnostic; here only their kinds matter.
  const kinds = new Set((await commandOn(bytes)).split(" "));
  expect(kinds).toEqual(new Set(codes.split(" ")));
});

test("a file that has no end is not read to it", async () => {
  const { exit, stderr } = await run(["/dev/zero", "--stdout"], temporaryFolder());
  expect(exit).toBe(1);
  expect(stderr).toContain("error file-too-large  /dev/zero");
});

test("what is unusual and legal is understood", () => {
  const plain = modelOf(STORE);
  expect(modelOf(STORE.replaceAll("\n", "\r\n"))).toEqual(plain);
  expect(modelOf(`%YAML 1.2\n---\n${STORE}...\n`), "a directive").toEqual(plain);
  expect(
    modelOf(
      JSON.stringify({
        version: 1,
        name: "Store",
        lookups: ["entity"],
        events: { PRICE_LOWERED: { data: { product_id: "ulid", price: "number" } } },
      }),
    ),
    "JSON",
  ).toEqual(plain);
  const anchored = `version: 1\nname: Store\nlookups: [entity]\nevents:\n  PRICE_LOWERED: &e { data: { product_id: &u ulid, price: number } }\n  PRICE_RAISED: *e\n`;
  expect(modelOf(anchored).events[1]?.fields).toEqual(plain.events[0]?.fields);
});

test("JSON's texts are legal, with all that JSON does not escape", () => {
  const description = "\u007f\u0085\u009f\u2028\u{1f600}\ufeff";
  const document = { version: 1, name: "S", description, events: { A: { data: {} } } };
  expect(modelOf(JSON.stringify(document)).description).toBe(description);
});

test("an anchor that is set twice means the later one, and may be used often", () => {
  const many = Array.from({ length: 900 }, (_, index) => `      f${index}: *t\n`).join("");
  const schema = `${HEAD}events:\n  A:\n    data:\n      a: &t string\n      b: &t number\n${many}`;
  const since = process.cpuUsage();
  const [event] = modelOf(schema).events;
  expect(secondsSince(since)).toBeLessThan(MAX_CPU_SECONDS);
  expect(event?.fields.at(-1)?.type.kind).toBe("number");
});

test("keys that look like other values are the texts that they are written as", () => {
  const keys = ["no", "true", "null", "1", "012", "1e3", "0x10", "1.50", "~"];
  const data = keys.map((key) => `      ${key}: string\n`).join("");
  const [event] = modelOf(`events:\n  A:\n    data:\n${data}`).events;
  expect(event?.fields.map(({ name }) => name)).toEqual([
    // JavaScript's objects put whole numbers first; see docs/reference/language.md.
    "1",
    ...keys.filter((key) => key !== "1"),
  ]);
});

test("each key that stands twice is found, however it is quoted", () => {
  const twice = `${HEAD}events:\n  A: { data: { x: string, "x": string } }\n  'A': { data: {} }\n`;
  expect(codesOf(twice)).toEqual(["duplicate-key", "duplicate-key"]);
});

/** Nine aliases of nine aliases of … : 9^8 values in a few lines. */
function bomb(): string {
  const line = (level: number) =>
    `l${level}: &l${level} [${Array(9)
      .fill(level === 0 ? "x" : `*l${level - 1}`)
      .join(",")}]\n`;
  return HEAD + Array.from({ length: 8 }, (_, level) => line(level)).join("");
}

test("too many tokens of YAML are no matter of aliases", () => {
  const found = diagnosticsOf("#\n".repeat(1_000_001)).map(({ code, message }) => [code, message]);
  expect(found).toEqual([["too-many-values", "The file has more than 2000000 YAML tokens."]]);
});
