import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { expect, test } from "vitest";
import { decodeToNewest } from "../../runtime/src/events/decode.js";
import type { StoredEvent } from "../../runtime/src/events/event.js";
import { upgradeWith } from "../../runtime/src/events/upgrade.js";
import { schemaOf } from "../../runtime/src/schema/schema.js";
import { deepFreeze } from "../client/support.js";
import { THIRD } from "../tables/generations.js";

const EVENT = { id: "01JA8B7K770W4XABTR20SSW99B", timestamp: "2024-10-01T00:00:00.000Z" };

function decoderOf(descriptor: Descriptor, upcasters: unknown) {
  return decodeToNewest(schemaOf(descriptor), upgradeWith(descriptor, upcasters));
}

test("an upcaster that changes its data leaves the stored item unchanged", () => {
  const upcaster = (data: Record<string, unknown>, event: { metadata: { actor: string } }) => {
    data.cents = Number(data.cost);
    delete data.cost;
    event.metadata.actor = "changed";
    return data;
  };
  const item: StoredEvent = deepFreeze({
    ...EVENT,
    type: "PRICE_SET",
    data: { cost: "5", currency: "EUR" },
    metadata: { actor: "me" },
  });
  const decode = decoderOf(THIRD, { PRICE_CHANGED: { 1: upcaster } });
  expect(decode(item)).toEqual({
    ...EVENT,
    type: "PRICE_CHANGED",
    data: { price: 5, currency: "EUR", reason: "unknown" },
    metadata: { actor: "me" },
  });
});

test("an event type is read, and aliases are collected, when a stored event first needs them", () => {
  const read: string[] = [];
  const event = (type: string, aliases: string[]) => ({
    data: {},
    lookups: [],
    get aliases() {
      read.push(type);
      return aliases;
    },
  });
  const descriptor: Descriptor = {
    codegen: 1,
    name: "S",
    events: { A: event("A", ["OLD_A"]), B: event("B", ["OLD_B"]), C: event("C", []) },
  };
  const decode = decodeToNewest(schemaOf(descriptor), (stored) => stored.data);
  expect(read).toEqual([]);
  expect(decode({ ...EVENT, type: "A", data: {} }).type).toBe("A");
  expect(new Set(read)).toEqual(new Set(["A"]));
  expect(decode({ ...EVENT, type: "OLD_B", data: {} }).type).toBe("B");
  const before = read.length;
  for (const type of ["A", "B", "OLD_A", "OLD_B", "OTHER"]) decode({ ...EVENT, type, data: {} });
  expect(read).toHaveLength(before);
});

test("several earlier names of a field: the first that is there counts", () => {
  const descriptor: Descriptor = {
    codegen: 1,
    name: "S",
    groups: { G: { "note?": { type: "string", aliases: ["text", "comment"], default: "none" } } },
    events: { A: { include: ["G"], data: { "toString?": { aliases: ["valueOf"] } }, lookups: [] } },
  };
  const decode = decoderOf(descriptor, undefined);
  const dataOf = (data: Record<string, unknown>) => decode({ ...EVENT, type: "A", data }).data;
  expect(dataOf({ comment: "c" })).toEqual({ note: "c" });
  expect(dataOf({ comment: "c", text: "t" })).toEqual({ comment: "c", note: "t" });
  expect(dataOf({ comment: null })).toEqual({ note: null });
  // Members that every object inherits are no fields.
  expect(Object.keys(dataOf({}))).toEqual(["note"]);
});

test("data of all versions is converted step by step", () => {
  const steps: unknown[] = [];
  const step = (from: number) => (data: { n: number }) => {
    steps.push([from, { ...data }]);
    return { n: data.n * 10 };
  };
  const of = (value: number) => ({
    data: { n: "number", "seen?": { default: value } },
    upcast: true,
  });
  const descriptor: Descriptor = {
    codegen: 1,
    name: "S",
    events: {
      A: {
        version: 4,
        previous: { 1: of(1), 2: of(2), 3: of(3) },
        data: { n: "number", "seen?": { default: 4 } },
        lookups: [],
      },
    },
  };
  const decode = decoderOf(descriptor, { A: { 3: step(3), 1: step(1), 2: step(2) } });
  const at = (v: number | undefined) =>
    decode({ ...EVENT, type: "A", data: { n: 1 }, ...(v === undefined ? {} : { v }) }).data;
  expect(at(undefined)).toEqual({ n: 1000, seen: 4 });
  expect(steps).toEqual([
    [1, { n: 1, seen: 1 }],
    [2, { n: 10, seen: 2 }],
    [3, { n: 100, seen: 3 }],
  ]);
  expect([at(1), at(2), at(3), at(4)].map(({ n }) => n)).toEqual([1000, 100, 10, 1]);
});

test("a client that was generated without the code for earlier versions says so", () => {
  const decode = decodeToNewest(schemaOf(THIRD));
  const item = { ...EVENT, type: "PRICE_CHANGED", v: 3, data: {} };
  expect(() => decode(item)).toThrow(
    'The client of schema "Shop" was generated without earlier versions, which its schema has: generate it again.',
  );
});
