import {
  EventTooLargeError,
  EventValidationError,
  InvalidArgumentError,
} from "ddb-pattern-runtime";
import {
  type DdbInputOf,
  ddbItemsFrom,
  type EventBase,
  getModelType,
  getPK,
  type IdKeyName,
} from "ddb-pattern-runtime/ddb-pattern";
import { describe, expect, test } from "vitest";

function eventWith(data: Record<string, unknown>): DdbInputOf<EventBase<string>> {
  return { id: "1", timestamp: "2024-01-01T00:00:00.000Z", type: "T", data };
}

describe("getPK", () => {
  const query = { eventType: "T", partitionKey: "store_id", partitionId: "s" } as const;

  test("encodes keys as 0.1.1 did, and escapes characters that could forge a key", () => {
    expect(getPK(query)).toBe("STORE::s::T");
    expect(getPK({ ...query, modelKey: "product_id", modelId: "p" })).toBe(
      "STORE::s::PRODUCT::p::T",
    );
    expect(getPK({ eventType: "T" })).toBe("T");
    expect(getPK({ eventType: 7, modelKey: "product_id", modelId: "p" })).toBe("PRODUCT::p::7");
    expect(getPK({ ...query, partitionId: "s::PRODUCT::p" })).toBe(
      "STORE::s%3A%3APRODUCT%3A%3Ap::T",
    );
  });

  test("accepts the partition as the model if their ids are equal", () => {
    const model = { modelKey: "store_id", modelId: "s" } as const;
    expect(getPK({ ...query, ...model })).toBe("STORE::s::T");
    expect(() => getPK({ ...query, ...model, modelId: "t" })).toThrow(InvalidArgumentError);
  });

  test("refuses an incomplete query", () => {
    for (const half of [
      { eventType: "T", partitionId: "s" },
      { eventType: "T", modelKey: "product_id" },
      { eventType: "T", modelId: "p" },
      { eventType: "T", modelKey: "a::b_id", modelId: "p" },
      { eventType: "" },
      { eventType: undefined },
    ] as const) {
      expect(() => getPK(half)).toThrow(InvalidArgumentError);
    }
  });
});

describe("getModelType", () => {
  test.each([
    ["product_id", "PRODUCT"],
    ["completed_by_user_id", "COMPLETED_BY_USER"],
    ["x-y_id", "X-Y"],
    ["_id", ""],
  ] as const)("of %s is %j", (key, type) => {
    expect(getModelType(key)).toBe(type);
  });

  test("refuses names that are not id fields", () => {
    expect(() => getModelType("product" as IdKeyName)).toThrow(InvalidArgumentError);
  });
});

describe("ddbItemsFrom", () => {
  test("returns every copy, the one for the event type first", () => {
    const event = eventWith({ store_id: "s", product_id: "p", alert_id: undefined, note: 1 });
    const keys = (key?: "store_id") => ddbItemsFrom(event, key).map(({ pk }) => pk);
    expect(keys("store_id")).toEqual([
      "T",
      "STORE::s::T",
      "STORE::s::PRODUCT::p::T",
      "PRODUCT::p::T",
    ]);
    expect(keys()).toEqual(["T", "STORE::s::T", "PRODUCT::p::T"]);
    expect(ddbItemsFrom(event)[1]).toEqual({ ...event, pk: "STORE::s::T", sk: "1" });
  });

  test("returns only the entities' copies if the partition is absent", () => {
    const event = eventWith({ product_id: "p" });
    const copies = ddbItemsFrom(event, "store_id" as never);
    expect(copies.map(({ pk }) => pk)).toEqual(["T", "PRODUCT::p::T"]);
  });

  test("refuses ids that cannot be in a key, and names each", () => {
    const bad = eventWith({ store_id: 7, product_id: "", user_id: "u", User_id: "v" });
    expect(() => ddbItemsFrom(bad)).toThrow(EventValidationError);
    expect(() => ddbItemsFrom(bad)).toThrow(/store_id: .*product_id: .*User_id: /);
    const long = eventWith({ store_id: "s".repeat(2048) });
    expect(() => ddbItemsFrom(long)).toThrow(EventTooLargeError);
  });
});
