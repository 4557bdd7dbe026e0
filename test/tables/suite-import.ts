import {
  type EventBase,
  EventIdReusedError,
  EventTooLargeError,
  EventValidationError,
  type ImportProgress,
  InvalidArgumentError,
  newEventId,
  SaveAbortedError,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { isEventId } from "../../runtime/src/events/event-id.js";
import {
  type BankClient,
  deposited,
  idsOf,
  newAccount,
  newTopic,
  noted,
  numbered,
  opened,
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

  /** Notes with two copies each, so that 50 fill a transaction. */
  function notes(count: number) {
    const topic = newTopic();
    const events = Array.from({ length: count }, (_, turn) => ({
      ...noted(topic, turn),
      id: newEventId(),
    }));
    const stored = async () => (await client.streams.topic(topic).read()).events;
    return { topic, events, stored };
  }

  const saved = (events: readonly object[]) =>
    events.map((event) => ({
      status: "saved",
      id: "id" in event ? event.id : expect.any(String),
      event,
    }));

  describe("saveEvents, not atomic", () => {
    test("fills each transaction with whole events, and reports each event", async () => {
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

    test("generates ids in the order given, in any order of transactions", async () => {
      const topic = newTopic();
      const events = Array.from({ length: 120 }, (_, turn) => noted(topic, turn));
      await client.saveEvents(events, { atomic: false });
      expect((await client.streams.topic(topic).read()).events).toMatchObject(events);
    });

    test("limits transactions by bytes too", async () => {
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
    ])("with parallel: %s runs at most %i of 8 transactions at a time", async (parallel, most) => {
      const { events } = notes(400);
      const calls = await callsOf(table, () =>
        client.saveEvents(events, { atomic: false, ...(parallel ? { parallel } : {}) }),
      );
      expect(calls).toHaveLength(8);
      expect(Math.max(...calls.map(({ underWay }) => underWay))).toBe(most);
    });

    test("saves every valid event, and reports an error for each invalid one", async () => {
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
      outcomes.forEach((outcome, index) => {
        const given = (list[index] as { readonly id?: string }).id;
        expect(outcome.id).toBe(given ?? outcome.id);
        expect(outcome.id).toSatisfy(isEventId);
        if (outcome.status === "saved") {
          expect(outcome.event).toMatchObject({ ...list[index], id: outcome.id });
        } else {
          expect(outcome.error).toBeInstanceOf(errors.get(index));
          expect(outcome.error).toMatchObject({ outcome: outcome.status, eventIds: [outcome.id] });
        }
        expect(outcome.status).toBe(errors.has(index) ? "not-written" : "saved");
      });
      expect(outcomes).toHaveLength(list.length);
      expect(progress.at(-1)).toMatchObject({ done: list.length, total: list.length });
      expect(progress.flatMap((step) => step.outcomes)).toHaveLength(list.length);
      expect(await stored()).toMatchObject(events);
    });

    test("stores each event once when it is resumed with the same ids", async () => {
      const { events, stored } = notes(120);
      const controller = new AbortController();
      const reason = new Error("the process ends");
      const first = await client.saveEvents(events, {
        atomic: false,
        parallel: 1,
        signal: controller.signal,
        onProgress: () => controller.abort(reason),
      });
      expect(first.slice(0, 50)).toMatchObject(saved(events.slice(0, 50)));
      for (const [index, outcome] of first.slice(50).entries()) {
        const error = expect.any(SaveAbortedError);
        expect(outcome).toEqual({ status: "not-written", id: events[50 + index]?.id, error });
        expect(outcome).toMatchObject({ error: { cause: reason, outcome: "not-written" } });
      }

      const again = await client.saveEvents(events, { atomic: false });
      expect(again).toMatchObject(saved(events));
      expect(await stored()).toMatchObject(events);
    });

    test("saves nothing if the signal is already aborted", async () => {
      const { events } = notes(60);
      const reason = new Error("too late");
      const calls = await callsOf(table, async () => {
        const options = { atomic: false, signal: AbortSignal.abort(reason) } as const;
        const outcomes = await client.saveEvents(events, options);
        expect(idsOf(outcomes)).toEqual(idsOf(events));
        for (const outcome of outcomes) {
          expect(outcome).toMatchObject({ status: "not-written", error: { cause: reason } });
        }
      });
      expect(calls).toEqual([]);
    });

    test("returns nothing for an empty list", async () => {
      expect(await client.saveEvents([], { atomic: false })).toEqual([]);
    });

    test.each([
      [
        "throws",
        () => {
          throw new TypeError("a bug of the caller's");
        },
      ],
      ["rejects", () => Promise.reject(new TypeError("a bug of the caller's"))],
    ])("continues if onProgress %s, and warns once", async (_, onProgress) => {
      const { events, stored } = notes(120);
      const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
      onTestFinished(() => warn.mockRestore());

      const outcomes = await client.saveEvents(events, { atomic: false, onProgress });
      expect(outcomes).toMatchObject(saved(events));
      expect(await stored()).toMatchObject(events);
      await new Promise((resolve) => setImmediate(resolve));
      expect(warn.mock.calls).toEqual([
        [
          "onProgress failed with TypeError. The import went on.",
          { code: "DDB_PATTERN_ON_PROGRESS" },
        ],
      ]);
    });

    test.each([0, -1, 1.5, Number.NaN, "2"])("refuses parallel: %s", async (parallel) => {
      const options = { atomic: false, parallel } as never;
      const calls = await callsOf(table, async () => {
        await expect(client.saveEvents(notes(1).events, options)).rejects.toThrow(
          InvalidArgumentError,
        );
      });
      expect(calls).toEqual([]);
    });

    test("refuses conditions", async () => {
      const ids = newAccount();
      const options = { atomic: false, expect: [client.streams.account(ids).empty()] } as never;
      await expect(client.saveEvents([deposited(ids)], options)).rejects.toThrow(
        InvalidArgumentError,
      );
      expect((await client.streams.account(ids).read()).events).toEqual([]);
    });
  });

  describe("an import into consistent streams", () => {
    test("runs one transaction after another, and numbers the events in the order given", async () => {
      const ids = newAccount();
      const events = Array.from({ length: 120 }, (_, amount) => deposited(ids, { amount }));
      const calls = await callsOf(table, async () => {
        const outcomes = await client.saveEvents(events, { atomic: false, parallel: 4 });
        expect(outcomes).toMatchObject(saved(events));
      });
      // Three copies each: 33 events fit. The client has not read the stream, so it reads the last
      // revision first.
      expect(calls.map(({ kind, underWay }) => [kind, underWay])).toEqual([
        ["query", 1],
        ...[1, 2, 3, 4].map(() => ["write", 1]),
      ]);
      const { events: stored, head } = await client.streams.account(ids).read();
      expect(stored).toMatchObject(numbered(events));
      expect(head.revision).toBe(120);
    });

    test("runs one transaction after another for different streams too", async () => {
      const events = Array.from({ length: 40 }, () => deposited(newAccount()));
      const calls = await callsOf(table, async () => {
        const outcomes = await client.saveEvents(events, { atomic: false, parallel: 4 });
        expect(outcomes).toMatchObject(saved(events));
      });
      expect(calls.filter(({ kind }) => kind === "write")).toHaveLength(2);
      expect(Math.max(...calls.map(({ underWay }) => underWay))).toBe(1);
    });

    test("accepts ids that are older than other appends, and keeps the order given", async () => {
      const ids = newAccount();
      const early = newEventId();
      const ahead = table.client({ clock: () => Date.now() + 600_000 });
      const first = await ahead.saveEvent(deposited(ids));
      const outcomes = await client.saveEvents(
        [withdrawn(ids), { ...withdrawn(ids), id: early }, opened(ids)],
        { atomic: false },
      );
      expect(outcomes).toMatchObject([
        { status: "saved" },
        { status: "saved", id: early },
        { status: "saved" },
      ]);
      const { events } = await client.streams.account(ids).read();
      expect(idsOf(events)).toEqual([first.id, ...idsOf(outcomes)]);
    });

    test("keeps the order when it is resumed with the same ids", async () => {
      const ids = newAccount();
      const events = Array.from({ length: 60 }, (_, turn) => {
        return { ...(turn % 2 === 0 ? deposited : opened)(ids), id: newEventId() };
      });
      await client.saveEvents(events.slice(0, 30), { atomic: false });
      const outcomes = await client.saveEvents(events, { atomic: false });
      expect(outcomes).toMatchObject(saved(events));
      const { events: stored, head } = await client.streams.account(ids).read();
      expect(stored).toMatchObject(numbered(events));
      expect(head.revision).toBe(60);
    });

    test("is resumed with the ids that it has generated and reported", async () => {
      const ids = newAccount();
      const events = Array.from({ length: 40 }, () => opened(ids));
      const first = await client.saveEvents(events, { atomic: false });
      const again = events.map((event, index) => ({ ...event, id: first[index]?.id as string }));
      expect(await table.client().saveEvents(again, { atomic: false })).toEqual(first);
      const { events: stored } = await client.streams.account(ids).read();
      expect(idsOf(stored)).toEqual(idsOf(first));
    });
  });
}
