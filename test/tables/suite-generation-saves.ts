import {
  EventIdReusedError,
  newEventId,
  type PlainEvent,
  UnknownEventVersionError,
  UpcastError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import type { TestInput } from "../client/descriptors.js";
import { SECRET } from "../client/support.js";
import { failureOf } from "./failure.js";
import {
  asNewest,
  type GenerationClient,
  generationClient,
  generations,
  newProduct,
  type ProductIds,
  READINGS,
  readings,
  SET,
  THIRD,
} from "./generations.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

type Name = keyof typeof SET;
type Writer = readonly [GenerationClient, (ids: ProductIds) => TestInput];

/** Tests of saves that are repeated by a later generation of a schema. */
export function generationSavesSuite(open: Open): void {
  let table: OpenTable;
  let clients: ReturnType<typeof generations>;
  beforeAll(async () => {
    table = await open();
    clients = generations(table);
  });

  /** The items of a product, in all of its streams and lookups. */
  const itemsOf = async ({ shop_id }: ProductIds) =>
    (await table.items()).filter(({ pk }) => pk.startsWith(`SHOP::${shop_id}::`));

  const kindsOf = async (work: () => Promise<unknown>) =>
    (await callsOf(table, work)).map(({ kind }) => kind);

  describe("a save that a later generation repeats", () => {
    const STEPS: readonly (readonly [earlier: Name, later: Name])[] = [
      ["first", "renamed"],
      ["first", "second"],
      ["renamed", "second"],
      ["first", "third"],
      ["renamed", "third"],
      ["second", "third"],
      ["third", "third"],
    ];

    test.each(STEPS)("stores the event once: first %s, then %s", async (earlier, later) => {
      const ids = newProduct();
      const id = newEventId();
      await clients[earlier].saveEvent({ ...SET[earlier](ids), id });
      await clients.third.saveEvent(SET.third(ids));
      const before = await itemsOf(ids);
      const event = { ...SET[later](ids), id };
      expect(await clients[later].saveEvent(event)).toMatchObject(event);
      expect(await clients[later].saveEvents([event])).toMatchObject([event]);
      const [outcome] = await clients[later].saveEvents([event], { atomic: false });
      expect(outcome).toMatchObject({ status: "saved", id, event });
      expect(await itemsOf(ids)).toEqual(before);
    });

    test.each(STEPS)("stores the rest of a batch: first %s, then %s", async (earlier, later) => {
      const ids = newProduct();
      const saved = await clients[earlier].saveEvent({ ...SET[earlier](ids), id: newEventId() });
      const events = [
        { ...SET[later](ids), id: saved.id },
        { ...SET[later](ids), id: newEventId() },
      ];
      await clients[later].saveEvents(events);
      const newest = events.map(({ id }) => id);
      for (const name of READINGS) {
        const found = await readings(clients.third, ids)[name]?.();
        expect(found?.map(({ id }) => id)).toEqual(newest);
      }
    });

    test.each(STEPS.filter(([earlier, later]) => earlier !== later))(
      "with other content is refused, and nothing is written: first %s, then %s",
      async (earlier, later) => {
        const ids = newProduct();
        const id = newEventId();
        const [type, version] = earlier === "second" ? ["PRICE_SET", 2] : ["PRICE_SET", 1];
        await clients[earlier].saveEvent({ ...SET[earlier](ids), id });
        const before = await itemsOf(ids);
        const other = { currency: "USD", ...(later === "renamed" ? { cost: "7" } : {}) };
        const save = clients[later].saveEvent({ ...SET[later](ids, other), id });
        const error = await failureOf(save, EventIdReusedError);
        expect(error).toMatchObject({ eventId: id, outcome: "not-written", eventIds: [id] });
        expect(error.message).toBe(
          later === "renamed"
            ? `Another event is stored under id ${id}. Nothing was written. ` +
                "Generate a new id for a new event; reuse an id only to repeat the same save."
            : `Event ${id} is stored already, as version ${version} of "${type}", and differs from the ` +
                "event to save. Nothing was written. If it is the same event, do not save it again.",
        );
        expect(await itemsOf(ids)).toEqual(before);
      },
    );

    test("may give a value that equals the default, or leave it out", async () => {
      const ids = newProduct();
      const [one, two] = [newEventId(), newEventId()];
      await clients.first.saveEvents([
        { ...SET.first(ids), id: one },
        { ...SET.first(ids), id: two },
      ]);
      const before = await itemsOf(ids);
      await clients.third.saveEvent({ ...SET.third(ids, { reason: "unknown" }), id: one });
      await clients.renamed.saveEvent({ ...SET.renamed(ids, { currency: "EUR" }), id: two });
      expect(await itemsOf(ids)).toEqual(before);
      const other = clients.third.saveEvent({ ...SET.third(ids, { reason: "sale" }), id: one });
      await failureOf(other, EventIdReusedError);
    });

    test("compares the event after its upcaster, even if its data is the same as stored", async () => {
      const ids = newProduct();
      const id = newEventId();
      const lookups = [["shop_id", "product_id"]];
      const data = { shop_id: "string", product_id: "string", price: "number" };
      const inCents = { codegen: 1, name: "Shop", partition: "shop_id" } as const;
      const one = generationClient(table, { ...inCents, events: { PRICED: { data, lookups } } });
      const PRICED = { version: 2, previous: { 1: { data, upcast: true } }, data, lookups };
      const upcasters = {
        PRICED: { 1: (old: { price: number }) => ({ ...old, price: old.price / 100 }) },
      };
      const two = generationClient(table, { ...inCents, events: { PRICED } }, { upcasters });
      await one.saveEvent({ type: "PRICED", id, data: { ...ids, price: 100 } });
      const before = await itemsOf(ids);
      const other = two.saveEvent({ type: "PRICED", id, data: { ...ids, price: 100 } });
      await failureOf(other, EventIdReusedError);
      await two.saveEvent({ type: "PRICED", id, data: { ...ids, price: 1 } });
      expect(await itemsOf(ids)).toEqual(before);
    });

    test("compares metadata", async () => {
      const ids = newProduct();
      const id = newEventId();
      const metadata = { actor: "me" };
      await clients.first.saveEvent({ ...SET.first(ids), id, metadata });
      await clients.third.saveEvent({ ...SET.third(ids), id, metadata });
      await failureOf(clients.third.saveEvent({ ...SET.third(ids), id }), EventIdReusedError);
    });

    test("finds an event that is stored only in its consistent stream, by its guard", async () => {
      const ids = newProduct();
      const { first, third } = clients;
      const data = { ...ids, starter: "me" };
      const id = newEventId();
      await first.saveEvent({ type: "OPENED", id, data: { ...ids, by: "me" } });
      await third.saveEvent(SET.third(ids));
      const before = await itemsOf(ids);
      const again = { type: "LAUNCHED", id, data };
      expect(await third.saveEvent(again)).toMatchObject(again);
      const expected = { expect: [third.streams.product(ids).empty()] };
      expect(await third.saveEvent(again, expected)).toMatchObject(again);
      const other = third.saveEvent({ ...again, data: { ...ids, starter: "you" } });
      await failureOf(other, EventIdReusedError);
      expect(await itemsOf(ids)).toEqual(before);
      const { events } = await third.streams.product(ids).read();
      expect(events.map(({ type, revision }) => [type, revision])).toEqual([
        ["LAUNCHED", 1],
        ["PRICE_CHANGED", 2],
      ]);
    });

    test("finds an event without a guard, whose id the earlier save generated", async () => {
      const ids = newProduct();
      const { first, third } = clients;
      const { id } = await first.saveEvent({ type: "OPENED", data: { ...ids, by: "me" } });
      await third.saveEvent(SET.third(ids));
      const before = await itemsOf(ids);
      const again = { type: "LAUNCHED", id, data: { ...ids, starter: "me" } };
      expect(await third.saveEvent(again)).toMatchObject(again);
      expect(await itemsOf(ids)).toEqual(before);
    });

    test("succeeds with its first conditions, which no longer hold", async () => {
      const ids = newProduct();
      const { second, third } = clients;
      const id = newEventId();
      const { product } = third.streams;
      const expected = { expect: [product(ids).empty()] };
      await second.saveEvent({ ...SET.second(ids), id }, expected);
      await third.saveEvent(SET.third(ids));
      const before = await itemsOf(ids);
      await third.saveEvent({ ...SET.third(ids), id }, expected);
      expect(await itemsOf(ids)).toEqual(before);
    });
  });

  describe("a save of a type with earlier names", () => {
    test("reads one key for each lookup and name, if its id is given, and before it writes", async () => {
      const ids = newProduct();
      const { third } = clients;
      await third.saveEvent(SET.third(ids));
      // This client knows the last revision of the stream.
      expect(await kindsOf(() => third.saveEvent(SET.third(ids)))).toEqual(["write"]);
      const id = newEventId();
      const calls = await callsOf(table, () => third.saveEvent({ ...SET.third(ids), id }));
      expect(calls.map(({ kind, pk, fetched }) => [kind, pk, fetched])).toEqual([
        ["query", `SHOP::${ids.shop_id}::PRICE_SET`, 0],
        ["query", `SHOP::${ids.shop_id}::PRODUCT::${ids.product_id}::PRICE_SET`, 0],
        ["write", undefined, 0],
      ]);
      const counted = { type: "COUNTED", data: { ...ids, count: 1 } };
      const other = () => third.saveEvent({ ...counted, id: newEventId() });
      expect(await kindsOf(other)).toEqual(["write"]);
      expect(await kindsOf(() => third.saveEvent(counted))).toEqual(["write"]);
    });

    test("reads no key that is too long to exist", async () => {
      const long = "i".repeat(2_048 - "SHOP::::PRICED".length);
      const PRICED = {
        data: { shop_id: "string" },
        aliases: ["A".repeat(100), "OLD"],
        lookups: [["shop_id"]],
      };
      const client = generationClient(table, { codegen: 1, name: "Shop", events: { PRICED } });
      const event = { type: "PRICED", id: newEventId(), data: { shop_id: long } };
      const calls = await callsOf(table, () => client.saveEvent(event));
      expect(calls.map(({ kind, pk }) => [kind, pk])).toEqual([
        ["query", `SHOP::${long}::OLD`],
        ["write", undefined],
      ]);
    });

    test("writes nothing if it finds the event", async () => {
      const ids = newProduct();
      const id = newEventId();
      await clients.first.saveEvent({ ...SET.first(ids), id });
      const save = () => clients.third.saveEvent({ ...SET.third(ids), id });
      expect(await kindsOf(save)).toEqual(["query", "query"]);
    });
  });

  describe("a save that finds an event which it cannot read", () => {
    test("is not written if the event has a later version", async () => {
      const ids = newProduct();
      const id = newEventId();
      await clients.second.saveEvent({ ...SET.second(ids), id });
      const before = await itemsOf(ids);
      for (const older of ["first", "renamed"] as const) {
        const save = clients[older].saveEvent({ ...SET[older](ids), id });
        const error = await failureOf(save, UnknownEventVersionError);
        expect(error).toMatchObject({ storedVersion: 2, outcome: "not-written", eventIds: [id] });
      }
      expect(await itemsOf(ids)).toEqual(before);
    });

    test("is not written if the event has a later name", async () => {
      const ids = newProduct();
      const [one, two] = [newEventId(), newEventId()];
      await clients.third.saveEvent({ ...SET.third(ids), id: one });
      await clients.third.saveEvent({ type: "LAUNCHED", id: two, data: ids });
      const before = await itemsOf(ids);
      for (const [event, stored] of [
        [{ ...SET.second(ids), id: one }, 'version 3 of "PRICE_CHANGED"'],
        [{ type: "OPENED", id: two, data: ids }, 'version 1 of "LAUNCHED"'],
      ] as const) {
        const error = await failureOf(clients.second.saveEvent(event), EventIdReusedError);
        expect(error.outcome).toBe("not-written");
        expect(error.message).toContain(` is stored already, as ${stored}, and differs `);
      }
      expect(await itemsOf(ids)).toEqual(before);
    });

    test.each(["first", "second"] as const)(
      "is not written if an upcaster throws: %s",
      async (writer) => {
        const ids = newProduct();
        const id = newEventId();
        await clients[writer].saveEvent({ ...SET[writer](ids), id });
        const before = await itemsOf(ids);
        const throwing = generationClient(table, THIRD, {
          upcasters: {
            PRICE_CHANGED: {
              1: (data: object) => data,
              2: () => {
                throw new Error(SECRET);
              },
            },
          },
        });
        const save = throwing.saveEvent({ ...SET.third(ids), id });
        const error = await failureOf(save, UpcastError);
        expect(error).toMatchObject({ outcome: "not-written", eventIds: [id], eventId: id });
        expect(error.message).not.toContain(SECRET);
        expect(await itemsOf(ids)).toEqual(before);
      },
    );

    test("is not written if an upcaster throws for an event under the same key", async () => {
      const ids = newProduct();
      const id = newEventId();
      await clients.first.saveEvent({ ...SET.first(ids, { amount: "none" }), id });
      const before = await itemsOf(ids);
      const save = clients.second.saveEvent({ ...SET.second(ids), id });
      // Number("none") is not a number that can be stored.
      const error = await failureOf(save, UpcastError);
      expect(error.outcome).toBe("not-written");
      expect(error.message).toMatch(
        /: it returned a value in cents that is not a finite number\.$/,
      );
      expect(await itemsOf(ids)).toEqual(before);
    });
  });

  describe("writers of the earlier and the newest name at the same time", () => {
    const others = () => ({ first: generations(table).first, third: generations(table).third });

    test("append to one stream without gaps, and every event is found once", async () => {
      const ids = newProduct();
      const writers = [others(), others()].flatMap(({ first, third }) => [
        [first, SET.first] as const,
        [third, SET.third] as const,
      ]);
      const saved: PlainEvent[] = [];
      await Promise.all(
        writers.map(async ([of, set]: Writer) => {
          for (let count = 0; count < 5; count++) {
            const id = count % 2 === 0 ? {} : { id: newEventId() };
            saved.push(await of.saveEvent({ ...set(ids), ...id }));
          }
        }),
      );
      const newest = saved
        .map((event) => asNewest(event, ids))
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const name of READINGS) {
        const found = (await readings(clients.third, ids)[name]?.()) ?? [];
        const isById = !name.includes("consistent");
        expect(isById ? found : found.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(newest);
      }
      const { events } = await clients.third.streams.product(ids).read();
      expect(events.map(({ revision }) => revision)).toEqual(saved.map((_, index) => index + 1));
    });

    test("store an event once if both save it under one id", async () => {
      const ids = newProduct();
      const { first, third } = others();
      const wanted = Array.from({ length: 10 }, () => newEventId());
      for (const id of wanted) {
        const outcomes = await Promise.allSettled([
          first.saveEvent({ ...SET.first(ids), id }),
          third.saveEvent({ ...SET.third(ids), id }),
        ]);
        expect(outcomes.map(({ status }) => status)).toContain("fulfilled");
        for (const outcome of outcomes) {
          if (outcome.status === "fulfilled") continue;
          // The writer of the earlier name cannot know that it is the same event.
          expect(outcome.reason).toBeInstanceOf(EventIdReusedError);
          expect(outcome.reason).toMatchObject({ outcome: "not-written" });
        }
      }
      for (const name of READINGS) {
        const found = await readings(clients.third, ids)[name]?.();
        expect(found?.map(({ id }) => id)).toEqual(wanted);
      }
    });
  });
}
