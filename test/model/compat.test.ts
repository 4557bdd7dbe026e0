import { describe, expect, test } from "vitest";
import { analyze } from "../../generator/src/index.js";
import { typesByName } from "../../generator/src/model/aliases.js";
import { fits } from "../../generator/src/model/compat/fits.js";
import { isMechanicalStep } from "../../generator/src/model/compat/mechanical.js";
import type { DataShape, Field, Model } from "../../generator/src/model/model.js";

const TYPES = `
types:
  Money: { type: object, properties: { amount: integer, currency: string }, required: [amount, currency] }
  Precise: { type: object, properties: { amount: number, currency: string, note: string }, required: [amount, currency] }
  Card: { type: object, properties: { kind: { type: string, const: card }, digits: string }, required: [kind, digits] }
  Cash: { type: object, properties: { kind: { type: string, const: cash } }, required: [kind] }
  Payment: { oneOf: [Card, Cash], discriminator: { propertyName: kind } }
  Voucher: { type: object, properties: { kind: { type: string, const: voucher } }, required: [kind] }
  More: { oneOf: [Voucher, Card, Cash], discriminator: { propertyName: kind } }
  Either: { type: object, properties: { kind: { type: string, enum: [card, cash] }, digits: string }, required: [kind] }
  Tree: { type: object, properties: { value: integer, children: "Tree[]" }, required: [value, children] }
  Wide: { type: object, properties: { value: number, children: "Wide[]", note: string }, required: [value, children] }
  Other: { type: object, properties: { value: string, children: "Other[]" }, required: [value, children] }
  Lax: { type: object, properties: { a: string }, additionalProperties: true }
`;

async function modelOf(...shapes: readonly string[]): Promise<Model> {
  const events = shapes
    .map(
      (data, index) => `  EVENT_${index}:\n    data:\n      ${data.replaceAll("; ", "\n      ")}\n`,
    )
    .join("");
  const text = `version: 1\nname: Test\n${TYPES}\nlookups: [type]\nevents:\n${events}`;
  const { model, diagnostics } = await analyze({ text });
  if (model === undefined) throw new Error(JSON.stringify(diagnostics));
  return model;
}

const FITS: readonly (readonly [from: string, to: string])[] = [
  ["integer", "number"],
  ["{ type: number, multipleOf: 5 }", "integer"],
  ["{ type: integer, exclusiveMinimum: 0 }", "{ type: integer, minimum: 1 }"],
  ["{ type: number, exclusiveMinimum: 0 }", "{ type: number, minimum: 0 }"],
  ["{ type: number, exclusiveMinimum: 0, minimum: 5 }", "{ type: number, exclusiveMinimum: 4 }"],
  ["{ type: integer, exclusiveMaximum: 10 }", "{ type: number, maximum: 9 }"],
  ["{ type: number, multipleOf: 0.3 }", "{ type: number, multipleOf: 0.1 }"],
  ["integer", "{ type: number, multipleOf: 0.5 }"],
  ["ulid", "string"],
  ["ulid", "{ type: string, minLength: 26, maxLength: 26 }"],
  ["int64", "decimal"],
  ["{ type: string, pattern: a }", "{ type: string, pattern: a }"],
  ["{ type: string, pattern: a, maxLength: 3 }", "{ type: string, maxLength: 4 }"],
  ["{ type: string, enum: [EUR, USD] }", "string"],
  ["{ type: string, enum: [EUR, USD] }", "{ type: string, enum: [USD, CHF, EUR] }"],
  ["{ type: string, enum: ['1', '-2'] }", "int64"],
  ["{ type: integer, enum: [1, 2] }", "{ type: integer, maximum: 2 }"],
  ["{ type: boolean, const: true }", "boolean"],
  ["{ type: string, nullable: true }", "json"],
  ["string", "{ type: string, nullable: true }"],
  ["string[]", "json[]"],
  ["{ type: 'string[]', maxItems: 1 }", "{ type: 'string[]', uniqueItems: true }"],
  ["{ type: 'string[]', minItems: 2 }", "{ type: 'string[]', minItems: 1 }"],
  ["Money", "Precise"],
  ["Money", "object"],
  ["Money", "{ type: object, additionalProperties: json }"],
  [
    "{ type: object, properties: { a: integer } }",
    "{ type: object, additionalProperties: number }",
  ],
  ["{ type: object, properties: { a: string } }", "Lax"],
  ["{ type: object, additionalProperties: string }", "Lax"],
  ["Card", "Payment"],
  ["Payment", "Either"],
  ["Payment", "More"],
  ["Payment", "{ type: object, properties: { kind: string, digits: string }, required: [kind] }"],
  ["Tree", "Wide"],
];

const DOES_NOT_FIT: readonly (readonly [from: string, to: string])[] = [
  ["number", "integer"],
  ["string", "ulid"],
  ["ulid", "uuid"],
  ["decimal", "int64"],
  ["string", "string[]"],
  ["string[]", "string"],
  ["json", "string"],
  ["json", "object"],
  ["{ type: string, nullable: true }", "string"],
  ["{ type: number, minimum: 0 }", "{ type: number, exclusiveMinimum: 0 }"],
  ["{ type: number, minimum: 0 }", "{ type: number, minimum: 1 }"],
  ["{ type: number, multipleOf: 0.1 }", "{ type: number, multipleOf: 0.3 }"],
  ["string", "{ type: string, pattern: a }"],
  ["{ type: string, enum: [a] }", "{ type: string, pattern: a }"],
  ["decimal", "{ type: string, maxLength: 40 }"],
  ["{ type: string, enum: [EUR, USD] }", "{ type: string, enum: [EUR] }"],
  ["{ type: string, enum: ['1', a] }", "int64"],
  ["boolean", "{ type: boolean, const: true }"],
  ["{ type: 'string[]', maxItems: 2 }", "{ type: 'string[]', maxItems: 1 }"],
  ["string[]", "{ type: 'string[]', uniqueItems: true }"],
  ["Precise", "Money"],
  ["Lax", "{ type: object, properties: { a: string } }"],
  ["Lax", "{ type: object, properties: { a: string, b: string }, additionalProperties: true }"],
  ["{ type: object, additionalProperties: string }", "{ type: object, properties: { a: string } }"],
  [
    "{ type: object, properties: { a: string } }",
    "{ type: object, properties: { a: string }, required: [a] }",
  ],
  ["More", "Payment"],
  ["Either", "Payment"],
  ["Payment", "Card"],
  ["Voucher", "Payment"],
  ["Wide", "Tree"],
  ["Tree", "Other"],
];

describe("fits", () => {
  test.each(FITS)("every value of %s is one of %s", async (from, to) => {
    expect(await typesFit(from, to)).toBe(true);
  });

  test.each(DOES_NOT_FIT)("not every value of %s is one of %s", async (from, to) => {
    expect(await typesFit(from, to)).toBe(false);
  });

  test("an open object may have a member of any type with the name of a new property", async () => {
    const wider =
      "{ type: object, properties: { a: string, b: json }, additionalProperties: true }";
    expect(await typesFit("Lax", wider)).toBe(true);
  });
});

async function typesFit(from: string, to: string): Promise<boolean> {
  const { events, types } = await modelOf(`from: ${from}; to: ${to}`);
  const [one, other] = (events[0]?.fields ?? []) as [Field, Field];
  return fits(one.type, other.type, typesByName(types));
}

describe("isMechanicalStep", () => {
  const withAlias = (shape: DataShape, aliases: Readonly<Record<string, string[]>>): DataShape => ({
    ...shape,
    fields: shape.fields.map((field) => ({ ...field, aliases: aliases[field.name] ?? [] })),
  });

  test.each<[string, string, Record<string, string[]>, boolean]>([
    ["price: integer", "price: number", {}, true],
    ["price: number", "price: integer", {}, false],
    ["cost: integer", "price: number", { price: ["cost"] }, true],
    ["cost: integer", "price: number", {}, false],
    ["cost: number", "price: integer", { price: ["cost"] }, false],
    ["cost?: integer", "price: number", { price: ["cost"] }, false],
    ["cost?: integer", "price: { type: number, default: 0 }", { price: ["cost"] }, true],
    // Of an event that has both, the value of one would be lost.
    ["cost?: integer; price: integer", "price: integer", { price: ["cost"] }, false],
    ["cost: string; price: integer", "price: integer", { price: ["cost"] }, false],
    ["a: string", "a: string; b?: string", {}, true],
    ["a: string", "a: string; b: string", {}, false],
    ["a: string", "a: string; b: { type: string, default: x }", {}, true],
    ["a?: string", "a: string", {}, false],
    ["a: string", "a?: string", {}, true],
    ["a: { type: string, default: x }", "a: string", {}, true],
    ["a: string; b: string", "a: string", {}, false],
    ["name: string", "first?: string; last?: string", {}, false],
  ])("{ %s } to { %s } with the aliases %j: %s", async (previous, next, aliases, expected) => {
    const { events, types } = await modelOf(previous, next);
    const [from, to] = events as readonly DataShape[] as [DataShape, DataShape];
    expect(isMechanicalStep(from, withAlias(to, aliases), typesByName(types))).toBe(expected);
  });

  test("open data may have a field of any type with the name of a new field", async () => {
    const { events, types } = await modelOf("a: string", "a: string; b?: string; c?: json");
    const [from, to] = events as readonly DataShape[] as [DataShape, DataShape];
    const step = (fromFields: readonly Field[], isOpen: boolean) =>
      isMechanicalStep(
        { ...from, isOpen: true },
        { ...to, fields: fromFields, isOpen },
        typesByName(types),
      );
    const [a, b, c] = to.fields as [Field, Field, Field];
    // The field "c" of any value comes before its alias.
    expect(step([{ ...c, aliases: ["a"] }], true)).toBe(false);
    expect([step([a], true), step([a, c], true), step([a, b], true), step([a], false)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
