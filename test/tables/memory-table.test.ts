import { newEventId, RetriesExhaustedError, StreamConflictError } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { describe, expect, test } from "vitest";
import {
  accountKey,
  type BankClient,
  bankClient,
  deposited,
  idsOf,
  newAccount,
  numbered,
  opened,
  withdrawn,
} from "./bank.js";
import { failureOf } from "./failure.js";

/** No test here may depend on the speed of the machine. */
const PATIENT = { retry: { deadlineMs: Number.POSITIVE_INFINITY, maxAttempts: 1_000 } };

describe("tables of one MemoryTable", () => {
  test("are separate for each name", async () => {
    const memory = new MemoryTable();
    const orders = bankClient(memory, "orders");
    const audit = bankClient(memory, "audit");
    const ids = newAccount();
    const order = await orders.saveEvent(opened(ids));
    expect((await audit.streams.account(ids).read()).events).toEqual([]);
    const entry = await audit.saveEvent(opened(ids, { name: "audit" }));

    expect((await orders.streams.account(ids).read()).events).toEqual(numbered([order]));
    expect((await audit.streams.account(ids).read()).events).toEqual(numbered([entry]));
    expect(memory.items("orders")).toMatchObject([{ id: order.id }]);
    expect(memory.items("audit")).toMatchObject([{ id: entry.id }]);
    expect(memory.items().map(({ id }) => id)).toEqual([order.id, entry.id]);
    expect(memory.items("unheard of")).toEqual([]);
  });

  test("are shared by all clients that use one name", async () => {
    const memory = new MemoryTable();
    const ids = newAccount();
    const saved = await bankClient(memory, "events").saveEvent(opened(ids));
    const { events } = await bankClient(memory, "events").streams.account(ids).read();
    expect(events).toEqual(numbered([saved]));
    expect(memory.items()).toEqual([
      { pk: accountKey(ids), sk: "0000000000000001", ...saved, canonical: true },
    ]);
  });
});

describe("a MemoryTable with contention and latency", () => {
  /** A third of all writes conflict, and calls overtake each other. */
  const busyTable = () => new MemoryTable({ contention: 0.3, latencyMs: 3 });

  const APPENDS = 50;

  test.each([
    ["one client", 1],
    ["ten clients", 10],
  ])(
    `stores ${APPENDS} concurrent appends of %s, without gaps`,
    async (_, count) => {
      const memory = busyTable();
      const clients = Array.from({ length: count }, () => bankClient(memory, "events", PATIENT));
      const ids = newAccount();
      const saves = Array.from({ length: APPENDS }, (_, turn) => {
        const event = turn % 3 === 0 ? opened(ids) : deposited(ids);
        const given = turn % 2 === 0 ? {} : { id: newEventId() };
        return (clients[turn % count] as BankClient).saveEvent({ ...event, ...given });
      });
      const saved = await Promise.all(saves);
      const { events, head } = await (clients[0] as BankClient).streams.account(ids).read();
      expect(head.revision).toBe(APPENDS);
      expect(events.map(({ revision }) => revision)).toEqual(saved.map((_, index) => index + 1));
      expect(idsOf(events).toSorted()).toEqual(idsOf(saved).toSorted());
      // Appends of one client keep the order of their calls.
      if (count === 1) expect(idsOf(events)).toEqual(idsOf(saved));
    },
    60_000,
  );

  test("stores one of several saves with the same condition, and the others conflict", async () => {
    const memory = busyTable();
    const clients = Array.from({ length: 10 }, () => bankClient(memory, "events", PATIENT));
    const ids = newAccount();
    const results = await Promise.allSettled(
      clients.map((client) => {
        const options = { expect: [client.streams.account(ids).empty()] };
        return client.saveEvent(withdrawn(ids), options);
      }),
    );
    const [saved] = results.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
    const errors = results.flatMap((each) => (each.status === "rejected" ? each.reason : []));
    expect(errors).toHaveLength(9);
    for (const error of errors) {
      expect(error).toBeInstanceOf(StreamConflictError);
      expect(error).toMatchObject({ outcome: "not-written", foundEventId: saved?.id });
    }
    const { events } = await bankClient(memory, "events").streams.account(ids).read();
    expect(events).toEqual(numbered([saved as never]));
  });

  test("loses no update of a counter that reads, decides and appends", async () => {
    const memory = busyTable();
    const ids = newAccount();
    const TIMES = 10;
    let conflicts = 0;
    const count = async () => {
      const client = bankClient(memory, "events", PATIENT);
      const account = client.streams.account(ids);
      for (let counted = 0; counted < TIMES; ) {
        const { events, head } = await account.read();
        const amount = Number(events.at(-1)?.data.amount ?? 0) + 1;
        try {
          const options = { expect: [account.unchangedSince(head)] };
          await client.saveEvent(deposited(ids, { amount }), options);
          counted++;
        } catch (error) {
          if (!(error instanceof StreamConflictError)) throw error;
          conflicts++;
        }
      }
    };
    await Promise.all([count(), count(), count()]);
    const { events } = await bankClient(memory, "events").streams.account(ids).read();
    expect(events.map(({ data }) => data.amount)).toEqual(events.map((_, index) => index + 1));
    expect(events).toHaveLength(3 * TIMES);
    expect(conflicts).toBeGreaterThan(0);
  });
});

describe("contention", () => {
  /** A write conflicts if the next of the given numbers is below 0.5. */
  const tableOf = (...numbers: number[]) =>
    new MemoryTable({ contention: 0.5, random: () => numbers.shift() ?? 1 });

  test("is retried until a write succeeds", async () => {
    const memory = tableOf(0, 0, 0.4, 0.6);
    const client = bankClient(memory, "events");
    const ids = newAccount();
    const saved = await client.saveEvent(deposited(ids));
    expect((await client.streams.account(ids).read()).events).toEqual(numbered([saved]));
  });

  test("ends a save after the policy's attempts, and nothing is written", async () => {
    const memory = tableOf(0, 0, 0);
    const client = bankClient(memory, "events", { retry: { maxAttempts: 3 } });
    const ids = newAccount();
    const id = newEventId();
    const error = await failureOf(
      client.saveEvent({ ...deposited(ids), id }),
      RetriesExhaustedError,
    );
    expect(error).toMatchObject({
      code: "retries-exhausted",
      attempts: 3,
      outcome: "not-written",
      eventIds: [id],
    });
    expect(memory.items()).toEqual([]);
    // The next number is not below 0.5.
    await client.saveEvent({ ...deposited(ids), id });
    expect(memory.items()).toHaveLength(3);
  });

  test("of every write does not affect reads", async () => {
    const memory = new MemoryTable({ contention: 1 });
    const client = bankClient(memory, "events", { retry: { maxAttempts: 1 } });
    const ids = newAccount();
    await failureOf(client.saveEvent(deposited(ids)), RetriesExhaustedError);
    expect((await client.streams.account(ids).read()).events).toEqual([]);
  });
});
