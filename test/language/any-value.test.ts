import fc from "fast-check";
import { expect, test } from "vitest";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { pageRows } from "../repository/language-page.js";
import { allDiagnosticsOf } from "./support.js";

/** Keys of this language and of others. */
const KEYS = [
  ..."type enum const items properties required additionalProperties nullable format minimum oneOf".split(
    " ",
  ),
  ..."anyOf allOf discriminator $ref prefixItems values symbols fields logicalType precision scale".split(
    " ",
  ),
  ..."if not default entity lookup pii data include wire version extends by events consistent name".split(
    " ",
  ),
  ..."description examples contentEncoding propertyName mapping length min title toString".split(
    " ",
  ),
];
const WORDS = [
  ...pageRows().map(({ there }) => there),
  "Money",
  "Card",
  "*",
  "A, B",
  "1_000",
  "é",
  "",
];

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 5, 1.5, ...WORDS),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie("value"), { maxKeys: 4 }),
  ),
}));

/** The paths of parts that a value replaces. */
const PLACES = [
  ...KEYS.flatMap((key) => [
    [key],
    ["events", "A", key],
    ["streams", "s", key],
    ["types", "T", key],
  ]),
  ..."version name partition lookups metadata imports types groups events streams allow"
    .split(" ")
    .map((key) => [key]),
  ["types", "T"],
  ["groups", "G"],
  ["groups", "G", "a"],
  ["metadata", "m"],
  ["events", "A"],
  ["events", "A", "data"],
  ["events", "A", "data", "x"],
  ["events", "A", "data", "x_id"],
  ["streams", "s"],
];

/** A schema, as JSON, with a value at a path. */
function schemaWith(path: readonly string[], part: unknown): string {
  const schema: Record<string, unknown> = {
    version: 1,
    name: "Shop",
    partition: "shop_id",
    types: { Money: "decimal", T: { type: "string" } },
    groups: { G: { a: "string" } },
    metadata: { m: "string" },
    events: { A: { include: ["G"], data: { shop_id: "ulid" } } },
    streams: { s: { by: "shop_id", events: ["A"] } },
  };
  let parent = schema;
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string, unknown>;
  parent[path.at(-1) as string] = part;
  return JSON.stringify(schema);
}

test("each error about any value has a help, which is a sentence without gaps", () => {
  fc.assert(
    fc.property(fc.constantFrom(...PLACES), value, (path, part) => {
      const errors = allDiagnosticsOf(schemaWith(path, part)).filter(isError);
      for (const { message, help = "" } of errors) {
        expect(`${message} ${help}`).not.toMatch(
          /\bundefined\b|\[object |\$(?:type|value|part|name|string)s?\b/,
        );
        expect(help).toMatch(/^[A-Z].*[.?]$/s);
      }
    }),
    { numRuns: 500 },
  );
});
