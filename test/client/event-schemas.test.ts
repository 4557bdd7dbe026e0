import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import { dataSchemas, eventSchema, parseEvent } from "ddb-pattern-runtime/codegen/v1";
import { describe, expect, test } from "vitest";
import {
  parseStoreEvent,
  StoreEventTypes,
  storeDataSchemas,
  storeEventSchema,
} from "../../schemas-example/store/events.generated.js";
import { newProduct as newGenerationProduct, SET, THIRD } from "../tables/generations.js";
import { SHOP } from "../tables/shop.js";
import { descriptorOf } from "./descriptors.js";

const data = { store_id: newEventId(), product_id: newEventId(), price: 1 };
const event = { type: StoreEventTypes.PRICE_LOWERED, data };

function refusalOf(value: unknown): EventValidationError {
  try {
    parseStoreEvent(value);
  } catch (error) {
    if (error instanceof EventValidationError) return error;
    throw error;
  }
  throw new Error("The value was accepted.");
}

describe("parse", () => {
  test("returns a copy of an event, with its id", () => {
    const given = { ...event, id: newEventId() };
    const parsed = parseStoreEvent(given);
    expect(parsed).toEqual(given);
    expect(parsed.data).not.toBe(given.data);
  });

  test.each<[string, unknown, string]>([
    ["null", null, "The value cannot be saved: must be a plain object"],
    ["a list", [event], "The value cannot be saved: must be a plain object"],
    ["no type", { data }, "The value cannot be saved: type: must be an event type of the schema"],
    [
      "a type of every object",
      { type: "toString", data },
      "The value cannot be saved: type: must be an event type of the schema",
    ],
    [
      "an unknown member",
      { ...event, timestamp: "now" },
      "The value cannot be saved: timestamp: is unknown to the schema",
    ],
    [
      "no data",
      { type: "PRICE_LOWERED" },
      "PRICE_LOWERED cannot be saved: data: must be a plain object",
    ],
    [
      "wrong data",
      { ...event, data: { ...data, price: "secret" } },
      "PRICE_LOWERED cannot be saved: data.price: must be a number",
    ],
  ])("refuses %s", (_, value, message) => {
    const error = refusalOf(value);
    expect(error.message).toBe(message);
    expect(error.issues).toHaveLength(1);
  });

  test("names the event type only if the schema has it", () => {
    expect(refusalOf({ type: "NOPE", data }).eventType).toBeUndefined();
    expect(refusalOf({ ...event, data: {} }).eventType).toBe("PRICE_LOWERED");
  });
});

describe("of a schema with earlier versions and names", () => {
  const ids = newGenerationProduct();

  test("the newest version is the only one", () => {
    expect(parseEvent(THIRD, SET.third(ids))).toEqual(SET.third(ids));
    const price = { ...SET.second(ids), type: "PRICE_CHANGED" };
    for (const earlier of [SET.first(ids), SET.second(ids), price]) {
      expect(() => parseEvent(THIRD, earlier)).toThrow(EventValidationError);
    }
    expect(Object.keys(dataSchemas(THIRD))).toEqual(["PRICE_CHANGED", "LAUNCHED", "COUNTED"]);
  });

  test("former names of fields are unknown", () => {
    const { data: newest } = SET.third(ids);
    const schemas = dataSchemas<Record<string, { data: unknown }>>(THIRD);
    const result = schemas.PRICE_CHANGED?.["~standard"].validate({ ...newest, cents: 1 });
    expect(result).toEqual({ issues: [{ message: "is unknown to the schema", path: ["cents"] }] });
  });
});

describe("a Standard Schema", () => {
  test("returns the value, or issues with paths from the value on", () => {
    expect(storeEventSchema["~standard"].validate(event)).toEqual({ value: event });
    const wrong = { ...data, price: "secret" };
    expect(storeEventSchema["~standard"].validate({ ...event, data: wrong })).toEqual({
      issues: [{ message: "must be a number", path: ["data", "price"] }],
    });
    expect(storeDataSchemas.PRICE_LOWERED["~standard"].validate(wrong)).toEqual({
      issues: [{ message: "must be a number", path: ["price"] }],
    });
    expect(storeDataSchemas.PRICE_LOWERED["~standard"].validate(5)).toEqual({
      issues: [{ message: "must be a plain object", path: [] }],
    });
  });

  test("says its version and its vendor", () => {
    const { version, vendor } = storeEventSchema["~standard"];
    expect([version, vendor]).toEqual([1, "ddb-pattern"]);
  });

  test("of each event type is one object, and none is there for other names", () => {
    expect(storeDataSchemas.PRICE_LOWERED).toBe(storeDataSchemas.PRICE_LOWERED);
    expect(Object.keys(storeDataSchemas)).toEqual(["PRICE_LOWERED", "PRICE_RAISED"]);
    const untyped = storeDataSchemas as unknown as Record<string, unknown>;
    for (const name of ["toString", "__proto__", "then", "NOPE"]) {
      expect(untyped[name], name).toBeUndefined();
      expect(name in untyped, name).toBe(false);
    }
    expect(() => Object.assign(storeDataSchemas, { NOPE: 1 })).toThrow(TypeError);
  });
});

describe("of a schema with required metadata", () => {
  const lowered = data;
  const descriptor = descriptorOf({ ...SHOP, metadata: { actor: "string", "note?": "string" } });
  const { PRICE_LOWERED } = dataSchemas<Record<string, { data: unknown }>>(descriptor);

  test("an event must have the metadata", () => {
    const validate = eventSchema(descriptor)["~standard"].validate;
    const valid = { type: "PRICE_LOWERED", data: lowered, metadata: { actor: "me" } };
    expect(validate(valid)).toEqual({ value: valid });
    const issues = [{ message: "is required", path: ["metadata", "actor"] }];
    for (const metadata of [{}, { note: "n" }]) {
      expect(validate({ ...valid, metadata })).toEqual({ issues });
    }
    expect(validate({ type: "PRICE_LOWERED", data: lowered })).toEqual({ issues });
  });

  test("data is checked without metadata", () => {
    const validate = PRICE_LOWERED?.["~standard"].validate;
    expect(validate?.(lowered)).toEqual({ value: lowered });
    expect(validate?.({ ...lowered, price: -1 })).toEqual({
      issues: [{ message: "must be at least 0", path: ["price"] }],
    });
  });
});

test.each<[string, unknown, (string | number)[]]>([
  ["null", null, []],
  ["undefined", undefined, []],
  ["data that is null", { ...event, data: null }, ["data"]],
  ["an id that is null", { ...event, id: null }, ["id"]],
  ["metadata that is null", { ...event, metadata: null }, ["metadata"]],
  ["a symbol", { ...event, [Symbol("s")]: 1 }, ["Symbol(s)"]],
  ["data of over 400 KB", { ...event, data: { ...data, price: "x".repeat(500_000) } }, []],
  [
    "a type that changes",
    {
      data,
      get type() {
        return ["PRICE_LOWERED"];
      },
    },
    ["type"],
  ],
])("a Standard Schema returns issues for %s, and throws nothing", (_, value, path) => {
  const result = storeEventSchema["~standard"].validate(value);
  expect(result.issues?.map((issue) => issue.path)).toEqual([path]);
});

test.each(["freeze", "seal", "preventExtensions"] as const)(
  "Object.%s leaves the data schemas whole",
  (change) => {
    const applied = Object[change] as (value: object) => object;
    expect(() => applied(storeDataSchemas)).toThrow(TypeError);
    expect(Object.keys(storeDataSchemas)).toEqual(["PRICE_LOWERED", "PRICE_RAISED"]);
    expect(storeDataSchemas.PRICE_LOWERED["~standard"].validate(data)).toEqual({ value: data });
  },
);
