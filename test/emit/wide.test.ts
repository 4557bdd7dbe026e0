import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Validator } from "ddb-pattern-runtime/codegen/v1";
import { expect, test } from "vitest";
import { modelOf } from "../language/support.js";
import { validatorsOf } from "../properties/modules.js";
import { COMPILER_VERSIONS, STRICT_FLAGS, tsc } from "./compilers.js";
import { emitBody, temporaryPackage } from "./support.js";

const each = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join("");

const bounded = (name: string) => `${name}: { type: number, minimum: 1, maximum: 5 }`;

/** As much as one event type, one object and one union may have. */
const WIDE = `version: 1
name: Wide
lookups: [entity]
types:
  Kinds:
    oneOf:
${each(190, (index) => `      - { type: object, required: [k], properties: { k: { type: string, const: v${index} }, n: integer } }\n`)}    discriminator: { propertyName: k }
  Few: { type: object, required: [k], properties: { k: { type: string, enum: [${each(490, (index) => `v${index}, `)}] }, ${each(300, (index) => `n${index}: integer, `)} } }
  One: { type: object, required: [k], properties: { k: { type: string, const: one } } }
  Union: { oneOf: [Few, One], discriminator: { propertyName: k }, nullable: true }
events:
  FIELDS:
    data:
      a_id: ulid
      kinds: Kinds
      union: Union
${each(980, (index) => `      f${index}: { type: string, minLength: 1, maxLength: 9 }\n`)}  OBJECTS:
    data:
      a_id: ulid
${each(9, (index) => `      o${index}: { type: object, properties: { ${each(10, (inner) => `${bounded(`p${inner}`)}, `)} } }\n`)}`;

const body = emitBody(WIDE, "native");

test.each(COMPILER_VERSIONS)(
  "what is as wide as it may be compiles with TypeScript %s",
  {
    timeout: 120_000,
  },
  async (version) => {
    const folder = temporaryPackage({ type: "module" });
    writeFileSync(join(folder, "wide.generated.ts"), await body);
    const options = { ...STRICT_FLAGS, module: "nodenext", noEmit: true };
    expect((await tsc(version, folder, options, ["wide.generated.ts"])).output).toBe("");
  },
);

test("each field of what is wide is checked, and what no field has is refused", () => {
  const validate = validatorsOf(modelOf(WIDE)).events.FIELDS as Validator;
  const fields = Array.from({ length: 980 }, (_, index) => [`f${index}`, "x"] as const);
  const a_id = "01K9Z3V5M5X1QAF1N6WWDJ9V2A";
  const few = { k: "v489", n299: 1 };
  const valid = { a_id, kinds: { k: "v7" }, union: few, ...Object.fromEntries(fields) };
  const wrongIn = (value: object) => {
    validate(value);
    return validate.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
  };
  expect(validate(valid)).toBe(true);
  expect(wrongIn({ ...valid, f0: "", f979: "" })).toEqual(["/f0 minLength", "/f979 minLength"]);
  expect(wrongIn({ ...valid, f500: undefined })).toEqual([" required"]);
  expect(wrongIn({ ...valid, f980: "x" })).toEqual([" additionalProperties"]);
  expect(wrongIn({ ...valid, union: { ...few, n299: "x" } })).toEqual(["/union/n299 type"]);
  expect(wrongIn({ ...valid, union: { ...few, n300: 1 } })).toEqual([
    "/union additionalProperties",
  ]);
  expect(wrongIn({ ...valid, union: { k: "v490" } })).toEqual(["/union/k enum"]);
  expect(validate({ ...valid, union: null })).toBe(true);
});
