import fc from "fast-check";
import { expect, test } from "vitest";
import { run, temporaryFolder } from "../cli/support.js";
import { modelOf } from "../importers/support.js";
import { hostileText } from "./emit-texts.js";

const word = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "a",
      "b",
      "order_id",
      "orderId",
      "kind",
      "data",
      "type",
      "metadata",
      "id",
      "__proto__",
      "1",
    ),
  },
  { weight: 1, arbitrary: hostileText },
);
const reference = fc.constantFrom(
  "#",
  "#/$defs/a",
  "#/$defs/b",
  "#/properties/a",
  "other.json",
  "#/$defs/__proto__",
  "https://x.y/z",
);
const typeName = fc.constantFrom(
  "object",
  "object",
  "string",
  "number",
  "integer",
  "boolean",
  "array",
  "null",
  "any",
  "x",
);
const literal = fc.oneof(word, fc.integer(), fc.double(), fc.boolean(), fc.constant(null));

/** Anything that is nearly a JSON Schema. */
const schema = fc.letrec<{ schema: unknown; map: unknown }>((tie) => ({
  map: fc.dictionary(word, tie("schema"), { maxKeys: 4 }),
  schema: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.record({ type: typeName }),
    fc.constantFrom(true, false, {}, null, 7, "x", []),
    fc.record({ $ref: reference, description: hostileText }, { requiredKeys: ["$ref"] }),
    fc.record(
      {
        type: fc.oneof(typeName, fc.array(typeName, { maxLength: 3 })),
        properties: tie("map"),
        required: fc.array(word, { maxLength: 3 }),
        additionalProperties: tie("schema"),
        items: tie("schema"),
        allOf: fc.array(tie("schema"), { maxLength: 3 }),
        oneOf: fc.array(tie("schema"), { maxLength: 3 }),
        anyOf: fc.array(tie("schema"), { maxLength: 3 }),
        enum: fc.array(literal, { maxLength: 3 }),
        const: literal,
        $defs: tie("map"),
        description: hostileText,
        title: word,
        default: literal,
        examples: fc.array(fc.jsonValue(), { maxLength: 2 }),
        deprecated: fc.boolean(),
        format: fc.constantFrom("uuid", "date-time", "ulid", "toString", "x"),
        pattern: fc.constantFrom("^a$", "(", "(a+)+$", "\\p{L}"),
        minimum: fc.double(),
        maxLength: fc.integer(),
        minItems: fc.constantFrom(-1, 0.5, 2),
        nullable: fc.boolean(),
        not: tie("schema"),
      },
      { requiredKeys: [] },
    ),
  ),
})).schema;

test("anything that is nearly a JSON Schema is imported as a legal schema, or refused in words", async () => {
  await fc.assert(
    fc.asyncProperty(schema, fc.dictionary(word, schema, { maxKeys: 3 }), async (root, $defs) => {
      const document = typeof root === "object" && root !== null ? { ...root, $defs } : root;
      const cwd = temporaryFolder({ "a.json": JSON.stringify(document) });
      const { exit, stdout, stderr } = await run(["import", "--json-schema", "a.json"], cwd);
      if (exit === 0) await modelOf(stdout);
      else expect(stderr).toContain("import-failed");
    }),
    { numRuns: 100 },
  );
});
