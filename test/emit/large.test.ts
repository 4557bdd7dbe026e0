import type { Validator } from "ddb-pattern-runtime/codegen/v1";
import { expect, test } from "vitest";
import type { Model } from "../../generator/src/model/model.js";
import { modelOf } from "../language/support.js";
import { validatorsOf } from "../properties/modules.js";

const EVENTS = "lookups: [entity]\nevents:\n  A: { data: { a_id: ulid, x: T0 } }\n";

function validatorOf(model: Model): Validator {
  return validatorsOf(model).events.A as Validator;
}

test("types that lead to each other by the thousands are no deeper than two", () => {
  const count = 1500;
  const types = Array.from({ length: count }, (_, index) => {
    const next = `T${(index + 1) % count}`;
    return `  T${index}: { type: object, properties: { a: ${next}, b: { type: ${next}, nullable: true } } }\n`;
  });
  const validate = validatorOf(modelOf(`types:\n${types.join("")}${EVENTS}`));
  const a_id = "01K9Z3V5M5X1QAF1N6WWDJ9V2A";
  expect(validate({ a_id, x: { a: { b: null } } })).toBe(true);
  expect(validate({ a_id, x: { a: { a: null } } })).toBe(false);
});

test("the time to tell what is wrong grows as what is wrong, and not as its square", () => {
  const validate = validatorOf(modelOf(`types: { T0: "ulid[]" }\n${EVENTS}`));
  const wrong = Array.from({ length: 200_000 }, (_, index) => String(index));
  const { user: before } = process.cpuUsage();
  expect(validate({ a_id: "01K9Z3V5M5X1QAF1N6WWDJ9V2A", x: wrong })).toBe(false);
  expect(validate.errors).toHaveLength(wrong.length);
  // It takes a tenth of a second; each list of diagnostics copied, minutes.
  expect(process.cpuUsage().user - before).toBeLessThan(5e6);
});
