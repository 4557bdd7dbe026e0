import type { ConnectedProjection } from "ddb-pattern-runtime/projections";
import { rebuild } from "ddb-pattern-runtime/projections";
import { expect, test } from "vitest";
import { testTable } from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import { Random, SEED } from "../faults/support-random.js";
import { rawItems } from "../maintenance/support.js";
import {
  CUSTOMERS,
  deliverRecords,
  eventsOf,
  foldOf,
  itemsOf,
  ORDERS,
  type OrderView,
  project,
  recordOf,
  type ShopDefinition,
  shopOf,
} from "./support.js";

const OLD_ORDERS = 60;
const EVENTS_OF_ORDER = 4;
const WRITERS = 3;
const READERS = 4;
/** How often each reader must have read after the switch. */
const READS_AFTER = 20;

interface TaggedView extends OrderView {
  readonly tag: number;
}

/** Orders whose items say which version wrote them. */
function tagged(version: number): ShopDefinition<TaggedView> {
  const tag = <Arguments extends readonly unknown[]>(
    handler: ((...args: Arguments) => OrderView | undefined) | undefined,
  ) => {
    return (...args: Arguments): TaggedView | undefined => {
      const item = handler?.(...args);
      return item && { ...item, tag: version };
    };
  };
  const { name, key, handlers } = ORDERS;
  return {
    name,
    version,
    key,
    handlers: { PLACED: tag(handlers.PLACED), PAID: tag(handlers.PAID) },
  };
}

test.skipIf(skipReason("slow-transactions"))(
  `readers get items of one version or the other, and never go back (seed ${SEED})`,
  { timeout: 600_000 },
  async ({ annotate }) => {
    const random = new Random(SEED);
    const [table, items] = [await testTable(), await testTable()];
    const shop = shopOf(table);
    const old = Array.from({ length: OLD_ORDERS }, (_, index) => `old-${index}`);
    const event = (order_id: string, type: string) => {
      return { type, data: { order_id, customer_id: `c${random.below(5)}`, amount: 1 } };
    };
    for (let count = 0; count < EVENTS_OF_ORDER; count++) {
      const events = old.map((id) => event(id, count === 0 ? "PLACED" : "PAID"));
      await shop.saveEvents(events, { atomic: false });
    }

    const connect = <Item extends object>(definition: ShopDefinition<Item>) =>
      project(definition, items, { events: eventsOf(table) });
    const feeds = [tagged(1), tagged(2)].map((definition) => new Feed(connect(definition), random));
    const customers = { ...CUSTOMERS, version: 2 };
    feeds.push(new Feed(connect(CUSTOMERS), random), new Feed(connect(customers), random));
    // The first versions have all old events before the rebuild.
    const before = await rawItems(table.tableName);
    for (const feed of [feeds[0], feeds[2]]) {
      feed?.add(before);
      await feed?.drain();
    }

    let isDone = false;
    let saved = 0;
    const write = async (lane: number) => {
      while (!isDone) {
        const id = random.happens(0.3) ? `new-${lane}-${saved}` : random.pick(old);
        const note = { type: "NOTED", data: { customer_id: `c${random.below(5)}`, amount: 1 } };
        await shop.saveEvent(random.happens(0.2) ? note : event(id, "PAID"));
        saved++;
      }
    };
    /** What the table has, as the change stream has it a moment later: to all consumers. */
    const follow = async () => {
      const seen = new Set(before.map(keyOf));
      while (!isDone) {
        const added = (await rawItems(table.tableName)).filter((item) => !seen.has(keyOf(item)));
        for (const item of added) seen.add(keyOf(item));
        for (const feed of feeds) feed.add(added);
      }
    };
    const consume = async (feed: Feed) => {
      while (!isDone) {
        await feed.deliver();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    const reads = [0, 0, 0];
    let readers = READERS;
    const read = async (version: number) => {
      const reader = connect(tagged(version));
      let active = 1;
      for (let after = 0; after < READS_AFTER && !isDone; ) {
        const item = await reader.get(random.pick(old), { consistentRead: random.happens(0.5) });
        // No item is missing, and none has only a part of what was there before the rebuild.
        expect(item?.events).toBeGreaterThanOrEqual(EVENTS_OF_ORDER);
        expect(item?.events).toBe(item?.revision);
        expect(item?.tag).toBeGreaterThanOrEqual(active);
        active = item?.tag ?? 0;
        reads[active] = (reads[active] ?? 0) + 1;
        if (active === 2) after++;
      }
      readers--;
    };

    const ending = async () => {
      const [one, two] = await Promise.all([
        rebuild(connect(tagged(2)), { segments: 4 }),
        rebuild(connect(customers), { segments: 2 }),
      ]);
      while (readers > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      return [one, two];
    };
    const work = [
      ...Array.from({ length: WRITERS }, (_, lane) => write(lane)),
      ...Array.from({ length: READERS }, (_, index) => read(1 + (index % 2))),
      ...feeds.map(consume),
      follow(),
    ];
    const stop = () => {
      isDone = true;
    };
    const [results] = await Promise.all([
      ending().finally(stop),
      ...work.map((each) =>
        each.catch((error) => {
          stop();
          readers = 0;
          throw error;
        }),
      ),
    ]);
    expect(results.map(({ replaced }) => replaced)).toEqual([1, 1]);

    // Everything that was written arrives, in batches that repeat what came before.
    const all = await rawItems(table.tableName);
    for (const feed of feeds) {
      feed.add(all);
      await feed.drain();
    }
    for (const definition of [tagged(1), tagged(2)]) {
      const fold = await foldOf(definition, table.tableName);
      expect(await itemsOf(items.tableName, definition)).toEqual(fold);
    }
    for (const definition of [CUSTOMERS, customers]) {
      const fold = await foldOf(definition, table.tableName);
      expect(await itemsOf(items.tableName, definition)).toEqual(fold);
    }
    const applied = results.map(({ events }) => events);
    const figures = `${saved} events saved beside the rebuilds, which applied ${applied}; ${reads[1]} reads of version 1, ${reads[2]} of version 2`;
    console.log(figures);
    await annotate(figures);
  },
);

type RawItem = Awaited<ReturnType<typeof rawItems>>[number];

function keyOf({ pk, sk }: RawItem): string {
  return JSON.stringify([pk, sk]);
}

/** The change stream of one consumer: cut into batches, some of which come twice and out of order. */
class Feed {
  readonly #sink: ConnectedProjection<object>;
  readonly #random: Random;
  #items: RawItem[] = [];

  constructor(sink: ConnectedProjection<object>, random: Random) {
    this.#sink = sink;
    this.#random = random;
  }

  add(items: readonly RawItem[]): void {
    this.#items.push(...items);
    if (this.#random.happens(0.3)) this.#items.push(...items.slice(0, 5));
  }

  async deliver(): Promise<void> {
    const batch = this.#items.splice(0, 1 + this.#random.below(40));
    if (this.#random.happens(0.3)) batch.reverse();
    if (batch.length > 0) await deliverRecords(this.#sink, batch.map(recordOf));
  }

  async drain(): Promise<void> {
    while (this.#items.length > 0) await this.deliver();
  }
}
