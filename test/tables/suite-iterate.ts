import { type EventBase, InvalidArgumentError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { collect, idAt, idsOf, NOTES, newTopic, noted, notesOf } from "./bank.js";
import { type Call, callsOf, type Open, type OpenTable } from "./open-table.js";

export function iterateSuite(open: Open): void {
  let table: OpenTable;
  beforeAll(async () => {
    table = await open();
  });

  /** As many notes of mixed types as one transaction holds. */
  async function manyNotes() {
    const topic = newTopic();
    const client = table.client();
    const saved = await client.saveEvents(Array.from({ length: 50 }, (_, n) => noted(topic, n)));
    return { client, saved, query: notesOf(topic) };
  }

  /** Pages of two types: 8 notes of 350 KB each, 2 or 3 on a page. */
  async function largeNotes() {
    const topic = newTopic();
    const client = table.client();
    const types = NOTES.slice(0, 2);
    const saved: EventBase[] = [];
    for (const turn of [0, 0, 0, 1, 1, 1, 1, 0]) {
      const { data } = noted(topic, turn, "x".repeat(350 * 1024));
      saved.push(await client.saveEvent({ type: types[turn] as string, data }));
    }
    return { client, saved, query: notesOf(topic, types) };
  }

  describe("iterateEventStream", () => {
    test("merges many types into one order, both ways", async () => {
      const { client, saved, query } = await manyNotes();
      expect(await collect(client.iterateEventStream(query))).toEqual(saved);
      const newestFirst = client.iterateEventStream({ ...query, order: "desc" });
      expect(await collect(newestFirst)).toEqual(saved.toReversed());
    });

    test("respects bounds and limit, and fetches no more than the limit for each type", async () => {
      const { client, saved, query } = await manyNotes();
      const range = { ...query, after: idAt(saved, 9), before: idAt(saved, 40) };
      expect(await collect(client.iterateEventStream(range))).toEqual(saved.slice(10, 40));

      const calls = await callsOf(table, async () => {
        const limited = client.iterateEventStream({ ...range, order: "desc", limit: 2 });
        expect(await collect(limited)).toEqual([saved[39], saved[38]]);
      });
      expect(calls.map(({ fetched }) => fetched)).toEqual(NOTES.map(() => 2));
    });

    test("accepts a limit of any size", async () => {
      const { client, saved, query } = await manyNotes();
      const limited = client.iterateEventStream({ ...query, limit: Number.MAX_SAFE_INTEGER });
      expect(await collect(limited)).toEqual(saved);
    });

    test("reads a type once that is listed twice", async () => {
      const { client, saved, query } = await manyNotes();
      const calls = await callsOf(table, async () => {
        const twice = { ...query, eventTypes: [...NOTES, ...NOTES] };
        expect(await collect(client.iterateEventStream(twice))).toEqual(saved);
      });
      expect(calls).toHaveLength(NOTES.length);
    });

    test("fetches a page of a type only after the previous page is used up", async () => {
      const { client, query } = await largeNotes();
      const before = table.calls.length;
      const yielded = new Map<string, number>();
      for await (const { type } of client.iterateEventStream(query)) {
        yielded.set(type, (yielded.get(type) ?? 0) + 1);
        const calls = table.calls.slice(before);
        if (yielded.size === 1 && yielded.get(type) === 1) expect(calls).toHaveLength(2);
        for (const eventType of query.eventTypes) {
          const pages = pagesOf(calls, eventType);
          const usedUp = pages.slice(0, -1).reduce((sum, { fetched }) => sum + fetched, 0);
          expect(yielded.get(eventType) ?? 0).toBeGreaterThanOrEqual(usedUp);
        }
      }
      expect([...yielded.values()]).toEqual([4, 4]);
      expect(table.calls.length - before).toBeGreaterThanOrEqual(4);
    });

    test("fetches nothing before the first event is requested or after the loop ends", async () => {
      const { client, saved, query } = await largeNotes();
      const calls = await callsOf(table, async () => {
        client.iterateEventStream(query);
        for await (const event of client.iterateEventStream(query)) {
          expect(event).toEqual(saved[0]);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
      expect(calls).toHaveLength(query.eventTypes.length);
    });

    test("ends with the signal's reason at the next step, without another request", async () => {
      const { client, query } = await manyNotes();
      const reason = new Error("enough");
      const controller = new AbortController();
      const { signal } = controller;
      const seen: string[] = [];
      const calls = await callsOf(table, async () => {
        const iterating = async () => {
          for await (const { id } of client.iterateEventStream({ ...query, signal })) {
            seen.push(id);
            controller.abort(reason);
          }
        };
        await expect(iterating()).rejects.toBe(reason);
        await expect(collect(client.iterateEventStream({ ...query, signal }))).rejects.toBe(reason);
      });
      expect(seen).toHaveLength(1);
      expect(calls).toHaveLength(NOTES.length);
    });

    test("refuses an invalid query immediately, not with the first event", () => {
      const client = table.client();
      const query = notesOf(newTopic());
      const wrongs = [
        { eventTypes: [] },
        { limit: 0 },
        { after: "then" },
        { after: 1 },
        { modelId: "" },
        { partitionId: undefined },
        { partitionID: query.partitionId },
      ];
      for (const wrong of wrongs) {
        expect(() => client.iterateEventStream({ ...query, ...wrong } as never)).toThrow(
          InvalidArgumentError,
        );
      }
    });
  });

  describe("a materialized stream", () => {
    test("takes one query for any number of types, and equals their merge", async () => {
      const { client, saved, query } = await manyNotes();
      const ids = { bank_id: query.partitionId, topic_id: query.modelId };
      const calls = await callsOf(table, async () => {
        expect(await client.streams.topic(ids).read()).toEqual({ events: saved });
      });
      expect(calls).toMatchObject([{ kind: "query", fetched: saved.length }]);
      expect(await client.streams.talk(ids).read()).toEqual({ events: saved });
    });

    test("accepts every option, and can be iterated", async () => {
      const { client, saved, query } = await manyNotes();
      const ids = { bank_id: query.partitionId, topic_id: query.modelId };
      const options = {
        after: idAt(saved, 4),
        before: idAt(saved, 9),
        order: "desc",
        limit: 3,
      } as const;
      const wanted = idsOf([saved[8], saved[7], saved[6]] as EventBase[]);
      const stream = client.streams.topic(ids);
      const calls = await callsOf(table, async () => {
        expect(idsOf((await stream.read(options)).events)).toEqual(wanted);
        expect(idsOf(await collect(stream.iterate(options)))).toEqual(wanted);
      });
      expect(calls.map(({ fetched }) => fetched)).toEqual([3, 3]);
    });
  });
}

function pagesOf(calls: readonly Call[], eventType: string): Call[] {
  return calls.filter(({ pk }) => pk?.endsWith(`::${eventType}`));
}
