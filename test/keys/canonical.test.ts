import { decodeItem, newEventId } from "ddb-pattern-runtime";
import { describe, expect, test } from "vitest";
import { eventKeys } from "../../runtime/src/keys/event-keys.js";
import type { FieldRules } from "../../runtime/src/schema/rule.js";
import { schemaOf as readSchema } from "../../runtime/src/schema/schema.js";
import { encodeValue } from "../../runtime/src/storage/dynamodb/attribute-value.js";
import { ANY_METADATA, descriptorOf, type PlainDescriptor } from "../client/descriptors.js";
import {
  BANK,
  clientOf,
  importOf,
  moved,
  NOTES,
  priceLowered,
  priceRaised,
  storeOf,
  TABLES,
  testTable,
} from "../client/support.js";

// One copy of each event is canonical, so that a reader of the whole table or of its change stream
// counts the event once. Of the keys that the event is certain to have, it is in the first
// consistent stream, else the first lookup, else the first materialized stream; the first by name.

interface Given {
  readonly ids?: Readonly<Record<string, string | null>>;
  readonly optionalIds?: readonly string[];
  /** The rules of all fields, instead of the ids. */
  readonly fields?: FieldRules;
  readonly lookups?: readonly (readonly string[])[];
  /** The kind and the ids of each stream, by name. */
  readonly streams?: Readonly<
    Record<string, readonly ["plain" | "materialized" | "consistent", ...string[]]>
  >;
}

function schemaOf({
  ids = {},
  optionalIds = [],
  fields,
  lookups = [],
  streams = {},
}: Given): PlainDescriptor {
  const data = fields === undefined ? {} : { data: fields };
  return {
    codegen: 1,
    name: "Canonical",
    events: { HAPPENED: { ids, optionalIds, lookups, ...data } },
    streams: Object.fromEntries(
      Object.entries(streams).map(([name, [kind, ...by]]) => [
        name,
        { name, by, events: ["HAPPENED"], ...(kind === "plain" ? {} : { [kind]: true }) },
      ]),
    ),
  };
}

type Case = readonly [
  what: string,
  given: Given,
  data: Readonly<Record<string, string | readonly string[]>>,
  canonical: string,
  others: readonly string[],
];

/** A list of ids of A, which can be empty. */
const LIST = { type: "string[]", entity: "a", maxItems: 3 };
const NEVER_EMPTY = { ...LIST, minItems: 1 };

const CASES: readonly Case[] = [
  [
    "the only lookup",
    { ids: { a_id: "a_id" }, lookups: [["a_id"]] },
    { a_id: "1" },
    "A::1::HAPPENED",
    [],
  ],
  [
    "the first lookup of several, by its entities",
    { ids: { a_id: "a_id", b_id: "b_id" }, lookups: [["b_id"], ["a_id", "b_id"], ["a_id"]] },
    { a_id: "1", b_id: "2" },
    "A::1::HAPPENED",
    ["A::1::B::2::HAPPENED", "B::2::HAPPENED"],
  ],
  [
    "the lookup by event type alone before others",
    { ids: { a_id: "a_id" }, lookups: [["a_id"], []] },
    { a_id: "1" },
    "HAPPENED",
    ["A::1::HAPPENED"],
  ],
  [
    "the first lookup without an optional id, even if the event has the id",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["a_id"],
      lookups: [["a_id"], ["a_id", "b_id"], ["b_id"]],
    },
    { a_id: "1", b_id: "2" },
    "B::2::HAPPENED",
    ["A::1::B::2::HAPPENED", "A::1::HAPPENED"],
  ],
  [
    "the same lookup without the optional id",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["a_id"],
      lookups: [["a_id"], ["a_id", "b_id"], ["b_id"]],
    },
    { b_id: "2" },
    "B::2::HAPPENED",
    [],
  ],
  [
    "the first key that exists, if none is certain",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["a_id", "b_id"],
      lookups: [["a_id"], ["b_id"]],
    },
    { b_id: "2" },
    "B::2::HAPPENED",
    [],
  ],
  [
    "the first key, if none is certain and both exist",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["a_id", "b_id"],
      lookups: [["a_id"], ["b_id"]],
    },
    { a_id: "1", b_id: "2" },
    "A::1::HAPPENED",
    ["B::2::HAPPENED"],
  ],
  [
    "of an entity with several fields, the first field's copy",
    { ids: { by_id: "a_id", to_id: "a_id" }, lookups: [["a_id"]] },
    { to_id: "2", by_id: "1" },
    "A::1::HAPPENED",
    ["A::2::HAPPENED"],
  ],
  [
    "of an entity with an optional and a certain field, a copy of that lookup",
    { ids: { by_id: "a_id", to_id: "a_id" }, optionalIds: ["by_id"], lookups: [["a_id"]] },
    { to_id: "2" },
    "A::2::HAPPENED",
    [],
  ],
  [
    "the one copy of equal keys",
    { ids: { by_id: "a_id", to_id: "a_id" }, lookups: [["a_id"]] },
    { to_id: "1", by_id: "1" },
    "A::1::HAPPENED",
    [],
  ],
  [
    "a field without a copy is ignored",
    { ids: { x_id: null, a_id: "a_id" }, lookups: [["a_id"]] },
    { x_id: "9", a_id: "1" },
    "A::1::HAPPENED",
    [],
  ],
  [
    "the only materialized stream",
    { ids: { a_id: "a_id" }, streams: { log: ["materialized", "a_id"] } },
    { a_id: "1" },
    "A::1::@log",
    [],
  ],
  [
    "a lookup before a materialized stream",
    { ids: { a_id: "a_id" }, lookups: [["a_id"]], streams: { log: ["materialized", "a_id"] } },
    { a_id: "1" },
    "A::1::HAPPENED",
    ["A::1::@log"],
  ],
  [
    "a materialized stream before a lookup with an optional id",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["b_id"],
      lookups: [["b_id"]],
      streams: { log: ["materialized", "a_id"] },
    },
    { a_id: "1", b_id: "2" },
    "A::1::@log",
    ["B::2::HAPPENED"],
  ],
  [
    "the only consistent stream",
    { ids: { a_id: "a_id" }, streams: { book: ["consistent", "a_id"] } },
    { a_id: "1" },
    "A::1::@book",
    [],
  ],
  [
    "a consistent stream before all else",
    {
      ids: { a_id: "a_id" },
      lookups: [[], ["a_id"]],
      streams: { log: ["materialized", "a_id"], book: ["consistent", "a_id"] },
    },
    { a_id: "1" },
    "A::1::@book",
    ["A::1::@log", "A::1::HAPPENED", "HAPPENED"],
  ],
  [
    "the first of two consistent streams, by its name",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      streams: { second: ["consistent", "b_id"], first: ["consistent", "a_id"] },
    },
    { a_id: "1", b_id: "2" },
    "A::1::@first",
    ["B::2::@second"],
  ],
  [
    "the consistent stream without an optional id",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["b_id"],
      streams: { second: ["consistent", "b_id"], first: ["consistent", "a_id"] },
    },
    { a_id: "1", b_id: "2" },
    "A::1::@first",
    ["B::2::@second"],
  ],
  [
    "a certain lookup before a consistent stream with an optional id",
    {
      ids: { a_id: "a_id", b_id: "b_id" },
      optionalIds: ["b_id"],
      lookups: [["a_id"]],
      streams: { book: ["consistent", "b_id"] },
    },
    { a_id: "1", b_id: "2" },
    "A::1::HAPPENED",
    ["B::2::@book"],
  ],
  [
    "one stream under two ids: the first field's",
    { ids: { from_id: "a_id", to_id: "a_id" }, streams: { book: ["consistent", "a_id"] } },
    { from_id: "1", to_id: "2" },
    "A::1::@book",
    ["A::2::@book"],
  ],
  [
    "of a list, the first id's copy",
    { fields: { list: NEVER_EMPTY }, lookups: [["a_id"]] },
    { list: ["2", "1", "2"] },
    "A::2::HAPPENED",
    ["A::1::HAPPENED"],
  ],
  [
    "a lookup by a list that is never empty, before others",
    { fields: { list: NEVER_EMPTY, b_id: "string" }, lookups: [["a_id"], ["b_id"]] },
    { list: ["1"], b_id: "2" },
    "A::1::HAPPENED",
    ["B::2::HAPPENED"],
  ],
  [
    "another lookup than that of a list that can be empty, even if it is not",
    { fields: { list: LIST, b_id: "string" }, lookups: [["a_id"], ["b_id"]] },
    { list: ["1"], b_id: "2" },
    "B::2::HAPPENED",
    ["A::1::HAPPENED"],
  ],
  [
    "another lookup than that of an optional list, even if it is there",
    { fields: { "list?": NEVER_EMPTY, b_id: "string" }, lookups: [["a_id"], ["b_id"]] },
    { list: ["1"], b_id: "2" },
    "B::2::HAPPENED",
    ["A::1::HAPPENED"],
  ],
  [
    "the same lookup if the list is empty",
    { fields: { list: LIST, b_id: "string" }, lookups: [["a_id"], ["b_id"]] },
    { list: [], b_id: "2" },
    "B::2::HAPPENED",
    [],
  ],
  [
    "of a list that can be empty and a certain field for one entity, a copy of that lookup",
    { fields: { list: LIST, a_id: "string", b_id: "string" }, lookups: [["a_id"], ["b_id"]] },
    { list: [], a_id: "1", b_id: "2" },
    "A::1::HAPPENED",
    ["B::2::HAPPENED"],
  ],
  [
    "a consistent stream by a list that is never empty",
    {
      fields: { list: NEVER_EMPTY, b_id: "string" },
      lookups: [["b_id"]],
      streams: { book: ["consistent", "a_id"] },
    },
    { list: ["1", "2"], b_id: "3" },
    "A::1::@book",
    ["A::2::@book", "B::3::HAPPENED"],
  ],
  [
    "a certain lookup before a consistent stream by a list that can be empty",
    {
      fields: { list: LIST, b_id: "string" },
      lookups: [["b_id"]],
      streams: { book: ["consistent", "a_id"] },
    },
    { list: ["1"], b_id: "3" },
    "B::3::HAPPENED",
    ["A::1::@book"],
  ],
  [
    "of a list without copies, none",
    { fields: { list: { ...NEVER_EMPTY, lookup: false }, b_id: "string" }, lookups: [["b_id"]] },
    { list: ["1"], b_id: "2" },
    "B::2::HAPPENED",
    [],
  ],
  [
    "unaffected by a plain stream, which has no copy",
    { ids: { a_id: "a_id" }, lookups: [["a_id"]], streams: { all: ["plain", "a_id"] } },
    { a_id: "1" },
    "A::1::HAPPENED",
    [],
  ],
];

test("the order of streams, lookups and fields does not matter", () => {
  const given: Given = {
    ids: { a_id: "a_id", b_id: "b_id", to_id: "a_id", c_id: "c_id" },
    lookups: [["c_id"], ["b_id"], ["a_id"], ["a_id", "b_id"], []],
    streams: {
      z: ["materialized", "b_id"],
      y: ["consistent", "b_id"],
      x: ["consistent", "a_id"],
      w: ["materialized", "a_id"],
    },
  };
  const reversed = <Value>(record: Readonly<Record<string, Value>> = {}) =>
    Object.fromEntries(Object.entries(record).reverse());
  const other: Given = {
    ids: reversed(given.ids),
    lookups: given.lookups?.toReversed() ?? [],
    streams: reversed(given.streams),
  };
  const without = (schema: Given): Given => ({ ...schema, streams: {} });
  const data = { a_id: "1", b_id: "2", to_id: "3", c_id: "4" };
  const keys = (schema: Given) =>
    eventKeys(readSchema(descriptorOf(schemaOf(schema))), "HAPPENED", data);
  expect(keys(other)).toEqual(keys(given));
  expect(keys(without(other))).toEqual(keys(without(given)));
  expect(keys(given).canonical).toBe("A::1::@x");
  expect(keys(without(given)).canonical).toBe("HAPPENED");
});

describe.each(TABLES)("in %s, the canonical copy is", (_, open) => {
  test.each(CASES)("%s", async (_, given, data, canonical, others) => {
    const opened = await open();
    const client = clientOf(schemaOf(given), opened);
    const event = () => ({ type: "HAPPENED", data });
    const [one] = [await client.saveEvent(event())];
    const items = await opened.items();
    const marked = items.filter((item) => "canonical" in item);
    expect(marked.map(({ pk, canonical }) => [pk, canonical])).toEqual([[canonical, true]]);
    const rest = items.filter((item) => !("canonical" in item)).map(({ pk }) => pk);
    expect(rest.toSorted()).toEqual([...others].sort());
    // Copies are equal except for the mark and their keys.
    for (const { pk: _, sk: __, canonical: ___, ...copy } of items) expect(copy).toEqual(one);

    // Also for events saved together, with given ids, and imported.
    await client.saveEvents([event(), { ...event(), id: newEventId() }]);
    await importOf(client, [event(), { ...event(), id: newEventId() }]);
    const all = await opened.items();
    const counted = all.filter((item) => item.canonical === true);
    expect(counted.map(({ pk }) => pk)).toEqual(Array(5).fill(canonical));
    expect(new Set(counted.map(({ id }) => id)).size).toBe(5);
  });
});

test("each event of the examples has exactly one canonical copy", async () => {
  const table = await testTable();
  const store = storeOf(table);
  await store.saveEvents([priceLowered(), priceRaised(), priceRaised({ alert_id: newEventId() })]);
  for (const [, open] of TABLES) {
    const opened = await open();
    const bank = clientOf(BANK, opened);
    const types = ["OPENED", "MOVED", "NAMED", "AUDITED", "LOGGED"];
    await bank.saveEvents(types.map((type) => ({ type, data: { account_id: "a" } })));
    await bank.saveEvent({ type: "SENT", data: { from_id: "a", to_id: "b" } });
    await bank.saveEvent({ type: "BOOKED", data: { account_id: "a", branch_id: "b" } });
    await clientOf(NOTES, opened).saveEvent({
      type: "NOTE_SHARED",
      data: { note_id: "n", user_id: "u" },
    });
    const items = await opened.items();
    const counted = items.filter(({ canonical }) => canonical === true).map(({ id }) => id);
    expect(counted.toSorted()).toEqual([...new Set(items.map(({ id }) => id))].sort());
  }
});

describe("decodeItem", () => {
  /** An item as attribute values. */
  const attributesOf = (item: object) =>
    Object.fromEntries(Object.entries(item).map(([name, value]) => [name, encodeValue(value)]));

  /** The item as the `NewImage` of a record that Lambda delivers: JSON with bytes in base64. */
  const imageOf = (item: object) =>
    JSON.parse(
      JSON.stringify(attributesOf(item), (_, value) =>
        value?.type === "Buffer" || value instanceof Uint8Array
          ? Buffer.from(value).toString("base64")
          : value,
      ),
    );

  const FORMS = [
    ["plain", (item: object) => item],
    ["of attribute values", attributesOf],
    ["of a change stream in Lambda", imageOf],
  ] as const;

  const data = {
    account_id: "a",
    bytes: Uint8Array.from([0, 1, 254, 255]),
    none: null,
    list: [1, -0.5, "x", true, { deep: [] }],
    map: { S: "not a type", N: "1", L: [] },
  };

  async function storedItemsOf() {
    const [, open] = TABLES[1] as (typeof TABLES)[number];
    const opened = await open();
    const withMetadata: PlainDescriptor = { ...BANK, metadata: ANY_METADATA };
    const bank = clientOf(withMetadata, opened);
    const metadata = { actor: "me", trace: Uint8Array.of(7) };
    await bank.saveEvent(moved("a"));
    const saved = await bank.saveEvent({ type: "MOVED", id: newEventId(), data, metadata });
    const named = await bank.saveEvent({ type: "NAMED", data });
    const audited = await bank.saveEvent({ type: "AUDITED", data });
    return { items: await opened.items(), saved, named, audited };
  }

  test.each(FORMS)("reads copies, %s", async (_, form) => {
    const { items, saved, named, audited } = await storedItemsOf();
    const decoded = items.map((item) => [item.pk, item.sk, decodeItem(form(item))] as const);
    const stream = "ACCOUNT::a::@account";
    const at = (revision: number) =>
      decoded.find(([pk, sk]) => pk === stream && Number(sk) === revision)?.[2];
    expect(at(1)).toMatchObject({ canonical: true, stream, revision: 1 });
    expect(at(2)).toStrictEqual({ event: saved, version: 1, canonical: true, stream, revision: 2 });
    expect(at(3)).toStrictEqual({ event: named, version: 1, canonical: true, stream, revision: 3 });
    const lookup = decoded.find(([pk]) => pk === "ACCOUNT::a::NAMED");
    expect(lookup?.[2]).toStrictEqual({ event: named, version: 1, canonical: false });
    const log = decoded.find(([pk]) => pk === "ACCOUNT::a::@log");
    expect(log?.[2]).toStrictEqual({
      event: audited,
      version: 1,
      canonical: false,
      stream: "ACCOUNT::a::@log",
    });
    // Each event counts once.
    const events = decoded.flatMap(([, , each]) => (each?.canonical ? [each.event.id] : []));
    expect(events).toHaveLength(4);
    expect(new Set(events).size).toBe(4);
  });

  test.each(FORMS)("returns undefined for a guard, %s", async (_, form) => {
    const { items } = await storedItemsOf();
    const guards = items.filter(({ sk }) => String(sk).startsWith("id#"));
    expect(guards).toHaveLength(1);
    for (const guard of guards) expect(decodeItem(form(guard))).toBeUndefined();
  });

  test.each(FORMS)("reads an item of the source library, %s", (_, form) => {
    const id = newEventId();
    const event = { id, type: "PRICE_LOWERED", timestamp: "2020-01-01T00:00:00.000Z", data: {} };
    const item = { pk: "STORE::s::PRICE_LOWERED", sk: id, ...event };
    expect(decodeItem(form(item))).toStrictEqual({ event, version: 1, canonical: false });
  });

  const id = newEventId();
  const event = { id, type: "MOVED", timestamp: "2020-01-01T00:00:00.000Z", data: {} };
  test.each<[string, unknown]>([
    ["null", null],
    ["undefined", undefined],
    ["a string", "item"],
    ["a list", []],
    ["nothing in it", {}],
    ["keys alone", { pk: "a", sk: "b" }],
    ["the contract", { pk: "@contract", sk: "Bank", version: 1 }],
    ["no keys", event],
    ["no sort key", { pk: "A::1::MOVED", ...event }],
    ["a number for a key", { pk: 7, sk: id, ...event }],
    ["no id", { pk: "A::1::MOVED", sk: id, ...event, id: undefined }],
    ["no type", { pk: "A::1::MOVED", sk: id, ...event, type: undefined }],
    ["no timestamp", { pk: "A::1::MOVED", sk: id, ...event, timestamp: undefined }],
    ["a number for an id", { pk: "A::1::MOVED", sk: id, ...event, id: 7 }],
    ["a value without a type", { pk: { S: "A::1::MOVED" }, sk: { S: id }, data: {} }],
    ["a value of an unknown type", { pk: { S: "A::1::MOVED" }, sk: { S: id }, data: { X: "1" } }],
    ["null among values", { pk: { S: "A::1::MOVED" }, sk: { S: id }, data: null }],
    ["invalid base64", { pk: { S: "A::1::MOVED" }, sk: { S: id }, data: { B: "%%%" } }],
    ["an empty record", { pk: { NULL: true }, sk: { NULL: true } }],
  ])("is undefined for %s", (_, item) => {
    expect(decodeItem(item as object)).toBeUndefined();
  });

  test("throws for an event with an unreadable value", () => {
    const item = attributesOf({ pk: "A::1::MOVED", sk: id, ...event });
    for (const data of [{}, null, { X: "1" }, { B: "%%%" }, { M: { a: {} } }]) {
      expect(() => decodeItem({ ...item, data })).toThrow();
    }
  });

  test("accepts no canonical mark but true", () => {
    const item = { pk: "A::1::MOVED", sk: id, ...event };
    for (const canonical of [false, "true", 1, null, {}]) {
      expect(decodeItem({ ...item, canonical })?.canonical).toBe(false);
    }
    expect(decodeItem({ ...item, canonical: true })?.canonical).toBe(true);
  });

  test("returns the version of the data", () => {
    const item = { pk: "A::1::MOVED", sk: id, ...event };
    for (const form of FORMS.map(([, each]) => each)) {
      expect(decodeItem(form({ ...item, v: 3 }))).toStrictEqual({
        event,
        version: 3,
        canonical: false,
      });
    }
    for (const v of ["2", 0, 1.5, -1, null, {}]) {
      expect(decodeItem({ ...item, v })?.version).toBeNaN();
    }
  });

  test("returns no revision for a sort key that is not one", () => {
    const stream = "A::1::@book";
    for (const sk of [id, "1", "0".repeat(16), "9".repeat(16), "000000000000000x", `id#${id}`]) {
      expect(decodeItem({ pk: stream, sk, ...event })).toStrictEqual({
        event,
        version: 1,
        canonical: false,
        stream,
      });
    }
    const last = String(Number.MAX_SAFE_INTEGER);
    expect(decodeItem({ pk: stream, sk: last, ...event })?.revision).toBe(Number(last));
  });
});
