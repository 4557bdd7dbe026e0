import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { type StoreEvents, StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import {
  failureOf,
  priceLowered,
  priceRaised,
  storeOf,
  type TestTable,
  testTable,
  untyped,
} from "../client/support.js";
import { SLOWNESS } from "../engines/differences.js";
import { bankClient, numbered } from "../tables/bank.js";
import { hostileIds } from "./keys-hostile.js";

const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;

vi.setConfig({ testTimeout: 30_000 * SLOWNESS });

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

/** Few ids, for stores, products and alerts alike, so that events share some and could mix up others. */
const worlds = fc.uniqueArray(hostileIds, { minLength: 2, maxLength: 3 }).chain((ids) => {
  const id = fc.constantFrom(...ids);
  const event = fc.record(
    { store_id: id, product_id: id, alert_id: id },
    { requiredKeys: ["store_id", "product_id"] },
  );
  return fc.record({
    ids: fc.constant(ids),
    events: fc.array(event, { minLength: 1, maxLength: 8 }),
  });
});

/** Every query that the schema knows, with the events that it should find. */
function* queries(ids: readonly string[], store: (id: string) => string, saved: StoreEvents[]) {
  for (const eventType of [PRICE_LOWERED, PRICE_RAISED]) {
    const modelKeys = eventType === PRICE_LOWERED ? ["product_id"] : ["product_id", "alert_id"];
    for (const partitionId of ids.map(store)) {
      const within = saved.filter(
        ({ type, data }) => type === eventType && data.store_id === partitionId,
      );
      yield { query: { eventType, partitionId }, expected: within };
      for (const modelKey of modelKeys) {
        for (const modelId of ids) {
          const expected = within.filter(({ data }) => Reflect.get(data, modelKey) === modelId);
          yield { query: { eventType, partitionId, modelKey, modelId }, expected };
        }
      }
    }
  }
}

test("an event is found by the lookups that it has, and by no other", async () => {
  // Keys hold whatever ids they are made of: validators only make it unlikely that one is hostile.
  const client = storeOf(table, { validate: "off" });
  await fc.assert(
    fc.asyncProperty(worlds, async ({ ids, events }) => {
      // Each world has stores of its own; all share one table.
      const world = newEventId();
      const store = (id: string) => `${world}${id}`;
      const inputs = events.map(({ alert_id, ...data }) => {
        const mine = { ...data, store_id: store(data.store_id) };
        return alert_id === undefined ? priceLowered(mine) : priceRaised({ ...mine, alert_id });
      });
      await failureOf(storeOf(table).saveEvents(inputs), EventValidationError);
      const saved = await client.saveEvents(inputs);
      for (const { query, expected } of queries(ids, store, saved)) {
        expect(await untyped(client).getLatestEvents(query)).toEqual(expected);
      }
    }),
    { numRuns: 15 },
  );
});

test("an event is in the consistent streams of its ids, and in no other", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ ids, events }) => {
      const bank = bankClient(table.documents, table.tableName);
      const bank_id = newEventId();
      const inputs = events.map(({ store_id, product_id }) => {
        const accounts = { from_account_id: store_id, to_account_id: product_id };
        return { type: "TRANSFERRED", data: { bank_id, ...accounts } };
      });
      const saved = await bank.saveEvents(inputs);
      for (const account_id of ids) {
        const stream = await bank.streams.account({ bank_id, account_id }).read();
        const expected = saved.filter(({ data }) => Object.values(data).includes(account_id));
        expect(stream.events).toEqual(numbered(expected));
        expect(stream.head.revision).toBe(expected.length);
      }
    }),
    { numRuns: 15 },
  );
});

test("the order of saving is the order of reading, whatever the clock does", async () => {
  const saves = fc.array(
    fc.record({ time: fc.nat(2 ** 40), count: fc.integer({ min: 1, max: 4 }) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(saves, async (batches) => {
      let now = 0;
      const store = storeOf(table, { clock: () => now });
      const { data } = priceLowered();
      let price = 0;
      for (const { time, count } of batches) {
        now = time;
        const event = () => (++price % 2 ? priceLowered : priceRaised)({ ...data, price });
        await store.saveEvents(Array.from({ length: count }, event));
      }

      const { store_id, product_id } = data;
      const { events } = await store.streams.productPrices({ store_id, product_id }).read();
      expect(events.map((event) => event.data.price)).toEqual(events.map((_, index) => index + 1));
      expect(events).toHaveLength(price);
    }),
    { numRuns: 15 },
  );
});
