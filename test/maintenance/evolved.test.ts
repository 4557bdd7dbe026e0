import { ContractError, checkContract, InvalidArgumentError } from "ddb-pattern-runtime";
import {
  type Descriptor,
  eventChecker,
  type Finding,
  type MissingCopyProblem,
  planReindex,
  reindex,
  releaseContract,
  type VerifyTableOptions,
  verifyTable,
} from "ddb-pattern-runtime/maintenance";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { beforeEach, describe, expect, test } from "vitest";
import { createClientOf } from "../client/descriptors.js";
import {
  failureOf,
  removeItem,
  SECRET,
  storedItems,
  streamOf,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { notesOf, rawItems } from "./support.js";

/** Three generations of a schema, each with the events of those before in its table. */
const SHOP_1: Descriptor = {
  codegen: 1,
  name: "Shop",
  events: {
    PRICED: {
      data: { item_id: "string", place: "string", price: "number" },
      lookups: [["item_id"]],
    },
  },
};

/** Renamed, and with an id that an upcaster takes from another field. */
const SHOP_2: Descriptor = {
  codegen: 1,
  name: "Shop",
  events: {
    COSTED: {
      version: 2,
      aliases: ["PRICED"],
      previous: { 1: { ...SHOP_1.events.PRICED, upcast: true } as never },
      data: { item_id: "string", shop_id: "string", price: "number" },
      lookups: [["item_id"], ["shop_id"]],
    },
  },
  streams: { item: { name: "item", by: ["item_id"], events: ["COSTED"], consistent: true } },
};

/** With a renamed id of the same entity, and a list of ids. */
const SHOP_3: Descriptor = {
  ...SHOP_2,
  events: {
    COSTED: {
      ...(SHOP_2.events.COSTED as Descriptor["events"][string]),
      data: {
        article_id: { type: "string", entity: "item", aliases: ["item_id"] },
        shop_id: "string",
        price: "number",
        "tag_ids?": { type: "string[]", entity: "tag", maxItems: 3 },
      },
      lookups: [["item_id"], ["shop_id"], ["tag_id"]],
    },
  },
};

const upcasters = {
  COSTED: {
    1: ({ item_id, place, price }: Record<string, unknown>) => ({
      item_id,
      shop_id: `shop-${place}`,
      price,
    }),
  },
};
const options = { upcasters } as never;

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});

const release = (descriptor: Descriptor, number: number) =>
  releaseContract(table.documents, table.tableName, descriptor, { release: number, shapes: "" });

const run = (descriptor: Descriptor, more: object = {}) =>
  reindex(table.documents, table.tableName, descriptor, { upcasters, ...more });

async function findingsOf(descriptor: Descriptor): Promise<Finding[]> {
  const findings: Finding[] = [];
  await verifyTable(table.documents, table.tableName, descriptor, {
    upcasters,
    released: [SHOP_1, SHOP_2, SHOP_3],
    onFinding: (finding) => findings.push(finding),
  });
  return findings;
}

/** Saves an event of each generation, each after its release. */
async function saveGenerations(): Promise<string[]> {
  await release(SHOP_1, 1);
  const priced = { item_id: "i", place: "x", price: 1 };
  const first = await notesOf(SHOP_1, table).saveEvent({ type: "PRICED", data: priced });
  await release(SHOP_2, 2);
  await run(SHOP_2);
  const costed = { item_id: "i", shop_id: "shop-x", price: 2 };
  const two = notesOf(SHOP_2, table, options);
  const second = await two.saveEvent({ type: "COSTED", data: costed });
  await release(SHOP_3, 3);
  await run(SHOP_3);
  const tagged = { article_id: "i", shop_id: "shop-x", price: 3, tag_ids: ["a", "b"] };
  const three = notesOf(SHOP_3, table, options);
  const third = await three.saveEvent({ type: "COSTED", data: tagged });
  return [first.id, second.id, third.id];
}

test("events of all generations are found by the lookups and streams of the last one", async () => {
  const ids = await saveGenerations();
  const shop = notesOf(SHOP_3, table, options);
  const byItem = { eventType: "COSTED", modelKey: "item_id", modelId: "i" };
  expect((await shop.getLatestEvents(byItem)).map(({ id }) => id)).toEqual(ids);
  const byShop = { eventType: "COSTED", modelKey: "shop_id", modelId: "shop-x" };
  const found = await shop.getLatestEvents(byShop);
  expect(found.map(({ id }) => id)).toEqual(ids);
  expect(found.map(({ data }) => data.article_id)).toEqual(["i", "i", "i"]);
  const { events } = await streamOf(shop, "item", { item_id: "i" }).read();
  expect(events.map(({ id, revision }) => [id, revision])).toEqual(
    ids.map((id, index) => [id, index + 1]),
  );
  const byTag = { eventType: "COSTED", modelKey: "tag_id", modelId: "b" };
  expect((await shop.getLatestEvents(byTag)).map(({ id }) => id)).toEqual(ids.slice(2));
});

test("copies keep the type, the version and the data that the event was saved with", async () => {
  await saveGenerations();
  const copies = await storedItems(table, "ITEM::i::@item");
  const stored = copies.map(({ type, v, data, canonical }) => ({ type, v, data, canonical }));
  expect(stored.slice(0, 2)).toEqual([
    { type: "PRICED", v: undefined, data: { item_id: "i", place: "x", price: 1 } },
    {
      type: "COSTED",
      v: 2,
      data: { item_id: "i", shop_id: "shop-x", price: 2 },
      canonical: true,
    },
  ]);
  expect(await storedItems(table, "SHOP::shop-x::PRICED")).toMatchObject([{ type: "PRICED" }]);
});

test("the table has no faults after each generation", async () => {
  await saveGenerations();
  expect(await findingsOf(SHOP_3)).toEqual([]);
});

test("copies of all generations are found missing, and repaired", async () => {
  await saveGenerations();
  const before = await rawItems(table.tableName);
  for (const [pk, index] of [
    ["SHOP::shop-x::PRICED", 0],
    ["SHOP::shop-x::COSTED", 0],
    ["TAG::b::COSTED", 0],
  ] as const) {
    const sk = String((await storedItems(table, pk))[index]?.sk);
    await removeItem(table, { pk, sk });
  }
  const findings = await findingsOf(SHOP_3);
  expect(findings.map(({ kind, pk }) => `${kind} ${pk}`).sort()).toEqual([
    "missing-copy SHOP::shop-x::COSTED",
    "missing-copy SHOP::shop-x::PRICED",
    "missing-copy TAG::b::COSTED",
  ]);
  await verifyTable(table.documents, table.tableName, SHOP_3, {
    upcasters,
    released: [SHOP_1, SHOP_2, SHOP_3],
    repair: true,
  });
  expect(await rawItems(table.tableName)).toEqual(before);
});

test("all of it works in memory", async () => {
  const memory = new MemoryTable();
  const releaseInMemory = (descriptor: Descriptor, number: number) =>
    releaseContract(memory, "events", descriptor, { release: number, shapes: "" });
  await releaseInMemory(SHOP_1, 1);
  const priced = { item_id: "i", place: "x", price: 1 };
  const one = createClientOf<UntypedClient>(SHOP_1, memory, "events");
  const { id } = await one.saveEvent({ type: "PRICED", data: priced });
  await releaseInMemory(SHOP_2, 2);
  const checked = { upcasters, contract: checkContract } as never;
  const two = createClientOf<UntypedClient>(SHOP_2, memory, "events", checked);
  const byShop = { eventType: "COSTED", modelKey: "shop_id", modelId: "shop-x" };
  await failureOf(two.getLatestEvents(byShop), ContractError);
  const before = memory.items("events").length;
  expect(await planReindex(memory, "events", SHOP_2, { upcasters })).toMatchObject({
    copies: 2,
    readUnits: 0,
  });
  expect(await reindex(memory, "events", SHOP_2, { upcasters })).toMatchObject({
    copies: 2,
    consumedWriteUnits: 0,
  });
  expect(memory.items("events")).toHaveLength(before + 3);
  expect((await two.getLatestEvents(byShop)).map((event) => event.id)).toEqual([id]);
  const verified = await verifyTable(memory, "events", SHOP_2, {
    upcasters,
    released: [SHOP_1, SHOP_2],
  });
  expect(verified).toMatchObject({ findings: 0, events: 1 });
});

test("a step without its upcaster is refused before any request", async () => {
  table.operations.length = 0;
  const calls = [
    () => reindex(table.documents, table.tableName, SHOP_2),
    () => planReindex(table.documents, table.tableName, SHOP_2),
    () => verifyTable(table.documents, table.tableName, SHOP_2),
  ];
  for (const call of calls) {
    const error = await failureOf(call(), InvalidArgumentError);
    expect(error.message).toContain("COSTED from version 1 to 2");
  }
  expect(table.operations).toEqual([]);
});

test("an upcaster that fails is a problem of its event", async () => {
  await release(SHOP_1, 1);
  const data = { item_id: "i", place: SECRET, price: 1 };
  const { id } = await notesOf(SHOP_1, table).saveEvent({ type: "PRICED", data });
  await release(SHOP_2, 2);
  const failing = {
    COSTED: {
      1: (old: { place: string }) => {
        throw new Error(old.place);
      },
    },
  };
  const problems: MissingCopyProblem[] = [];
  const result = await run(SHOP_2, {
    upcasters: failing,
    onProblem: (problem: MissingCopyProblem) => problems.push(problem),
  });
  expect(result.completed.map(({ storedType }) => storedType)).toEqual([]);
  expect(problems.map(({ key }) => key)).toEqual([
    "SHOP::{shop_id}::PRICED",
    "ITEM::{item_id}::@item {revision}",
  ]);
  expect(problems[0]).toMatchObject({
    problem: "unplaceable",
    eventId: id,
    type: "PRICED",
    reason: expect.stringContaining("The upcaster of COSTED from version 1 to 2 failed"),
  });
  expect(JSON.stringify(problems)).not.toContain(SECRET);
});

describe("verify without the earlier releases", () => {
  const ORDER: Descriptor = {
    codegen: 1,
    name: "Orders",
    events: { PLACED: { data: { order_id: "string", total: "number" }, lookups: [["order_id"]] } },
  };
  const changed = (placed: object): Descriptor => ({
    ...ORDER,
    events: { PLACED: { lookups: [["order_id"]], ...placed } as never },
  });
  const sum = { type: "number", aliases: ["total"] };
  const previous = { 1: { data: { order_id: "string", total: "number" }, upcast: true } };
  const inCents = changed({ version: 2, previous, data: { order_id: "string", cents: "number" } });
  const upcastersTo = (cents: unknown) => ({
    PLACED: { 1: ({ order_id }: { order_id: string }) => ({ order_id, cents }) },
  });
  const findingsOf = async (descriptor: Descriptor, options: VerifyTableOptions = {}) => {
    await notesOf(ORDER, table).saveEvent({ type: "PLACED", data: { order_id: "o", total: 1 } });
    const kinds: string[] = [];
    const onFinding = ({ kind }: Finding) => kinds.push(kind);
    await verifyTable(table.documents, table.tableName, descriptor, { ...options, onFinding });
    return kinds;
  };

  test.each([
    ["an alias", changed({ data: { order_id: "string", sum } })],
    [
      "a default",
      changed({
        data: { order_id: "string", total: "number", channel: { type: "string", default: "web" } },
      }),
    ],
  ])("finds no fault in an event that is valid with %s", async (_, descriptor) => {
    expect(await findingsOf(descriptor)).toEqual([]);
    expect(await findingsOf(descriptor, { released: [] })).toEqual([]);
  });

  test("finds no fault in an event that an upcaster makes valid", async () => {
    const released: Descriptor[] = [];
    expect(await findingsOf(inCents, { upcasters: upcastersTo(100), released })).toEqual([]);
  });

  test("finds an event that is invalid as it is read", async () => {
    const released: Descriptor[] = [];
    const options = { upcasters: upcastersTo("100"), released };
    expect(await findingsOf(inCents, options)).toEqual(["invalid-event"]);
  });

  test("finds an event that lacks a field without a default", async () => {
    const data = { order_id: "string", total: "number", channel: "string" };
    expect(await findingsOf(changed({ data }))).toEqual(["invalid-event"]);
  });
});

test("an event is valid if one release could have saved it", () => {
  const isValid = eventChecker([SHOP_1, SHOP_2, SHOP_3]);
  const one = { item_id: "i", place: "x", price: 1 };
  const two = { item_id: "i", shop_id: "s", price: 1 };
  const three = { article_id: "i", shop_id: "s", price: 1, tag_ids: ["a"] };
  expect(isValid("PRICED", 1, one, undefined)).toBe(true);
  expect(isValid("COSTED", 1, one, undefined)).toBe(true);
  expect(isValid("COSTED", 2, two, undefined)).toBe(true);
  expect(isValid("COSTED", 2, three, undefined)).toBe(true);
  expect(isValid("COSTED", 1, two, undefined)).toBe(false);
  expect(isValid("COSTED", 2, one, undefined)).toBe(false);
  expect(isValid("COSTED", 3, two, undefined)).toBe(false);
  expect(isValid("OTHER", 1, one, undefined)).toBe(false);
  expect(isValid("PRICED", 1, one, { actor: "a" })).toBe(false);
  const withMetadata = eventChecker([{ ...SHOP_1, metadata: { actor: "string" } }]);
  expect(withMetadata("PRICED", 1, one, { actor: "a" })).toBe(true);
  expect(withMetadata("PRICED", 1, one, { actor: 5 })).toBe(false);
});
