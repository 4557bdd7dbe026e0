import { expect, test } from "vitest";
import { emitBody } from "./support.js";

/** The comment over the field `x` that is declared so, without its indentation. */
async function commentOf(declaration: string): Promise<string[]> {
  const text = await emitBody(
    `version: 1\nname: Store\nlookups: [entity]\nevents:\n  A: { data: { a_id: string, x: ${declaration} } }\n`,
    "native",
  );
  const lines = text.split("\n").map((line) => line.replace(/^ {4}/, ""));
  const end = lines.findIndex((line) => line.startsWith("x: "));
  const start = lines.findLastIndex((line, index) => index < end && line.startsWith("a_id: "));
  return lines.slice(start + 1, end);
}

test.each<[string, string[]]>([
  ["string", []],
  ["ulid", ["/** @format ulid */"]],
  ["{ type: timestamp, description: When. }", ["/** When. @format date-time */"]],
  ["{ type: integer, minimum: 0, maximum: 9 }", ["/** @format integer @minimum 0 @maximum 9 */"]],
  [
    "{ type: number, exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.01 }",
    ["/** @exclusiveMinimum 0 @exclusiveMaximum 1 @multipleOf 0.01 */"],
  ],
  ["{ type: string, minLength: 1, maxLength: 5 }", ["/** @minLength 1 @maxLength 5 */"]],
  ['{ type: string, pattern: "^[a-z]*/$" }', ["/** @pattern ^[a-z]*\\/$ */"]],
  [
    '{ type: "string[]", minItems: 1, maxItems: 2, uniqueItems: true }',
    ["/** @minItems 1 @maxItems 2 @uniqueItems true */"],
  ],
  ["{ type: string, pii: true }", ["/** Personal data. */"]],
  ["{ type: email, pii: true }", ["/** Personal data. @format email */"]],
  ["{ type: string, default: none }", ['/** @default "none" */']],
  ["{ type: string, deprecated: Use y. }", ["/** @deprecated Use y. */"]],
  [
    '{ type: string, examples: ["*/", "@b"], maxLength: 5 }',
    ["/**", " * @maxLength 5", ' * @example "*\\/"', ' * @example "@b"', " */"],
  ],
  [
    '{ type: string, description: "First.\\n\\n@second */", pii: true, default: a, maxLength: 5 }',
    [
      ...["/**", " * First.", " *", " * \\@second *\\/", " *", " * Personal data.", " *"],
      ...[" * @maxLength 5", ' * @default "a"', " */"],
    ],
  ],
  [
    `{ type: string, description: "${"word ".repeat(30).trim()}", maxLength: 5 }`,
    [
      ...["/**", ` * ${"word ".repeat(18).trim()}`, ` * ${"word ".repeat(12).trim()}`],
      ...[" *", " * @maxLength 5", " */"],
    ],
  ],
])("the comment for %s", async (declaration, comment) => {
  expect(await commentOf(declaration)).toEqual(comment);
});

test("types inside of a type have comments, too", async () => {
  const text = await emitBody(
    `version: 1
name: Store
types:
  Money: { type: object, properties: { amount: { type: integer, minimum: 0 } } }
  Code: { type: string, pattern: "^[A-Z]+$", description: A code. }
events:
  A:
    lookups: [entity]
    data:
      a_id: string
      line: { type: object, properties: { sku: { type: string, maxLength: 9 }, count: integer } }
`,
    "native",
  );
  expect(text).toContain(`export interface Money {
  /** @format integer @minimum 0 */
  amount?: number;
}`);
  expect(text).toContain("/** A code. @pattern ^[A-Z]+$ */\nexport type Code = string;");
  expect(text).toContain(`    line: {
      /** @maxLength 9 */
      sku?: string;
      /** @format integer */
      count?: number;
    };`);
});

test("a tag stays a tag after a text with a backtick, which begins code in editors", async () => {
  const text = await emitBody(
    `version: 1
name: Store
events:
  A:
    lookups: [entity]
    data:
      a_id: string
      code: { type: string, pattern: "a\`b", deprecated: Use sku. }
`,
    "native",
  );
  expect(text).toContain(`    /**
     * @pattern a\`b
     * @deprecated Use sku.
     */
    code: string;`);
});
