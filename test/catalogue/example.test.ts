import fc from "fast-check";
import { expect, test } from "vitest";
import { exampleEvent, PLACEHOLDER } from "../../generator/src/catalogue/example.js";
import { valueValidators } from "../../generator/src/json-schema/value-validators.js";
import type { EventModel, FieldType, Model } from "../../generator/src/model/model.js";
import { legalSchema } from "../properties/emit-schemas.js";
import { modelOf as randomModel } from "../properties/modules.js";
import { modelOf, read } from "./support.js";

const EXAMPLES = ["store", "todo", "orders", "cart", "hotel"].map((name) =>
  read(`schemas-example/${name}/events.yaml`),
);

const dataType = ({ fields, isOpen }: EventModel): FieldType => {
  return { kind: "object", properties: fields, isOpen, isNullable: false };
};

/** The examples of a schema that are not data of their event type; those with placeholders are counted. */
function faultsOf(model: Model): { faults: string[]; incomplete: number; events: number } {
  const types = model.events.map(dataType);
  const matches = (pattern: string, text: string) => new RegExp(pattern, "u").test(text);
  const validatorOf = valueValidators(model.types, types, matches);
  const faults: string[] = [];
  let incomplete = 0;
  for (const [index, event] of model.events.entries()) {
    const { data } = exampleEvent(event, model) as { readonly data: unknown };
    const validate = validatorOf(types[index] as FieldType);
    const json = JSON.stringify(data);
    if (json.includes(PLACEHOLDER)) incomplete++;
    else if (!validate(data))
      faults.push(`${event.type} ${json} ${JSON.stringify(validate.errors)}`);
  }
  return { faults, incomplete, events: model.events.length };
}

test("examples of real schemas are events that can be saved", async () => {
  for (const yaml of EXAMPLES) {
    const { faults, incomplete, events } = faultsOf(await modelOf(yaml));
    expect(faults).toEqual([]);
    expect(incomplete).toBeLessThan(events);
  }
});

test("examples of random schemas are events that can be saved, or have placeholders", async () => {
  let complete = 0;
  for (const document of fc.sample(legalSchema, { numRuns: 60, seed: 20_261_130 })) {
    const model = await randomModel(document);
    if (model === undefined) continue;
    const { faults, incomplete, events } = faultsOf(model);
    expect(faults).toEqual([]);
    complete += events - incomplete;
  }
  expect(complete).toBeGreaterThan(60);
});

test("the schema's examples and defaults come first", async () => {
  const model = await modelOf(`version: 1
name: Shop
types:
  Money: { type: decimal, examples: ["7.20"] }
  Node: { type: object, properties: { name: string, next: { type: Node, nullable: true } }, required: [name, next] }
metadata:
  actor: { type: string, required: true, examples: [ada] }
events:
  ORDER_PLACED:
    wire: order.placed
    data:
      order_id: ulid
      price: Money
      currency: { type: string, enum: [EUR, USD], default: USD }
      count: { type: integer, minimum: 12, multipleOf: 5 }
      code: { type: string, pattern: "^[A-Z]+$" }
      note?: { type: string, examples: [Ring twice.] }
      hint?: string
      tags: { type: "string[]", minItems: 3 }
      first: Node
`);
  expect(exampleEvent(model.events[0] as EventModel, model)).toEqual({
    type: "order.placed",
    data: {
      order_id: "01JA8B7K770W4XABTR20SSW99B",
      price: "7.20",
      currency: "USD",
      count: 100,
      code: PLACEHOLDER,
      note: "Ring twice.",
      tags: ["text", PLACEHOLDER],
      first: { name: "text", next: null },
    },
    metadata: { actor: "ada" },
  });
});
