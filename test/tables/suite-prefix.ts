import type { PlainEvent } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type BankClient,
  collect,
  idAt,
  NOTES,
  newTopic,
  noted,
  notesOf,
  type TopicIds,
} from "./bank.js";
import { FOLLOWER_NAMES, FOLLOWERS } from "./followers.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

export function prefixSuite(open: Open): void {
  let table: OpenTable;
  let consistent: BankClient;
  beforeAll(async () => {
    table = await open();
    consistent = table.client({ consistentRead: true });
  });

  async function notes(count: number) {
    const topic = newTopic();
    const events = Array.from({ length: count }, (_, turn) => noted(topic, turn));
    return { topic, saved: await consistent.saveEvents(events) };
  }

  describe("a read with consistentRead", () => {
    test.each([2, 5, NOTES.length])(
      "of %i event types makes two queries for each type: for its newest event, and then up to the newest of all",
      async (count) => {
        const { topic, saved } = await notes(24);
        const types = NOTES.slice(0, count);
        const wanted = saved.filter(({ type }) => types.includes(type));
        const calls = await callsOf(table, async () => {
          expect(await consistent.getEventStream(notesOf(topic, types))).toEqual(wanted);
        });
        expect(calls).toHaveLength(2 * count);
        expect(calls.slice(0, count).map(({ fetched }) => fetched)).toEqual(types.map(() => 1));
        const counts = types.map((type) => wanted.filter((event) => event.type === type).length);
        expect(calls.slice(count).map(({ fetched }) => fetched)).toEqual(counts);
        expect(Math.max(...calls.map(({ underWay }) => underWay))).toBeLessThanOrEqual(8);
      },
    );

    test.each(FOLLOWER_NAMES)("by %s of several types costs these queries", async (name) => {
      const topic = newTopic();
      await consistent.saveEvents([noted(topic, 0), noted(topic, 1)]);
      const types = name.endsWith("stream") ? NOTES : NOTES.slice(0, 3);
      const calls = await callsOf(table, () => FOLLOWERS[name](consistent, { topic, types }));
      const eventual = await callsOf(table, () =>
        FOLLOWERS[name](table.client(), { topic, types }),
      );
      const count = name === "getEventPage" || name.includes("Event") ? types.length : NOTES.length;
      expect([calls.length, eventual.length]).toEqual([2 * count, count]);
    });

    test("of one event type or a materialized stream makes one query", async () => {
      const { topic } = await notes(2);
      const [type] = NOTES as [string];
      const query = { ...notesOf(topic, [type]) };
      for (const read of [
        () => consistent.getEventStream(query),
        () => collect(consistent.iterateEventStream(query)),
        () => consistent.getEventPage({ ...query, limit: 5 }),
        () => consistent.streams.topic(topic).read(),
      ]) {
        expect(await callsOf(table, read)).toHaveLength(1);
      }
    });

    test("makes one query for each type if there is no event", async () => {
      const query = notesOf(newTopic(), NOTES.slice(0, 3));
      const calls = await callsOf(table, async () => {
        expect(await consistent.getEventStream(query)).toEqual([]);
      });
      expect(calls).toHaveLength(3);
    });

    test("respects bounds, limit and order", async () => {
      const { topic, saved } = await notes(24);
      const range = { ...notesOf(topic), after: idAt(saved, 3), before: idAt(saved, 20) };
      expect(await consistent.getEventStream(range)).toEqual(saved.slice(4, 20));
      const newest = await consistent.getEventStream({ ...range, order: "desc", limit: 5 });
      expect(newest).toEqual(saved.slice(15, 20).toReversed());
    });
  });

  describe("events saved while a consumer of several types reads", () => {
    const SIZE = 300_000;

    /**
     * One event of one type and two pages of another, and a function that saves one event of each.
     */
    async function loop() {
      const topic = newTopic();
      const [one, two] = NOTES as [string, string];
      const saved: PlainEvent[] = [];
      const save = async (type: string, text = "") => {
        const { data } = noted(topic, 0, text);
        saved.push(await consistent.saveEvent({ type, data }));
      };
      await save(one);
      for (let count = 0; count < 6; count++) await save(two, "x".repeat(SIZE));
      const saveMore = async () => {
        await save(one);
        await save(two);
      };
      return { query: notesOf(topic, [one, two]), topic, saved, saveMore };
    }

    type Loop = Awaited<ReturnType<typeof loop>>;
    const talkOf = ({ topic }: { readonly topic: TopicIds }) => consistent.streams.talk(topic);
    const ITERATIONS = {
      iterateEventStream: ({ query }: Loop, options: object) =>
        consistent.iterateEventStream({ ...query, ...options }),
      "iterate of a stream": (at: Loop, options: object) => talkOf(at).iterate(options),
    };

    test.each(Object.keys(ITERATIONS) as (keyof typeof ITERATIONS)[])(
      "are returned by the next iteration, and none is lost: %s",
      async (name) => {
        const at = await loop();
        const seen: PlainEvent[] = [];
        for await (const event of ITERATIONS[name](at, {})) {
          seen.push(event);
          if (seen.length === 2) await at.saveMore();
        }
        // The iteration ends at the newest event stored when it began.
        expect(seen).toEqual(at.saved.slice(0, 7));
        for await (const event of ITERATIONS[name](at, { after: idAt(seen, 6) })) {
          seen.push(event);
        }
        expect(seen).toEqual(at.saved);
      },
    );

    test("are returned by the next pages, and none is lost", async () => {
      const { query, saved, saveMore } = await loop();
      const first = await consistent.getEventPage({ ...query, limit: 2 });
      await saveMore();
      const seen = [...first.events];
      for (let { cursor } = first; cursor !== undefined; ) {
        const page = await consistent.getEventPage({ ...query, limit: 2, cursor });
        seen.push(...page.events);
        cursor = page.cursor;
        if (seen.length > saved.length) throw new Error("The pages do not end.");
      }
      expect(seen).toEqual(saved);
    });
  });
}
