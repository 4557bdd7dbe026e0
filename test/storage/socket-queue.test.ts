import type { DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { newEventId, RetriesExhaustedError, SaveAbortedError } from "ddb-pattern-runtime";
import type { EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { beforeAll, expect, test } from "vitest";
import {
  BANK,
  behindProxy,
  clientOf,
  type FaultyTable,
  moved,
  NOTES,
  storedItems,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { type Fault, pass, silence } from "../engines/proxy.js";

// More concurrent saves than the client has sockets: the waiting ones are known not to be sent.

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

const SAVES = 300;

const sockets = (maxSockets: number): DynamoDBClientConfig => ({
  maxAttempts: 1,
  requestHandler: {
    // The SDK creates the agent for https: immediately, and the one for http: with its first
    // request.
    httpAgent: { maxSockets, keepAlive: true },
    httpsAgent: { maxSockets, keepAlive: true },
  },
});

const note = () => ({ type: "NOTE_TAKEN", id: newEventId(), data: { note_id: newEventId() } });

interface Failed {
  readonly outcome: string;
  readonly eventIds: readonly string[];
}

/**
 * Saves many events concurrently, aborts them when this many requests have arrived, and returns
 * their errors.
 */
async function endedSaves(faulty: FaultyTable, arrived: number, client: UntypedClient) {
  const controller = new AbortController();
  const before = faulty.proxy.requests.length;
  const events = Array.from({ length: SAVES }, note);
  const saves = Promise.allSettled(
    events.map((event) => client.saveEvent(event, { signal: controller.signal })),
  );
  while (faulty.proxy.requests.length < before + arrived) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  controller.abort();
  const errors = (await saves).map((save) => (save as PromiseRejectedResult).reason as Failed);
  expect(errors.every((error) => error instanceof SaveAbortedError)).toBe(true);
  expect(errors.map(({ eventIds }) => eventIds)).toEqual(events.map(({ id }) => [id]));
  return { outcomes: errors.map(({ outcome }) => outcome), events };
}

/** A client that has made a request, after which the SDK reports its sockets. */
async function warmClient(faulty: FaultyTable, options: EventClientOptions = ENDLESS) {
  const client = clientOf(NOTES, faulty, options);
  await client.saveEvent(note());
  return client;
}

const ENDLESS = { retry: { deadlineMs: Number.POSITIVE_INFINITY } };

function expectInDoubt(outcomes: readonly string[], count: number): void {
  expect(outcomes.filter((outcome) => outcome === "unknown")).toHaveLength(count);
  expect(outcomes.filter((outcome) => outcome === "not-written")).toHaveLength(SAVES - count);
}

test.each([1, 3])(
  "with %i sockets, only calls that were sent have an unknown outcome",
  async (count) => {
    const faulty = await behindProxy(table, sockets(count));
    const client = await warmClient(faulty);
    faulty.proxy.always(silence);
    const { outcomes } = await endedSaves(faulty, count, client);
    expectInDoubt(outcomes, count);
    await faulty.close();
  },
);

test("with the SDK's default of 50 sockets, only calls that were sent have an unknown outcome", async () => {
  const faulty = await behindProxy(table, { maxAttempts: 1 });
  faulty.proxy.always(silence);
  const { outcomes } = await endedSaves(faulty, 50, clientOf(NOTES, faulty, ENDLESS));
  expectInDoubt(outcomes, 50);
  await faulty.close();
});

test("a save reported as not written is never stored, and one reported as unknown may be", async () => {
  const faulty = await behindProxy(table, sockets(2));
  const client = await warmClient(faulty);
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The engine executes a request even if nobody waits for the answer.
  const late: Fault = async ({ forward, reset }) => {
    await released;
    await forward();
    reset();
  };
  faulty.proxy.always(late);
  const { outcomes, events } = await endedSaves(faulty, 2, client);
  release();
  await faulty.proxy.settled();
  for (const [index, { data }] of events.entries()) {
    const stored = await storedItems(table, `NOTE::${data.note_id}::NOTE_TAKEN`);
    expect(stored).toHaveLength(outcomes[index] === "unknown" ? 1 : 0);
  }
  await faulty.close();
});

test("at the deadline, calls that were never sent are reported as not written", async () => {
  const faulty = await behindProxy(table, sockets(1));
  const patient = await warmClient(faulty);
  // One save keeps the only socket until all others have passed their deadlines.
  faulty.proxy.always(silence);
  const controller = new AbortController();
  const holder = patient.saveEvent(note(), { signal: controller.signal }).catch(() => {});
  while (faulty.proxy.requests.length === 1) await new Promise((resolve) => setTimeout(resolve, 1));
  const hasty = clientOf(NOTES, faulty, { retry: { deadlineMs: 20 } });
  const saves = await Promise.allSettled(
    Array.from({ length: SAVES }, () => hasty.saveEvent(note())),
  );
  for (const save of saves) {
    const { reason } = save as PromiseRejectedResult;
    expect(reason).toBeInstanceOf(RetriesExhaustedError);
    expect(reason).toMatchObject({ outcome: "not-written", attempts: 0 });
    expect((reason as Error).message).toContain("Nothing was written");
  }
  expect(faulty.proxy.requests).toHaveLength(2);
  controller.abort();
  await holder;
  await faulty.close();
});

test("a freed socket serves the next waiting call, until all are saved", async () => {
  const faulty = await behindProxy(table, sockets(1));
  let underWay = 0;
  let most = 0;
  faulty.proxy.always(async (exchange) => {
    most = Math.max(most, ++underWay);
    await pass(exchange);
    underWay--;
  });
  const client = clientOf(NOTES, faulty, ENDLESS);
  const saved = await Promise.all(Array.from({ length: SAVES }, () => client.saveEvent(note())));
  expect(new Set(saved.map(({ id }) => id)).size).toBe(SAVES);
  expect(most).toBe(1);
  expect(faulty.proxy.requests).toHaveLength(SAVES);
  await faulty.close();
});

test("failed calls free their sockets", async () => {
  const faulty = await behindProxy(table, sockets(1));
  const client = clientOf(NOTES, faulty, ENDLESS);
  const fault: Fault = ({ reset }) => reset();
  faulty.proxy.next(...Array(20).fill(fault));
  const saves = await Promise.allSettled(
    Array.from({ length: 40 }, () => client.saveEvent(note())),
  );
  expect(saves.filter(({ status }) => status === "rejected")).toHaveLength(20);
  expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  await faulty.close();
});

test("appends of one client to one stream wait for each other without using a socket", async () => {
  const faulty = await behindProxy(table, sockets(1));
  const bank = clientOf(BANK, faulty, ENDLESS);
  const account_id = newEventId();
  await Promise.all(Array.from({ length: 50 }, (_, n) => bank.saveEvent(moved(account_id, { n }))));
  // One query for the last revision, and no conflict between appends.
  expect(faulty.proxy.requests).toEqual(["Query", ...Array(50).fill("PutItem")]);
  const stored = await storedItems(table, `ACCOUNT::${account_id}::@account`);
  expect(stored.map(({ data }) => (data as { n: number }).n)).toEqual(
    Array.from({ length: 50 }, (_, n) => n),
  );
  await faulty.close();
});
