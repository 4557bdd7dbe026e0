import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { modelOf } from "../language/support.js";
import { descriptorOf, validatorsOf } from "../properties/modules.js";
import { COMPILER_VERSIONS, STRICT_FLAGS, tsc } from "./compilers.js";
import { EXTREME_SCHEMAS, WIDE } from "./extreme-schemas.js";
import { emitBody, temporaryPackage } from "./support.js";

const modules = Promise.all(
  Object.values(EXTREME_SCHEMAS).flatMap((yaml) => [
    emitBody(yaml, "native"),
    emitBody(yaml, "erasable"),
  ]),
);

test.each(COMPILER_VERSIONS)(
  "what is as long, as deep and as wide as it may be compiles with TypeScript %s",
  { timeout: 600_000 },
  async (version) => {
    const folder = temporaryPackage({ type: "module" });
    const files = (await modules).map((text, index) => {
      const file = `module${index}.generated.ts`;
      writeFileSync(join(folder, file), text);
      return file;
    });
    const options = { ...STRICT_FLAGS, module: "nodenext", noEmit: true };
    expect((await tsc(version, folder, options, files)).output).toBe("");
  },
);

describe("strings that are written in pieces", () => {
  test.each(Object.entries(EXTREME_SCHEMAS))("are whole again where it is %s", (_, yaml) => {
    const model = modelOf(yaml);
    const { events } = descriptorOf(model);
    for (const { type, fields } of model.events) {
      const names = fields.map(({ name, isOptional }) => (isOptional ? `${name}?` : name));
      expect(Object.keys(events[type]?.data ?? {})).toEqual(names);
      for (const { name, isOptional, ...field } of fields) {
        const rule = events[type]?.data[isOptional ? `${name}?` : name];
        if (typeof rule !== "object") continue;
        expect(rule.default).toEqual(field.default);
        if (field.type.kind === "string") expect(rule.pattern).toBe(field.type.pattern);
        if (field.type.kind !== "literals") continue;
        expect(rule.enum ?? [rule.const]).toEqual(field.type.values);
      }
    }
  });
});

test("each field of what is wide is checked, and what no field has is refused", () => {
  const isValid = validatorsOf(modelOf(WIDE)).events.FIELDS as (data: unknown) => boolean;
  const fields = Array.from({ length: 970 }, (_, index) => [`f${index}`, "x"] as const);
  const a_id = "01K9Z3V5M5X1QAF1N6WWDJ9V2A";
  const few = { k: "v489", n299: 1 };
  const rest = Object.fromEntries(fields);
  const valid = { a_id, kinds: { k: "v7" }, union: few, many: "value 979", ...rest };
  expect(isValid(valid)).toBe(true);
  expect(isValid({ ...valid, union: null })).toBe(true);
  for (const wrong of [
    { f969: "" },
    { f500: undefined },
    { f970: "x" },
    { many: "value 980" },
    { union: { ...few, n299: "x" } },
    { union: { ...few, n300: 1 } },
    { union: { k: "v490" } },
    { kinds: { k: "v190" } },
  ]) {
    expect({ wrong, isValid: isValid({ ...valid, ...wrong }) }).toEqual({ wrong, isValid: false });
  }
});
