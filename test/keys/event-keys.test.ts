import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { describe, expect, test } from "vitest";
import { type EventKeys, earlierKeys, eventKeys } from "../../runtime/src/keys/event-keys.js";
import type { EventDescriptor } from "../../runtime/src/schema/descriptor.js";
import { schemaOf } from "../../runtime/src/schema/schema.js";

/** The keys of an event of one type, `T`. */
function keysOf(
  event: EventDescriptor,
  data: Record<string, unknown>,
  more: Partial<Descriptor> = {},
): EventKeys {
  return eventKeys(schemaOf({ codegen: 1, name: "S", events: { T: event }, ...more }), "T", data);
}

const LIST = { type: "string[]", entity: "a", maxItems: 9 };

describe("the copies of a list of ids", () => {
  test("are in the order in which the list first has each id", () => {
    const event = { data: { list: LIST }, lookups: [["a_id"]] };
    const { copies, canonical } = keysOf(event, { list: ["3", "1", "3", "2", "1"] });
    expect(copies).toEqual(["A::3::T", "A::1::T", "A::2::T"]);
    expect(canonical).toBe("A::3::T");
  });

  test("come after those of the fields before it", () => {
    const event = {
      data: { a_id: "string", list: LIST, "other?": { ...LIST, type: "array", items: "string" } },
      lookups: [["a_id"]],
    };
    const data = { other: ["4", "2"], list: ["2", "1"], a_id: "1" };
    expect(keysOf(event, data).copies).toEqual(["A::1::T", "A::2::T", "A::4::T"]);
  });

  test("are made for each lookup, with the other ids of its path", () => {
    const event = {
      data: { p_id: "string", list: LIST },
      lookups: [[], ["p_id"], ["p_id", "a_id"], ["a_id"]],
    };
    expect(keysOf(event, { p_id: "p", list: ["2", "1"] }).copies).toEqual([
      "T",
      "A::2::T",
      "A::1::T",
      "P::p::T",
      "P::p::A::2::T",
      "P::p::A::1::T",
    ]);
    expect(keysOf(event, { p_id: "p", list: [] }).copies).toEqual(["T", "P::p::T"]);
  });

  test("are made for two lists of one path in every combination", () => {
    const event = {
      data: { as: LIST, bs: { ...LIST, entity: "b" } },
      lookups: [["a_id", "b_id"]],
    };
    const { copies } = keysOf(event, { as: ["1", "2"], bs: ["3", "4", "3"] });
    expect(copies).toEqual(["A::1::B::3::T", "A::1::B::4::T", "A::2::B::3::T", "A::2::B::4::T"]);
  });

  test("leave an event without any key if all lists are empty", () => {
    const event = { data: { list: LIST }, lookups: [["a_id"]] };
    expect(keysOf(event, { list: [] })).toEqual({
      copies: [],
      streams: [],
      canonical: undefined,
      guard: undefined,
    });
  });
});

test("a list without an entity holds no ids, whatever its name", () => {
  const event = {
    data: { a_id: "string", b_ids: "string[]", c_ids: { type: "string[]", maxItems: 9 } },
    lookups: [["a_id"]],
  };
  const { copies } = keysOf(event, { a_id: "1", b_ids: ["2"], c_ids: ["3"] });
  expect(copies).toEqual(["A::1::T"]);
});

test("fields of groups and the event's own are in the order of their names", () => {
  const event = {
    include: ["Second", "First"],
    data: { by_id: { type: "string", entity: "a" } },
    lookups: [["a_id"]],
  };
  const groups = {
    First: { to_id: { type: "string", entity: "a" } },
    Second: { from_id: { type: "string", entity: "a" }, "list?": LIST },
  };
  const data = { by_id: "1", to_id: "2", from_id: "3", list: ["4"] };
  expect(keysOf(event, data, { groups })).toMatchObject({
    copies: ["A::1::T", "A::3::T", "A::4::T", "A::2::T"],
    canonical: "A::1::T",
  });
});

test("groups are read when an event type is first used", () => {
  const read: string[] = [];
  const groups = {
    get Used() {
      read.push("Used");
      return { a_id: "string" };
    },
    get Unused() {
      read.push("Unused");
      return { b_id: "string" };
    },
  };
  const event = { data: {}, lookups: [["a_id"]] };
  const schema = schemaOf({
    codegen: 1,
    name: "S",
    groups,
    events: { T: { ...event, include: ["Used"] }, U: { ...event, include: ["Unused"] } },
  });
  expect(schema.events.has("T")).toBe(true);
  expect(read).toEqual([]);
  for (let turn = 0; turn < 2; turn++) {
    expect(eventKeys(schema, "T", { a_id: "1" }).copies).toEqual(["A::1::T"]);
  }
  expect(read).toEqual(["Used"]);
});

test("a list whose name every object has is read from the data alone", () => {
  const event = { data: { "toString?": LIST, a_id: "string" }, lookups: [["a_id"]] };
  expect(keysOf(event, { a_id: "1" }).copies).toEqual(["A::1::T"]);
  expect(keysOf(event, { a_id: "1", toString: ["2"] }).copies.toSorted()).toEqual([
    "A::1::T",
    "A::2::T",
  ]);
});

describe("the keys of an earlier name", () => {
  const event: EventDescriptor = {
    data: { "a_id?": "string", "b_id?": "string", "list?": { ...LIST, entity: "c" } },
    aliases: ["OLD", "old:type"],
    lookups: [["a_id"], ["b_id", "a_id"], ["c_id"], []],
  };
  const keys = (data: Record<string, unknown>, given = event) =>
    earlierKeys(schemaOf({ codegen: 1, name: "S", events: { T: given } }), "T", data);

  test("are one for each lookup and name, with the first of several ids", () => {
    expect(keys({ a_id: "1", b_id: "2", list: ["4", "3"] })).toEqual([
      "A::1::OLD",
      "B::2::A::1::OLD",
      "C::4::OLD",
      "OLD",
      "A::1::old%3Atype",
      "B::2::A::1::old%3Atype",
      "C::4::old%3Atype",
      "old%3Atype",
    ]);
  });

  test("leave out lookups whose ids are absent", () => {
    expect(keys({ b_id: "2", list: [] })).toEqual(["OLD", "old%3Atype"]);
  });

  test("are none without earlier names", () => {
    const { aliases: _, ...renamed } = event;
    expect(keys({ a_id: "1" }, renamed)).toEqual([]);
  });
});
