import { newEventId } from "ddb-pattern-runtime";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  BANK,
  clientOf,
  importOf,
  moved,
  NOTES,
  SECRET,
  TABLES,
  type UntypedOutcome,
} from "../client/support.js";

// An import reports its outcomes even if its callback fails.

interface Progress {
  readonly done: number;
  readonly total: number;
  readonly outcomes: readonly UntypedOutcome[];
}

afterEach(() => vi.restoreAllMocks());

const notes = (count: number) =>
  Array.from({ length: count }, () => ({ type: "NOTE_TAKEN", data: { note_id: newEventId() } }));

/** Three transactions, and a refused event. */
const EVENTS = () => [...notes(120), { type: "NOTE_TAKEN", data: {} }, ...notes(120)];

class OwnError extends Error {
  override readonly name = "OwnError";
}

const FAILING: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw new OwnError(SECRET);
  },
  "throws a value that is not an error": () => {
    throw SECRET;
  },
  "throws nothing": () => {
    throw undefined;
  },
  rejects: async () => {
    throw new OwnError(SECRET);
  },
  "rejects later": async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    throw new OwnError(SECRET);
  },
  "returns a thenable that throws": () =>
    new Proxy(
      {},
      {
        get() {
          throw new OwnError(SECRET);
        },
      },
    ),
};

describe.each(TABLES)("in %s", (_, open) => {
  test.each(Object.entries(FAILING))(
    "a callback that %s does not end the import",
    async (_, fail) => {
      const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
      const rejected = vi.fn();
      process.on("unhandledRejection", rejected);
      const calls: Progress[] = [];
      const events = EVENTS();
      const opened = await open();
      const outcomes = await importOf(clientOf(NOTES, opened), events, {
        onProgress: (progress: Progress) => {
          calls.push(progress);
          return fail();
        },
      });

      expect(outcomes.map(({ status }) => status)).toEqual(
        events.map((_, index) => (index === 120 ? "not-written" : "saved")),
      );
      expect(await opened.items()).toHaveLength(240);
      expect(calls.length).toBeGreaterThan(2);
      expect(calls.at(-1)).toMatchObject({ done: events.length, total: events.length });
      await vi.waitFor(() => expect(warn).toHaveBeenCalled(), { timeout: 120_000 });
      // Node reports unhandled rejections after the microtasks.
      await new Promise((resolve) => setTimeout(resolve, 20));
      process.off("unhandledRejection", rejected);
      expect(rejected).not.toHaveBeenCalled();
      expect(warn).toHaveBeenCalledTimes(1);
      const [message, options] = warn.mock.calls[0] as unknown as [string, object];
      expect(message).toMatch(/^onProgress failed with .+\. The import went on\.$/);
      expect(message).not.toContain(SECRET);
      expect(options).toEqual({ code: "DDB_PATTERN_ON_PROGRESS" });
    },
  );

  test("a callback that never ends does not delay the import", async () => {
    const outcomes = await importOf(clientOf(NOTES, await open()), notes(3), {
      onProgress: () => new Promise(() => {}),
    });
    expect(outcomes.map(({ status }) => status)).toEqual(["saved", "saved", "saved"]);
  });

  test("each import warns about its own callback", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const client = clientOf(NOTES, await open());
    for (const _ of [1, 2]) await importOf(client, notes(1), { onProgress: FAILING.throws });
    expect(warn).toHaveBeenCalledTimes(2);
  });

  test("a correct callback gets every outcome once, without a warning", async () => {
    const warn = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const reported: UntypedOutcome[] = [];
    const done: number[] = [];
    const outcomes = await importOf(clientOf(NOTES, await open()), EVENTS(), {
      onProgress: (progress: Progress) => {
        reported.push(...progress.outcomes);
        done.push(progress.done);
      },
    });
    expect(new Set(reported)).toEqual(new Set(outcomes));
    expect(reported).toHaveLength(outcomes.length);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(done.at(-1)).toBe(241);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe.each(TABLES)("an import's outcomes, in %s", (_, open) => {
  test("have the id of each event, given or not", async () => {
    const id = newEventId();
    const events = [
      moved("a"),
      { ...moved("a"), id },
      { type: "MOVED", id, data: {} },
      { type: "MOVED", data: {} },
      { type: "NAMED", data: { account_id: "a" } },
      null,
    ];
    const outcomes = await importOf(clientOf(BANK, await open()), events);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "saved",
      "saved",
      "not-written",
      "not-written",
      "saved",
      "not-written",
    ]);
    for (const outcome of outcomes) {
      expect(outcome.id).toMatch(/^[0-9A-Z]{26}$/);
      if (outcome.status === "saved") expect(outcome.event?.id).toBe(outcome.id);
      else expect(outcome.error?.eventIds ?? [outcome.id]).toEqual([outcome.id]);
    }
    expect(outcomes[1]?.id).toBe(id);
    expect(outcomes[2]?.id).toBe(id);
    // Generated ids grow in the order given.
    const generated = outcomes.flatMap(({ id: each }, index) =>
      index === 1 || index === 2 ? [] : [each],
    );
    expect(generated).toEqual(generated.toSorted());
  });

  test("keep the order of the list for a mix of events", async () => {
    const opened = await open();
    const client = clientOf({ ...BANK, events: { ...BANK.events } }, opened);
    const types = ["MOVED", "LOGGED", "NAMED", "LOGGED", "MOVED", "AUDITED"];
    const events = types.map((type) => ({ type, data: { account_id: "a" } }));
    const outcomes = await importOf(client, events);
    const ids = outcomes.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    const { events: stored } = (await client.streams.account?.({ account_id: "a" }).read()) ?? {
      events: [],
    };
    expect(stored.map(({ type, revision }) => [type, revision])).toEqual([
      ["MOVED", 1],
      ["NAMED", 2],
      ["MOVED", 3],
      ["AUDITED", 4],
    ]);
  });
});
