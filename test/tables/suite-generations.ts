import {
  EventValidationError,
  InvalidArgumentError,
  newEventId,
  type PlainEvent,
  UnknownEventVersionError,
  UpcastError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { SECRET } from "../client/support.js";
import { collect, idsOf } from "./bank.js";
import { failureOf } from "./failure.js";
import {
  asNewest,
  FIRST,
  type GenerationClient,
  type GenerationOptions,
  generationClient,
  generations,
  newProduct,
  type ProductIds,
  READINGS,
  readings,
  SECOND,
  SET,
  THIRD,
  toCents,
  UPCASTERS,
} from "./generations.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

/** Tests of reads of events that earlier generations of a schema stored. */
export function generationsSuite(open: Open): void {
  let table: OpenTable;
  let clients: ReturnType<typeof generations>;
  beforeAll(async () => {
    table = await open();
    clients = generations(table);
  });

  const client = (options: GenerationOptions = {}) =>
    generationClient(table, THIRD, { upcasters: UPCASTERS, ...options });

  /** Events of all generations about one product, as the newest generation reads them. */
  async function stored(ids: ProductIds = newProduct()) {
    const { first, renamed, second, third } = clients;
    const saved = [
      await first.saveEvent({ ...SET.first(ids), metadata: { actor: "me" } }),
      await renamed.saveEvent(SET.renamed(ids)),
      await second.saveEvent(SET.second(ids)),
      await third.saveEvent(SET.third(ids)),
      // Writers of earlier generations that are still running.
      await second.saveEvent(SET.second(ids)),
      await first.saveEvent(SET.first(ids)),
    ];
    return { ids, saved, newest: saved.map((event) => asNewest(event, ids)) };
  }

  const byProduct = ({ shop_id, product_id }: ProductIds) =>
    ({ partitionId: shop_id, modelKey: "product_id", modelId: product_id }) as const;

  const keyOf = ({ shop_id, product_id }: ProductIds, type: string) =>
    `SHOP::${shop_id}::PRODUCT::${product_id}::${type}`;

  describe("events of three generations", () => {
    let ids: ProductIds;
    let newest: PlainEvent[];
    beforeAll(async () => {
      ({ ids, newest } = await stored());
    });

    test.each(READINGS)("are of the newest version in %s", async (name) => {
      expect(await readings(clients.third, ids)[name]?.()).toEqual(newest);
    });

    test.each(READINGS)("are the same with consistentRead in %s", async (name) => {
      const read = readings(clients.third, ids, "PRICE_CHANGED", { consistentRead: true })[name];
      expect(await read?.()).toEqual(newest);
    });

    test.each(READINGS)("pass the check of the newest version in %s", async (name) => {
      const strict = client({ validate: "read-and-write" });
      expect(await readings(strict, ids)[name]?.()).toEqual(newest);
    });

    test("have the version that they were saved with, if it is not 1", async () => {
      const items = (await table.items()).filter(({ pk }) => pk === keyOf(ids, "@log"));
      expect(items.map(({ type, v }) => [type, v])).toEqual([
        ["PRICE_SET", undefined],
        ["PRICE_SET", undefined],
        ["PRICE_SET", 2],
        ["PRICE_CHANGED", 3],
        ["PRICE_SET", 2],
        ["PRICE_SET", undefined],
      ]);
      const copies = (await table.items()).filter(({ id }) => id === newest[3]?.id);
      expect(copies.map(({ v }) => v)).toEqual([3, 3, 3, 3]);
    });

    test("are read by the generation before, without what is newer than it", async () => {
      const two = newProduct();
      const saved = [
        await clients.first.saveEvent(SET.first(two)),
        await clients.second.saveEvent(SET.second(two)),
      ];
      const data = { ...two, cents: 1250, currency: "EUR" };
      const read = readings(clients.second, two, "PRICE_SET");
      for (const name of READINGS) {
        expect(await read[name]?.()).toEqual(saved.map((event) => ({ ...event, data })));
      }
    });

    test("have the newest one in getLatestEvent, whichever name it was saved under", async () => {
      const { first, third } = clients;
      const query = { eventType: "PRICE_CHANGED", ...byProduct(ids) };
      for (const consistentRead of [false, true]) {
        expect(await third.getLatestEvent({ ...query, consistentRead })).toEqual(newest.at(-1));
      }
      const other = newProduct();
      const of = { eventType: "PRICE_CHANGED", ...byProduct(other) };
      expect(await third.getLatestEvent(of)).toBeUndefined();
      const old = await first.saveEvent(SET.first(other));
      expect(await third.getLatestEvent(of)).toEqual(asNewest(old, other));
      const fresh = await third.saveEvent(SET.third(other));
      expect(await third.getLatestEvent(of)).toEqual(fresh);
    });

    test("respect bounds, limit and order over both names", async () => {
      const { third } = clients;
      const query = { eventType: "PRICE_CHANGED", ...byProduct(ids) };
      const [after, before] = [newest[0]?.id as string, newest[5]?.id as string];
      for (const consistentRead of [false, true]) {
        const range = { ...query, consistentRead, after, before };
        expect(await third.getLatestEvents(range)).toEqual(newest.slice(1, 5));
        expect(await third.getLatestEvents({ ...range, limit: 3 })).toEqual(newest.slice(1, 4));
        expect(await third.getLatestEvents({ ...range, limit: 3, order: "desc" })).toEqual(
          newest.slice(2, 5).reverse(),
        );
        expect(await third.getLatestEvent({ ...range })).toEqual(newest[4]);
      }
    });

    test("are not found under an earlier name", async () => {
      const query = { eventType: "PRICE_SET", ...byProduct(ids) };
      await expect(clients.third.getLatestEvent(query)).rejects.toMatchObject({
        code: "unknown-lookup",
      });
    });
  });

  describe("a query of a renamed event type", () => {
    test("reads one key for each name", async () => {
      const { ids } = await stored();
      const both = [keyOf(ids, "PRICE_CHANGED"), keyOf(ids, "PRICE_SET")];
      const query = { eventType: "PRICE_CHANGED", ...byProduct(ids) };
      const keysOf = async (read: () => Promise<unknown>) =>
        (await callsOf(table, read)).map(({ pk }) => pk);
      const { third } = clients;
      expect(await keysOf(() => third.getLatestEvent(query))).toEqual(both);
      // The newest event needs no query for the end of the prefix.
      expect(await keysOf(() => third.getLatestEvent({ ...query, consistentRead: true }))).toEqual(
        both,
      );
      expect(await keysOf(() => third.getLatestEvents(query))).toEqual(both);
      expect(await keysOf(() => third.getLatestEvents({ ...query, consistentRead: true }))).toEqual(
        [...both, ...both],
      );
      expect(await keysOf(() => third.streams.prices(ids).read())).toEqual([
        ...both,
        keyOf(ids, "COUNTED"),
      ]);
      expect(await keysOf(() => third.streams.log(ids).read())).toEqual([keyOf(ids, "@log")]);
      expect(await keysOf(() => third.streams.product(ids).read())).toEqual([
        keyOf(ids, "@product"),
      ]);
    });

    test("of other event types reads no more keys", async () => {
      const ids = newProduct();
      const query = { eventType: "COUNTED", ...byProduct(ids) };
      expect(await callsOf(table, () => clients.third.getLatestEvents(query))).toHaveLength(1);
    });

    test("leaves out a key that is too long to exist", async () => {
      const alias = "A".repeat(100);
      const renamed = {
        ...THIRD,
        events: {
          ...THIRD.events,
          COUNTED: { ...THIRD.events.COUNTED, aliases: [alias] },
        } as typeof THIRD.events,
      };
      const counter = generationClient(table, renamed, { upcasters: UPCASTERS });
      const long = "i".repeat(2_048 - "SHOP::::COUNTED".length);
      const query = { eventType: "COUNTED", partitionId: long };
      const calls = await callsOf(table, () => counter.getLatestEvents(query));
      expect(calls.map(({ pk }) => pk)).toEqual([`SHOP::${long}::COUNTED`]);
    });

    test("with a cursor continues over both names", async () => {
      const { ids, newest } = await stored();
      const query = { eventTypes: ["PRICE_CHANGED"], ...byProduct(ids), limit: 4 };
      const page = await clients.third.getEventPage(query);
      expect(page.events).toEqual(newest.slice(0, 4));
      const rest = await clients.third.getEventPage({ ...query, cursor: page.cursor as string });
      expect(rest).toEqual({ events: newest.slice(4) });
    });

    test("sees a prefix while a writer of each name saves", async () => {
      const ids = newProduct();
      const { first, third } = clients;
      const written: string[] = [];
      const writing = (async () => {
        for (let turn = 0; turn < 30; turn++) {
          const of: GenerationClient = turn % 2 === 0 ? first : third;
          const set = turn % 2 === 0 ? SET.first(ids) : SET.third(ids);
          written.push((await of.saveEvent(set)).id);
        }
      })();
      const query = { eventType: "PRICE_CHANGED", ...byProduct(ids), consistentRead: true };
      let isDone = false;
      void writing.finally(() => (isDone = true)).catch(() => {});
      const followed: string[] = [];
      const follow = async () => {
        const last = followed.at(-1);
        const bounds = last === undefined ? {} : { after: last };
        followed.push(...idsOf(await third.getLatestEvents({ ...query, ...bounds })));
      };
      while (!isDone) {
        await follow();
        // A table in memory answers without leaving the turn to the writer.
        await new Promise((resolve) => setImmediate(resolve));
      }
      await writing;
      await follow();
      expect(followed).toEqual(written);
    });
  });

  describe("events of a retired type", () => {
    const guess = (ids: ProductIds) => ({ type: "GUESSED", data: { ...ids } });

    /** A product with this number of prices, retired events before each, and one after all. */
    async function withGuesses(prices: number, guesses: number): Promise<ProductIds> {
      const ids = newProduct();
      const before = Array.from({ length: guesses }, () => guess(ids));
      for (let count = 0; count < prices; count++) {
        await clients.first.saveEvents([...before, SET.first(ids)]);
      }
      await clients.first.saveEvent(guess(ids));
      return ids;
    }

    test.each(READINGS)("are left out of %s", async (name) => {
      const ids = newProduct();
      const { first, third } = clients;
      await first.saveEvent(guess(ids));
      const saved = await first.saveEvent(SET.first(ids));
      await first.saveEvents([guess(ids), guess(ids)]);
      const fresh = await third.saveEvent(SET.third(ids));
      await first.saveEvent(guess(ids));
      expect(await readings(third, ids)[name]?.()).toEqual([asNewest(saved, ids), fresh]);
    });

    test("keep their revisions, and count for the head", async () => {
      const ids = await withGuesses(2, 2);
      const { events, head } = await clients.third.streams.product(ids).read();
      expect(events.map(({ revision }) => revision)).toEqual([3, 6]);
      expect(head.revision).toBe(7);
      const { product } = clients.third.streams;
      const expected = { expect: [product(ids).unchangedSince(head)] };
      await clients.third.saveEvent(SET.third(ids), expected);
      const after = await product(ids).read({ after: head.revision });
      expect(after.events.map(({ revision }) => revision)).toEqual([8]);
    });

    test("do not count for the limit of a stream", async () => {
      const ids = await withGuesses(3, 2);
      const { product, log } = clients.third.streams;
      const revisionsOf = async (options: object) => {
        const { events, head } = await product(ids).read(options);
        const iterated = await collect(product(ids).iterate(options));
        expect(iterated).toEqual(events);
        return [events.map(({ revision }) => revision), head.revision];
      };
      expect(await revisionsOf({ limit: 1 })).toEqual([[3], 3]);
      expect(await revisionsOf({ limit: 2 })).toEqual([[3, 6], 6]);
      expect(await revisionsOf({ limit: 2, after: 2 })).toEqual([[3, 6], 6]);
      expect(await revisionsOf({ limit: 2, after: 3 })).toEqual([[6, 9], 9]);
      expect(await revisionsOf({ limit: 3 })).toEqual([[3, 6, 9], 9]);
      expect(await revisionsOf({ limit: 4 })).toEqual([[3, 6, 9], 10]);
      expect(await revisionsOf({ limit: 1, after: 9 })).toEqual([[], 10]);
      expect(await revisionsOf({ limit: 1, order: "desc" })).toEqual([[9], 10]);
      expect(await revisionsOf({ limit: 2, order: "desc" })).toEqual([[9, 6], 10]);

      const all = idsOf((await log(ids).read()).events);
      expect(all).toHaveLength(3);
      for (const consistentRead of [false, true]) {
        for (const order of ["asc", "desc"] as const) {
          for (let limit = 1; limit <= 4; limit++) {
            const options = { limit, order, consistentRead };
            const wanted = (order === "asc" ? all : all.toReversed()).slice(0, limit);
            expect(idsOf((await log(ids).read(options)).events)).toEqual(wanted);
            expect(idsOf(await collect(log(ids).iterate(options)))).toEqual(wanted);
          }
        }
      }
    });

    test("cost few requests, however many they are", async () => {
      const ids = await withGuesses(1, 24);
      const { product, log } = clients.third.streams;
      const fetchedBy = async (read: () => Promise<unknown>) =>
        (await callsOf(table, read)).map(({ fetched }) => fetched);
      // Each request asks for as many more items as were left out before.
      expect(await fetchedBy(() => product(ids).read({ limit: 1 }))).toEqual([1, 2, 4, 8, 11]);
      expect(await fetchedBy(() => log(ids).read({ limit: 1 }))).toEqual([1, 2, 4, 8, 11]);
      expect(await fetchedBy(() => log(ids).read({ limit: 1, order: "desc" }))).toEqual([1, 2]);
    });

    test("cannot be saved or queried", async () => {
      const ids = newProduct();
      const { third } = clients;
      const calls = await callsOf(table, async () => {
        const unknown = { code: "unknown-lookup" };
        await expect(third.saveEvent(guess(ids))).rejects.toMatchObject(unknown);
        const query = third.getLatestEvent({ eventType: "GUESSED", ...byProduct(ids) });
        await expect(query).rejects.toMatchObject(unknown);
      });
      expect(calls).toEqual([]);
    });
  });

  describe("an event of a later version", () => {
    test.each(READINGS)("is refused by %s, also if unknown events are skipped", async (name) => {
      const ids = newProduct();
      const [before, later] = [
        await clients.first.saveEvent(SET.first(ids)),
        await clients.second.saveEvent(SET.second(ids)),
      ];
      for (const unknownEvents of ["throw", "skip"] as const) {
        const old = generationClient(table, FIRST, { unknownEvents });
        const read = readings(old, ids, "PRICE_SET")[name]?.() as Promise<unknown>;
        const error = await failureOf(read, UnknownEventVersionError);
        expect(error).toMatchObject({
          code: "unknown-event-version",
          eventId: later.id,
          eventType: "PRICE_SET",
          storedVersion: 2,
          newestVersion: 1,
          outcome: undefined,
        });
        expect(error.message).toBe(
          `PRICE_SET ${later.id} is stored with version 2, and this schema has versions up to 1. A newer ` +
            "version of the schema wrote it: deploy that version here first.",
        );
      }
      expect(before.id < later.id).toBe(true);
    });

    test("does not hide the events before it from an iteration", async () => {
      const ids = newProduct();
      const before = await clients.first.saveEvent(SET.first(ids));
      await clients.second.saveEvent(SET.second(ids));
      for (const name of ["log", "product", "prices"] as const) {
        const seen: PlainEvent[] = [];
        const reading = (async () => {
          for await (const event of clients.first.streams[name](ids).iterate()) seen.push(event);
        })();
        await failureOf(reading, UnknownEventVersionError);
        expect(idsOf(seen)).toEqual([before.id]);
      }
    });

    test.each(["2", 0, -1, 1.5, null, {}])("is also one with the version %j", async (v) => {
      const ids = newProduct();
      const id = newEventId();
      const sk = id;
      const timestamp = "2026-01-01T00:00:00.000Z";
      const pk = keyOf(ids, "PRICE_SET");
      await table.put({ pk, sk, id, type: "PRICE_SET", timestamp, data: { ...ids }, v });
      for (const [of, type] of [
        [clients.first, "PRICE_SET"],
        [clients.third, "PRICE_CHANGED"],
      ] as const) {
        const read = of.getLatestEvent({ eventType: type, ...byProduct(ids) });
        const error = await failureOf(read, UnknownEventVersionError);
        expect(error.storedVersion).toBeNaN();
        expect(error.message).toContain(" is stored with an invalid version, ");
        expect(error.message).toMatch(/\. Another program wrote or changed the item\.$/);
      }
    });
  });

  describe("an upcaster", () => {
    const failing = (upcaster: (data: never, event: never) => unknown) =>
      client({ upcasters: { PRICE_CHANGED: { 1: upcaster } } });

    test.each(READINGS)("that throws makes %s throw, with its error as the cause", async (name) => {
      const ids = newProduct();
      const saved = await clients.first.saveEvent(SET.first(ids, { amount: SECRET }));
      const cause = new RangeError(SECRET);
      const throwing = failing(() => {
        throw cause;
      });
      const read = readings(throwing, ids)[name]?.() as Promise<unknown>;
      const error = await failureOf(read, UpcastError);
      expect(error).toMatchObject({
        code: "upcast-failed",
        eventId: saved.id,
        eventType: "PRICE_CHANGED",
        fromVersion: 1,
        toVersion: 2,
        cause,
        outcome: undefined,
      });
      expect(error.message).toBe(
        `The upcaster of PRICE_CHANGED from version 1 to 2 failed for event ${saved.id}: it threw RangeError.`,
      );
    });

    test.each<[string, unknown]>([
      ["null", null],
      ["undefined", undefined],
      ["a list", []],
      ["a string", SECRET],
      ["an object", new Date(0)],
    ])("that returns %s is refused", async (kind, result) => {
      const ids = newProduct();
      await clients.first.saveEvent(SET.first(ids));
      const read = failing(() => result)
        .streams.log(ids)
        .read();
      const error = await failureOf(read, UpcastError);
      expect(error.message).toMatch(new RegExp(`: it returned ${kind}, not a plain object\\.$`));
      expect(error.cause).toBeUndefined();
    });

    test.each([
      ["is fulfilled", async () => ({})],
      ["is rejected", () => Promise.reject(new Error(SECRET))],
    ])("that returns a promise that %s is refused", async (_, upcaster) => {
      const ids = newProduct();
      await clients.first.saveEvent(SET.first(ids));
      const error = await failureOf(failing(upcaster).streams.product(ids).read(), UpcastError);
      expect(error.message).toMatch(
        /: it returned a promise; an upcaster returns the data itself\.$/,
      );
      // An unhandled rejection would fail the run.
      await new Promise((resolve) => setImmediate(resolve));
    });

    test.each<[string, () => object, string]>([
      ["a date", () => ({ cents: new Date(0) }), "in cents that is an instance of a class; "],
      ["no number", () => ({ cents: Number.NaN }), "in cents that is not a finite number."],
      [
        "a secret name",
        () => ({ cents: { [SECRET]: () => {} } }),
        "in cents that is of type function",
      ],
      ["a symbol", () => ({ [Symbol("s")]: 1 }), "it returned a value that has symbols"],
    ])("that returns a value that cannot be stored is refused: %s", async (_, upcaster, reason) => {
      const ids = newProduct();
      await clients.first.saveEvent(SET.first(ids));
      const error = await failureOf(failing(upcaster).streams.log(ids).read(), UpcastError);
      expect(error.message).toContain(reason);
      expect(error.message).not.toContain(SECRET);
    });

    test("that returns undefined members returns none, and may return one object again", async () => {
      const ids = newProduct();
      await clients.first.saveEvents([SET.first(ids), SET.first(ids)]);
      const result = {
        ...ids,
        cents: 1,
        currency: "EUR",
        reason: undefined,
        more: { a: undefined },
      };
      const { events } = await failing(() => result)
        .streams.log(ids)
        .read();
      const data = { ...ids, price: 1, currency: "EUR", reason: "unknown", more: {} };
      expect(events.map((event) => event.data)).toStrictEqual([data, data]);
      (events[0]?.data.more as Record<string, unknown>).changed = true;
      expect(events[1]?.data.more).toStrictEqual({});
      expect(result.more).toStrictEqual({ a: undefined });
    });

    test("gets the data with the names and defaults of its version, and the event", async () => {
      const ids = newProduct();
      const metadata = { actor: "me" };
      const saved = await clients.first.saveEvent({ ...SET.first(ids), metadata });
      const calls: unknown[] = [];
      const recording = failing((...args: readonly unknown[]) => {
        calls.push(args);
        return toCents(args[0] as Parameters<typeof toCents>[0]);
      });
      await recording.streams.log(ids).read();
      const { id, timestamp } = saved;
      expect(calls).toEqual([
        [
          { ...ids, cost: "1250", currency: "EUR" },
          { id, type: "PRICE_CHANGED", timestamp, metadata },
        ],
      ]);
    });

    test("may change what it gets", async () => {
      const { ids, newest } = await stored();
      const changing = failing(((data: Record<string, unknown>, event: Record<string, unknown>) => {
        data.cents = Number(data.cost);
        delete data.cost;
        for (const name of Object.keys(event)) delete event[name];
        return data;
      }) as never);
      for (const name of READINGS) {
        expect(await readings(changing, ids)[name]?.()).toEqual(newest);
      }
    });

    test("is not called for events of later versions", async () => {
      const ids = newProduct();
      const saved = [
        await clients.second.saveEvent(SET.second(ids)),
        await clients.third.saveEvent(SET.third(ids)),
      ];
      const throwing = failing(() => {
        throw new Error("called");
      });
      const { events } = await throwing.streams.log(ids).read();
      expect(events).toEqual(saved.map((event) => asNewest(event, ids)));
    });

    test("of a step that needs none is called before the aliases and defaults of the next version", async () => {
      const ids = newProduct();
      const saved = await clients.first.saveEvent(SET.first(ids));
      const both = client({
        upcasters: {
          PRICE_CHANGED: {
            ...UPCASTERS.PRICE_CHANGED,
            2: ({ cents, ...others }: { cents: number }) => ({ ...others, cents: cents / 100 }),
          },
        },
      });
      const { events } = await both.streams.log(ids).read();
      const newest = asNewest(saved, ids);
      expect(events).toEqual([{ ...newest, data: { ...newest.data, price: 12.5 } }]);
    });

    test("whose result breaks the schema is found by a check of reads", async () => {
      const ids = newProduct();
      const saved = await clients.first.saveEvent(SET.first(ids));
      const upcasters = {
        PRICE_CHANGED: { 1: () => ({ ...ids, cents: SECRET, currency: "EUR" }) },
      };
      const strict = client({ upcasters, validate: "read-and-write" });
      const error = await failureOf(strict.streams.log(ids).read(), EventValidationError);
      expect(error).toMatchObject({ eventId: saved.id, eventType: "PRICE_CHANGED" });
      expect(error.issues).toMatchObject([{ path: ["data", "price"], rule: "type" }]);
      expect(error.message).not.toContain(SECRET);
    });

    test("is refused for data that is not an object", async () => {
      const ids = newProduct();
      const id = newEventId();
      const timestamp = "2026-01-01T00:00:00.000Z";
      const item = { sk: id, id, type: "PRICE_SET", timestamp, data: "text" };
      await table.put({ ...item, pk: keyOf(ids, "PRICE_SET") });
      const query = { eventType: "PRICE_CHANGED", ...byProduct(ids) };
      const error = await failureOf(clients.third.getLatestEvent(query), UpcastError);
      expect(error.message).toMatch(/: the data is not an object\.$/);
      const later = { ...item, pk: keyOf(ids, "PRICE_CHANGED"), type: "PRICE_CHANGED", v: 2 };
      const greater = newEventId();
      await table.put({ ...later, sk: greater, id: greater });
      expect(await clients.third.getLatestEvent(query)).toMatchObject({
        id: greater,
        data: "text",
      });
    });
  });

  describe("field aliases", () => {
    test("apply only where the field's own name is absent", async () => {
      const ids = newProduct();
      const id = newEventId();
      const put = async (data: object, at: string) => {
        const item = { pk: keyOf(ids, "@log"), sk: at, id: at, v: 3, type: "PRICE_CHANGED" };
        const timestamp = "2026-01-01T00:00:00.000Z";
        await table.put({ ...item, timestamp, data: { ...ids, ...data } });
      };
      await put({ cents: 1, currency: "EUR" }, id);
      await put({ cents: 1, price: 2, currency: "EUR" }, newEventId());
      await put({ currency: "EUR" }, newEventId());
      await put({ cents: 1, price: null, currency: "EUR" }, newEventId());
      const { events } = await clients.third.streams.log(ids).read();
      const rest = { ...ids, currency: "EUR", reason: "unknown" };
      expect(events.map(({ data }) => data)).toEqual([
        { ...rest, price: 1 },
        { ...rest, cents: 1, price: 2 },
        rest,
        { ...rest, cents: 1, price: null },
      ]);
    });

    test("are no fields of an event that is saved", async () => {
      const event = SET.third(newProduct());
      const save = clients.third.saveEvent({ ...event, data: { ...event.data, cents: 1 } });
      const { issues } = await failureOf(save, EventValidationError);
      expect(issues).toMatchObject([{ path: ["data", "cents"], rule: "additionalProperties" }]);
    });
  });

  describe("the upcasters of a client", () => {
    const create = (upcasters: unknown) => async () =>
      generationClient(table, THIRD, upcasters === undefined ? {} : { upcasters });
    const refused = async (make: () => Promise<unknown>) =>
      (await failureOf(make(), InvalidArgumentError)).message;

    test("must have a function for each step that requires one", async () => {
      const lacks = '"upcasters" lacks functions: PRICE_CHANGED from version 1 to 2.';
      expect(await refused(create(undefined))).toBe(lacks);
      expect(await refused(create({}))).toBe(lacks);
      expect(await refused(create({ PRICE_CHANGED: {} }))).toBe(lacks);
      expect(await refused(create({ PRICE_CHANGED: { 2: toCents } }))).toBe(lacks);
      const more = {
        ...THIRD,
        events: {
          ...THIRD.events,
          COUNTED: {
            data: {},
            version: 3,
            previous: { 1: { data: {}, upcast: true }, 2: { data: {}, upcast: true } },
            lookups: [["shop_id"]],
          },
        },
      };
      const make = async () =>
        generationClient(table, more, { upcasters: { COUNTED: { 1: toCents } } });
      expect(await refused(make)).toBe(
        '"upcasters" lacks functions: PRICE_CHANGED from version 1 to 2; COUNTED from version 2 to 3.',
      );
    });

    test.each<[string, unknown, string]>([
      ["no object", [], '"upcasters" must be a plain object, not a list.'],
      ["a function", toCents, '"upcasters" must be a plain object, not a function.'],
      [
        "a function for an event type",
        { PRICE_CHANGED: toCents },
        '"upcasters" of PRICE_CHANGED must be a plain object, not a function.',
      ],
      [
        "an unknown event type",
        { ...UPCASTERS, PRICE_SET: { 1: toCents } },
        '"upcasters" has "PRICE_SET", and schema "Shop" stores no such event type.',
      ],
      [
        "an inherited name",
        { ...UPCASTERS, toString: { 1: toCents } },
        '"upcasters" has "toString", and schema "Shop" stores no such event type.',
      ],
      [
        "an event type without earlier versions",
        { ...UPCASTERS, COUNTED: { 1: toCents } },
        '"upcasters" of COUNTED has "1", which is no earlier version: COUNTED has no earlier version.',
      ],
      ...["0", "3", "1.5", "01", "x", "-1"].map((step): [string, unknown, string] => [
        `version ${step}`,
        { PRICE_CHANGED: { 1: toCents, [step]: toCents } },
        `"upcasters" of PRICE_CHANGED has "${step}", which is no earlier version: PRICE_CHANGED is at version 3.`,
      ]),
      [
        "a value that is no function",
        { PRICE_CHANGED: { 1: {} } },
        '"upcasters" of PRICE_CHANGED from version 1 must be a function, not an object.',
      ],
    ])("are refused with %s", async (_, upcasters, message) => {
      expect(await refused(create(upcasters))).toBe(message);
    });

    test("are an unknown option of a schema without earlier versions", async () => {
      const make = async () => generationClient(table, FIRST, { upcasters: {} });
      expect(await refused(make)).toMatch(/has no member "upcasters"/);
    });

    test("are optional if no step requires one", async () => {
      const mechanical = {
        ...SECOND,
        events: {
          ...SECOND.events,
          PRICE_SET: { ...SECOND.events.PRICE_SET, previous: { 1: { data: {} } } },
        } as typeof SECOND.events,
      };
      const ids = newProduct();
      const made = generationClient(table, mechanical);
      await made.saveEvent(SET.second(ids));
      expect((await made.streams.log(ids).read()).events).toHaveLength(1);
    });
  });
}
