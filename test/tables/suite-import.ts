import {
  type EventBase,
  EventIdReusedError,
  EventTooLargeError,
  EventValidationError,
  type ImportProgress,
  InvalidQuestionError,
  newEventId,
  StreamConflictError,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type BankClient,
  deposited,
  idsOf,
  newAccount,
  newTopic,
  noted,
  withdrawn,
} from "./bank.js";
import { callsOf, type Open, type OpenTable } from "./open-table.js";

export function importSuite(open: Open): void {
  let table: OpenTable;
  let client: BankClient;
  beforeAll(async () => {
    table = await open();
    client = table.client();
  });

  /** Notes of two copies each, so that 50 fill a transaction. */
  function notes(count: number) {
    const topic = newTopic();
    const events = Array.from({ length: count }, (_, turn) => ({
      ...noted(topic, turn),
      id: newEventId(),
    }));
    const stored = async () => (await client.streams.topic(topic).read()).events;
    return { topic, events, stored };
  }

  const saved = (events: readonly object[]) => events.map((event) => ({ status: "saved", event }));

  describe("saveEvents, not atomic", () => {
    test("writes as many whole events a transaction as fit, and tells of each", async () => {
      const { events, stored } = notes(120);
      const progress: ImportProgress<EventBase>[] = [];
      const calls = await callsOf(table, async () => {
        const onProgress = (step: ImportProgress<EventBase>) => progress.push(step);
        const outcomes = await client.saveEvents(events, { atomic: false, onProgress });
        expect(outcomes).toMatchObject(saved(events));
      });
      expect(calls.map(({ kind }) => kind)).toEqual(["write", "write", "write"]);
      expect(await stored()).toMatchObject(events);

      expect(progress.map(({ total }) => total)).toEqual([120, 120, 120]);
      expect(progress.at(-1)?.done).toBe(120);
      const sizes = progress.map(({ outcomes }) => outcomes.length);
      expect(sizes.sort()).toEqual([20, 50, 50]);
    });

    test("mints ids in the order given, whichever transaction is first", async () => {
      const topic = newTopic();
      const events = Array.from({ length: 120 }, (_, turn) => noted(topic, turn));
      await client.saveEvents(events, { atomic: false });
      expect((await client.streams.topic(topic).read()).events).toMatchObject(events);
    });

    test("fills transactions by bytes, too", async () => {
      const topic = newTopic();
      // Two copies of 190 KB each: 10 events are 3.8 MB.
      const large = Array.from({ length: 12 }, () => noted(topic, 0, "x".repeat(190 * 1024)));
      const calls = await callsOf(table, () => client.saveEvents(large, { atomic: false }));
      expect(calls.map(({ kind }) => kind)).toEqual(["write", "write"]);
    });

    test.each([
      [undefined, 4],
      [1, 1],
      [2, 2],
      [100, 8],
    ])("has parallel: %s transactions under way, at most %i of 8", async (parallel, most) => {
      const { events } = notes(400);
      const calls = await callsOf(table, () =>
        client.saveEvents(events, { atomic: false, ...(parallel ? { parallel } : {}) }),
      );
      expect(calls).toHaveLength(8);
      expect(Math.max(...calls.map(({ underWay }) => underWay))).toBe(most);
    });

    test("saves every good event beside bad ones, each with its own error, in order", async () => {
      const { topic, events, stored } = notes(5);
      const [one, two, three, four, five] = events;
      await client.saveEvent(two as never);
      const list = [
        one,
        { type: "NOTED_0", data: { bank_id: topic.bank_id } },
        { type: "DOODLED", data: topic },
        {
          ...noted(topic, 1),
          id: one?.id,
          data: { ...one?.data, text: "another" },
          type: one?.type,
        },
        three,
        noted(topic, 0, "x".repeat(400 * 1024)),
        { ...two, data: { ...two?.data, text: "another" } },
        four,
        { ...noted(topic, 0), data: { ...topic, amount: Number.NaN } },
        two,
        five,
      ];
      const progress: ImportProgress<EventBase>[] = [];
      const outcomes = await client.saveEvents(list as never, {
        atomic: false,
        onProgress: (step) => progress.push(step),
      });
      const failed = [
        [1, EventValidationError],
        [2, UnknownLookupError],
        [3, EventIdReusedError],
        [5, EventTooLargeError],
        [6, EventIdReusedError],
        [8, EventValidationError],
      ] as const;
      const errors = new Map<number, unknown>(failed);
      outcomes.forEach((outcome, place) => {
        if (outcome.status === "saved") expect(outcome.event).toMatchObject(list[place] as object);
        else expect(outcome.error).toBeInstanceOf(errors.get(place));
        expect(outcome.status === "failed").toBe(errors.has(place));
      });
      expect(outcomes).toHaveLength(list.length);
      expect(progress.at(-1)).toMatchObject({ done: list.length, total: list.length });
      expect(progress.flatMap((step) => step.outcomes)).toHaveLength(list.length);
      expect(await stored()).toMatchObject(events);
    });

    test("is resumed with the same ids: each event is stored once", async () => {
      const { events, stored } = notes(120);
      const controller = new AbortController();
      const reason = new Error("the process ends");
      const first = await client.saveEvents(events, {
        atomic: false,
        parallel: 1,
        signal: controller.signal,
        onProgress: () => controller.abort(reason),
      });
      const failed = events.map(() => ({ status: "failed", error: reason }));
      expect(first).toMatchObject([...saved(events.slice(0, 50)), ...failed.slice(50)]);

      const again = await client.saveEvents(events, { atomic: false });
      expect(again).toMatchObject(saved(events));
      expect(await stored()).toMatchObject(events);
    });

    test("saves nothing where the signal was given already", async () => {
      const { events } = notes(60);
      const reason = new Error("too late");
      const calls = await callsOf(table, async () => {
        const options = { atomic: false, signal: AbortSignal.abort(reason) } as const;
        const outcomes = await client.saveEvents(events, options);
        expect(outcomes).toEqual(events.map(() => ({ status: "failed", error: reason })));
      });
      expect(calls).toEqual([]);
    });

    test("of nothing is nothing", async () => {
      expect(await client.saveEvents([], { atomic: false })).toEqual([]);
    });

    test("begins no transaction after the caller's onProgress has thrown", async () => {
      const { events } = notes(400);
      const error = new Error("a bug of the caller's");
      const onProgress = () => {
        throw error;
      };
      const calls = await callsOf(table, async () => {
        const options = { atomic: false, parallel: 2, onProgress } as const;
        await expect(client.saveEvents(events, options)).rejects.toBe(error);
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
      expect(calls).toHaveLength(2);
    });

    test.each([0, -1, 1.5, Number.NaN, "2"])("refuses parallel: %s", async (parallel) => {
      const options = { atomic: false, parallel } as never;
      const calls = await callsOf(table, async () => {
        await expect(client.saveEvents(notes(1).events, options)).rejects.toThrow(
          InvalidQuestionError,
        );
      });
      expect(calls).toEqual([]);
    });

    test("refuses conditions, rather than to save without them", async () => {
      const ids = newAccount();
      const options = { atomic: false, expect: [client.streams.account(ids).empty()] } as never;
      await expect(client.saveEvents([deposited(ids)], options)).rejects.toThrow(
        InvalidQuestionError,
      );
      expect((await client.streams.account(ids).read()).events).toEqual([]);
    });
  });

  describe("an import into consistent streams", () => {
    test("goes one transaction after the other, in order, and counts each event", async () => {
      const ids = newAccount();
      const events = Array.from({ length: 120 }, (_, amount) => deposited(ids, { amount }));
      const calls = await callsOf(table, async () => {
        const outcomes = await client.saveEvents(events, { atomic: false, parallel: 4 });
        expect(outcomes).toMatchObject(saved(events));
      });
      // Two copies each, and one head a transaction: 49 events fit.
      expect(calls.map(({ kind, underWay }) => [kind, underWay])).toEqual([
        ["write", 1],
        ["write", 1],
        ["write", 1],
      ]);
      const { events: stored, head } = await client.streams.account(ids).read();
      expect(stored).toMatchObject(events);
      expect(head).toMatchObject({ lastEventId: stored.at(-1)?.id, count: 120 });
    });

    test("falls back to no event of its own: each stays once, above what others append", async () => {
      const ids = newAccount();
      const ahead = table.client({ clock: () => Date.now() + 600_000 });
      const first = await ahead.saveEvent(deposited(ids));
      const behind = newEventId();
      const outcomes = await client.saveEvents(
        [withdrawn(ids), { ...withdrawn(ids), id: behind }, withdrawn(ids)],
        { atomic: false },
      );
      expect(outcomes).toMatchObject([
        { status: "saved" },
        { status: "failed" },
        { status: "saved" },
      ]);
      const [, failure] = outcomes;
      expect(failure).toHaveProperty("error", expect.any(StreamConflictError));
      const { events, head } = await client.streams.account(ids).read();
      const mine = outcomes.flatMap((outcome) => (outcome.status === "saved" ? outcome.event : []));
      expect(idsOf(events)).toEqual(idsOf([first, ...mine]));
      expect(head.count).toBe(3);
    });

    test("is resumed with the same ids, in order", async () => {
      const ids = newAccount();
      const events = Array.from({ length: 60 }, () => ({ ...deposited(ids), id: newEventId() }));
      await client.saveEvents(events.slice(0, 30), { atomic: false });
      const outcomes = await client.saveEvents(events, { atomic: false });
      expect(outcomes).toMatchObject(saved(events));
      const { events: stored, head } = await client.streams.account(ids).read();
      expect(stored).toMatchObject(events);
      expect(head.count).toBe(60);
    });
  });
}
