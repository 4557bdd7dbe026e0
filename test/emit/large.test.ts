import { expect, test } from "vitest";
import { emitModule } from "../../generator/src/emit/typescript/module.js";
import type { Model } from "../../generator/src/model/model.js";
import { modelOf } from "../language/support.js";
import { validatorsOf } from "../properties/modules.js";
import { schemaOfEvents } from "./support.js";

/** The model of so many event types, with a stream of all of them. */
function modelOfEvents(count: number): Model {
  const names = Array.from({ length: count }, (_, index) => `THING_${index}_MADE`);
  const streams = `streams:\n  all: { by: product_id, events: [${names.join(", ")}] }\n`;
  return modelOf(schemaOfEvents(count) + streams);
}

test("5,000 event types become a module, in time that grows as their number", () => {
  const milliseconds = (model: Model) => {
    const { user } = process.cpuUsage();
    emitModule(model, "native");
    return (process.cpuUsage().user - user) / 1_000;
  };
  const [some, many] = [modelOfEvents(500), modelOfEvents(5_000)];
  // The first one is compiled while it runs.
  milliseconds(some);
  const few = Math.max(milliseconds(some), 1);
  // Ten times as many take ten times as long, or a hundred times if each were compared with each.
  expect(milliseconds(many) / few).toBeLessThan(50);
});

test("types that lead to each other by the thousands are no deeper than two", () => {
  const count = 1500;
  const types = Array.from({ length: count }, (_, index) => {
    const next = `T${(index + 1) % count}`;
    return `  T${index}: { type: object, properties: { a: ${next}, b: { type: ${next}, nullable: true } } }\n`;
  });
  const events = "lookups: [entity]\nevents:\n  A: { data: { a_id: ulid, x: T0 } }\n";
  const isValid = validatorsOf(modelOf(`types:\n${types.join("")}${events}`)).events.A;
  const a_id = "01K9Z3V5M5X1QAF1N6WWDJ9V2A";
  expect(isValid?.({ a_id, x: { a: { b: null } } })).toBe(true);
  expect(isValid?.({ a_id, x: { a: { a: null } } })).toBe(false);
});
