import { type EventBase, InvalidQuestionError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { idsOf, NOTES, newTopic, noted, notesOf } from "./bank.js";
import { type Call, callsOf, type Open, type OpenTable } from "./open-table.js";

export function iterateSuite(open: Open): void {
  let table: OpenTable;
  beforeAll(async () => {
    table = await open();
  });

  /** As many notes as one transaction takes, their types mixed. */
  async function manyNotes() {
    const topic = newTopic();
    const client = table.client();
    const saved = await client.saveEvents(Array.from({ length: 50 }, (_, n) => noted(topic, n)));
    return { client, saved, question: notesOf(topic) };
  }

  /** Pages of two types: 8 notes of 350 KB each, of which 2 or 3 make a page. */
  async function largeNotes() {
    const topic = newTopic();
    const client = table.client();
    const types = NOTES.slice(0, 2);
    const saved: EventBase[] = [];
    for (const turn of [0, 0, 0, 1, 1, 1, 1, 0]) {
      const { data } = noted(topic, turn, "x".repeat(350 * 1024));
      saved.push(await client.saveEvent({ type: types[turn] as string, data }));
    }
    return { client, saved, question: notesOf(topic, types) };
  }

  async function collect(events: AsyncIterable<EventBase>): Promise<EventBase[]> {
    const collected: EventBase[] = [];
    for await (const event of events) collected.push(event);
    return collected;
  }

  describe("iterateEventStream", () => {
    test("merges many types into one order, both ways", async () => {
      const { client, saved, question } = await manyNotes();
      expect(await collect(client.iterateEventStream(question))).toEqual(saved);
      const newestFirst = client.iterateEventStream({ ...question, order: "desc" });
      expect(await collect(newestFirst)).toEqual(saved.toReversed());
    });

    test("keeps to bounds and limit, and fetches no more than the limit of a type", async () => {
      const { client, saved, question } = await manyNotes();
      const range = { ...question, after: saved[9]?.id, before: saved[40]?.id };
      expect(await collect(client.iterateEventStream(range))).toEqual(saved.slice(10, 40));

      const calls = await callsOf(table, async () => {
        const limited = client.iterateEventStream({ ...range, order: "desc", limit: 2 });
        expect(await collect(limited)).toEqual([saved[39], saved[38]]);
      });
      expect(calls.map(({ fetched }) => fetched)).toEqual(NOTES.map(() => 2));
    });

    test("takes a limit of any size", async () => {
      const { client, saved, question } = await manyNotes();
      const limited = client.iterateEventStream({ ...question, limit: Number.MAX_SAFE_INTEGER });
      expect(await collect(limited)).toEqual(saved);
    });

    test("counts a type once that is named twice", async () => {
      const { client, saved, question } = await manyNotes();
      const calls = await callsOf(table, async () => {
        const twice = { ...question, eventTypes: [...NOTES, ...NOTES] };
        expect(await collect(client.iterateEventStream(twice))).toEqual(saved);
      });
      expect(calls).toHaveLength(NOTES.length);
    });

    test("fetches a page of a type only when the one before is used up", async () => {
      const { client, question } = await largeNotes();
      const before = table.calls.length;
      const yielded = new Map<string, number>();
      for await (const { type } of client.iterateEventStream(question)) {
        yielded.set(type, (yielded.get(type) ?? 0) + 1);
        const calls = table.calls.slice(before);
        if (yielded.size === 1 && yielded.get(type) === 1) expect(calls).toHaveLength(2);
        for (const eventType of question.eventTypes) {
          const pages = pagesOf(calls, eventType);
          const usedUp = pages.slice(0, -1).reduce((sum, { fetched }) => sum + fetched, 0);
          expect(yielded.get(eventType) ?? 0).toBeGreaterThanOrEqual(usedUp);
        }
      }
      expect([...yielded.values()]).toEqual([4, 4]);
      expect(table.calls.length - before).toBeGreaterThanOrEqual(4);
    });

    test("fetches nothing before it is asked, and nothing after the consumer stops", async () => {
      const { client, saved, question } = await largeNotes();
      const calls = await callsOf(table, async () => {
        client.iterateEventStream(question);
        for await (const event of client.iterateEventStream(question)) {
          expect(event).toEqual(saved[0]);
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      });
      expect(calls).toHaveLength(question.eventTypes.length);
    });

    test("ends with the signal's reason, at the next step and without another call", async () => {
      const { client, question } = await manyNotes();
      const reason = new Error("enough");
      const controller = new AbortController();
      const { signal } = controller;
      const seen: string[] = [];
      const calls = await callsOf(table, async () => {
        const iterating = async () => {
          for await (const { id } of client.iterateEventStream({ ...question, signal })) {
            seen.push(id);
            controller.abort(reason);
          }
        };
        await expect(iterating()).rejects.toBe(reason);
        await expect(collect(client.iterateEventStream({ ...question, signal }))).rejects.toBe(
          reason,
        );
      });
      expect(seen).toHaveLength(1);
      expect(calls).toHaveLength(NOTES.length);
    });

    test("refuses at once what no table could answer", () => {
      const client = table.client();
      const question = notesOf(newTopic());
      for (const wrong of [{ eventTypes: [] }, { limit: 0 }, { after: "then" }, { modelId: "" }]) {
        expect(() => client.iterateEventStream({ ...question, ...wrong })).toThrow(
          InvalidQuestionError,
        );
      }
    });
  });

  describe("a materialized stream", () => {
    test("is one query, whatever the number of types, and equals the merge of them", async () => {
      const { client, saved, question } = await manyNotes();
      const ids = { bank_id: question.partitionId, topic_id: question.modelId };
      const calls = await callsOf(table, async () => {
        expect(await client.streams.topic(ids).read()).toEqual({ events: saved });
      });
      expect(calls).toMatchObject([{ kind: "query", fetched: saved.length }]);
      expect(await client.streams.talk(ids).read()).toEqual({ events: saved });
    });

    test("takes every option, and can be iterated", async () => {
      const { client, saved, question } = await manyNotes();
      const ids = { bank_id: question.partitionId, topic_id: question.modelId };
      const options = {
        after: saved[4]?.id,
        before: saved[9]?.id,
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
