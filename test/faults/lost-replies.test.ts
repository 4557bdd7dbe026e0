import {
  type AppendCondition,
  newEventId,
  RetriesExhaustedError,
  SaveAbortedError,
  StorageError,
  StreamConflictError,
} from "ddb-pattern-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { behindProxy, type FaultyTable, type TestTable, testTable } from "../client/support.js";
import { connect } from "../engines/connect.js";
import {
  cancel,
  type Fault,
  pass,
  type Reason,
  refuse,
  resetAfter,
  resetBefore,
  silence,
} from "../engines/proxy.js";
import {
  arriveAfterReset,
  cancelAfter,
  itemsOf,
  REFUSALS,
  reportLess,
  withoutItems,
  withoutRequestId,
} from "./support-faults.js";
import { hastyRetries } from "./support-hasty.js";
import { type Call, Journal } from "./support-journal.js";
import { accountKey, type LedgerClient, type LedgerEvent, ledgerOf } from "./support-ledger.js";
import { contentsOf, flawsOf, idsInOrder } from "./support-table.js";

// The runtime once reported each of these faults wrongly. oracle.test.ts tries all of them at
// random.

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let table: TestTable;
let faulty: FaultyTable;
beforeAll(async () => {
  table = await testTable();
  faulty = await behindProxy(table, { retryStrategy: hastyRetries(2) });
});
afterAll(() => faulty.close());

const journal = new Journal();
const reported = new Set<string>();
afterEach(async () => {
  faulty.proxy.always(pass);
  for (const release of releases.splice(0)) release();
  await faulty.proxy.settled();
  // For every test: the reported outcomes match the table.
  const flaws = flawsOf(await contentsOf(table.tableName), journal);
  const fresh = flaws.filter((flaw) => !reported.has(flaw));
  for (const flaw of fresh) reported.add(flaw);
  expect(fresh).toEqual([]);
});

const retry = { deadlineMs: Number.POSITIVE_INFINITY };

/** A client that has no memory of earlier saves, like another process. */
const freshClient = (maxAttempts = 8) =>
  ledgerOf(faulty.documents, faulty.tableName, { retry: { ...retry, maxAttempts } });

/** A client without faults. */
const otherClient = () => ledgerOf(table.documents, table.tableName, { retry });

interface SaveSettings {
  readonly expect?: readonly AppendCondition[];
  readonly client?: LedgerClient;
  readonly signal?: AbortSignal;
}

function save(
  events: readonly LedgerEvent[],
  { expect: conditions = [], client = freshClient(), ...options }: SaveSettings = {},
): Promise<Call> {
  return journal.save(events, conditions, () =>
    client.saveEvents(events, { expect: conditions, ...options }),
  );
}

function importAll(events: readonly LedgerEvent[], client = freshClient()): Promise<Call> {
  return journal.import(events, () => client.saveEvents(events, { atomic: false }));
}

/** Repeats the events with unknown outcomes, under the reported ids and with another client. */
async function repeat(call: Call): Promise<Call> {
  const again = await save(call.reported.map(({ event, id }) => ({ ...event, id })));
  expect(statuses(again)).toEqual(again.reported.map(() => "saved"));
  return again;
}

const statuses = ({ reported }: Call) => reported.map(({ status }) => status);

/** The number of events that are stored at least once. */
async function countStored(call: Call): Promise<number> {
  const names = new Set(call.reported.map(({ event }) => event.data.n));
  const { events } = await contentsOf(table.tableName);
  return [...events.values()].filter(({ event }) => names.has(String(event.data.n))).length;
}

async function requestsOf(call: () => Promise<unknown>): Promise<readonly string[]> {
  const before = faulty.proxy.requests.length;
  await call();
  return faulty.proxy.requests.slice(before);
}

const BANK = "b";
let names = 0;
const name = () => `n${++names}`;

const note = (): LedgerEvent => ({ type: "NOTE_TAKEN", data: { n: name(), note_id: name() } });

const transfer = (): LedgerEvent => ({
  type: "TRANSFER_ORDERED",
  data: { n: name(), bank_id: BANK, payer_id: name(), payee_id: name() },
});

/** An event without a copy sorted by its id. */
const interest = (account_id = name(), more: object = {}): LedgerEvent => ({
  type: "INTEREST_PAID",
  data: { n: name(), bank_id: BANK, account_id, ...more },
});

const deposit = (account_id = name()): LedgerEvent => ({
  type: "MONEY_DEPOSITED",
  data: { n: name(), bank_id: BANK, account_id, clerk_id: name() },
});

const withId = (event: LedgerEvent): LedgerEvent => ({ ...event, id: newEventId() });

const streamOf = (client: LedgerClient, account_id: string) =>
  client.streams.account({ bank_id: BANK, account_id });

/** One event for each way in which events are written. */
const KINDS: readonly (readonly [string, () => LedgerEvent])[] = [
  ["as one copy", note],
  ["as several copies", transfer],
  ["in a consistent stream", interest],
  ["in two consistent streams", () => interest(name(), { clerk_id: name() })],
  ["in consistent streams and by lookups", deposit],
  ["in a consistent stream, under an id of the caller's", () => withId(interest())],
];

/** Releases the requests that a failed test has left held. */
const releases: (() => void)[] = [];

/** A fault that holds a request until it is released, after the caller has given up. */
function held(): { readonly fault: Fault; release(): Promise<void> } {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
    releases.push(resolve);
  });
  return {
    async fault({ reset, forward }) {
      reset();
      await released;
      await forward();
    },
    async release() {
      release();
      await faulty.proxy.settled();
    },
  };
}

const taken = (Item: Reason["Item"]): Reason => ({ Code: "ConditionalCheckFailed", Item });

/** Refuses every query: the caller has no read permission. */
const writeOnly =
  (fault: Fault = pass): Fault =>
  (exchange) =>
    (exchange.operation === "Query" ? refuse("AccessDeniedException") : fault)(exchange);

/** Applies the faults to the next writes, and passes queries. */
function forWrites(...faults: readonly Fault[]): Fault {
  const left = [...faults];
  return (exchange) =>
    exchange.operation === "Query" ? pass(exchange) : (left.shift() ?? pass)(exchange);
}

describe.each(KINDS)("an event that is stored %s", (_, make) => {
  test.each(REFUSALS)(
    "the reply is lost, then %s: saved, after a read that finds it",
    async (code) => {
      faulty.proxy.always(forWrites(resetAfter, refuse(code)));
      const client = freshClient();
      const call = await save([make()], { client });
      expect(statuses(call)).toEqual(["saved"]);
      expect(await countStored(call)).toBe(1);
    },
  );

  test.each<[string, readonly Fault[]]>([
    ["the reply is lost, then a 4xx", [resetAfter, refuse("ExpiredTokenException")]],
    ["a condition failed, and the item is not returned", [cancelAfter(() => taken(undefined))]],
  ])(
    "%s, to a caller without read permission: unknown, and stored once when repeated",
    async (_, faults) => {
      const [event, client] = [make(), freshClient()];
      // The client knows the last revisions, so it need not read them.
      const { account_id, clerk_id } = event.data;
      if (account_id !== undefined) await save([interest(String(account_id))], { client });
      if (clerk_id !== undefined) await save([interest(name(), { clerk_id })], { client });
      faulty.proxy.always(writeOnly(forWrites(...faults)));
      const call = await save([event], { client });
      expect(statuses(call)).toEqual(["unknown"]);
      expect(call.error).toBeInstanceOf(StorageError);
      expect(await countStored(call)).toBe(1);
      faulty.proxy.always(pass);
      await repeat(call);
    },
  );

  test("the request is late, then a 4xx: unknown, and stored once when it arrives", async () => {
    const late = held();
    faulty.proxy.always(forWrites(late.fault, refuse("ExpiredTokenException")));
    const call = await save([make()]);
    expect(statuses(call)).toEqual(["unknown"]);
    expect(await countStored(call)).toBe(0);
    await late.release();
    expect(await countStored(call)).toBe(1);
    await repeat(call);
  });

  test("a 4xx alone: not written, without a read", async () => {
    faulty.proxy.always(forWrites(refuse("ExpiredTokenException")));
    const requests = await requestsOf(async () => {
      const call = await save([make()]);
      expect(statuses(call)).toEqual(["not-written"]);
      expect(call.error).toMatchObject({ cause: { name: "ExpiredTokenException" } });
    });
    expect(requests.at(-1)).not.toBe("Query");
  });
});

describe.each(KINDS)("an event that is written %s and answered as refused", (_, make) => {
  test.each<[string, Fault]>([
    ["its own items are returned", cancelAfter(taken)],
    ["no item is returned", cancelAfter(() => taken(undefined))],
  ])("%s: saved, and stored once", async (_, fault) => {
    faulty.proxy.always(forWrites(fault));
    const call = await save([make()]);
    expect(statuses(call)).toEqual(["saved"]);
    expect(await countStored(call)).toBe(1);
  });

  test.each(["TransactionConflict", "None"])(
    "only the last key is reported, the others as %s",
    async (Code) => {
      faulty.proxy.always(
        forWrites((exchange) => {
          const last = itemsOf(exchange).length - 1;
          return cancelAfter((own, index) => (index === last ? taken(own) : { Code }))(exchange);
        }),
      );
      const call = await save([make()]);
      expect(statuses(call)).toEqual(["saved"]);
      expect(await countStored(call)).toBe(1);
    },
  );

  test("with a condition: saved, because the revision is its own", async () => {
    const event = make();
    const account = String(event.data.account_id ?? name());
    faulty.proxy.always(forWrites(cancelAfter((own) => taken(own))));
    const client = freshClient();
    const call = await save([event], { client, expect: [streamOf(client, account).empty()] });
    expect(statuses(call)).toEqual(["saved"]);
  });
});

describe("a condition on a stream that the events do not belong to", () => {
  test("does not conflict with appends after the save", async () => {
    const account = name();
    const client = freshClient();
    // The event is written; another writer appends; the answer reports only the checked key.
    const fault: Fault = async (exchange) => {
      await exchange.forward();
      await save([interest(account)], { client: otherClient() });
      return cancel("None", "ConditionalCheckFailed")(exchange);
    };
    for (const make of [note, interest]) {
      const { head } = await streamOf(client, account).read();
      faulty.proxy.always(forWrites(fault));
      const expected = [streamOf(client, account).unchangedSince(head)];
      const call = await save([make()], { client, expect: expected });
      expect(statuses(call)).toEqual(["saved"]);
    }
  });

  test("of a save without events is reported as not written, even if replies are lost", async () => {
    const client = freshClient();
    faulty.proxy.always(resetBefore);
    const call = await save([], { client, expect: [streamOf(client, name()).empty()] });
    expect(call.error).toMatchObject({ outcome: "not-written", eventIds: [] });
  });
});

describe("an import", () => {
  const TWENTY = Array.from({ length: 20 });

  test.each(REFUSALS)("whose reply is lost, then %s: saved, and stored once", async (code) => {
    const account = name();
    faulty.proxy.always(forWrites(resetAfter, refuse(code)));
    const call = await importAll(TWENTY.map(() => interest(account)));
    expect(statuses(call)).toEqual(TWENTY.map(() => "saved"));
    const contents = await contentsOf(table.tableName);
    expect(idsInOrder(contents, accountKey(BANK, account))).toHaveLength(20);
  });

  test("that cannot be read back: each event is unknown, and stored once when repeated by id", async () => {
    const [account, client] = [name(), freshClient()];
    await save([interest(account)], { client });
    faulty.proxy.always(writeOnly(forWrites(resetAfter, refuse("AccessDeniedException"))));
    const call = await importAll(
      TWENTY.map(() => interest(account)),
      client,
    );
    expect(statuses(call)).toEqual(TWENTY.map(() => "unknown"));
    faulty.proxy.always(pass);
    const again = await importAll(call.reported.map(({ event, id }) => ({ ...event, id })));
    expect(statuses(again)).toEqual(TWENTY.map(() => "saved"));
    const contents = await contentsOf(table.tableName);
    // In the order given, after the stored one.
    const ids = idsInOrder(contents, accountKey(BANK, account)).slice(1);
    expect(ids).toEqual(call.reported.map(({ id }) => id));
  });

  test("whose every reply is lost reports unknown events with their ids, and stores none twice", async () => {
    faulty.proxy.always(forWrites(...TWENTY.map(() => resetAfter)));
    const events = TWENTY.map((_, index) => (index % 2 === 0 ? note() : transfer()));
    const call = await importAll(events);
    expect(statuses(call)).toEqual(TWENTY.map(() => "unknown"));
    faulty.proxy.always(pass);
    const again = await importAll(call.reported.map(({ event, id }) => ({ ...event, id })));
    expect(statuses(again)).toEqual(TWENTY.map(() => "saved"));
    expect(await countStored(call)).toBe(20);
  });

  test("that is aborted reports every event with its id", async () => {
    const caller = new AbortController();
    let writes = 0;
    faulty.proxy.always((exchange) => {
      if (++writes === 2) caller.abort();
      return (writes === 2 ? silence : pass)(exchange);
    });
    const events = Array.from({ length: 300 }, note);
    const { signal } = caller;
    const call = await journal.import(events, () =>
      freshClient().saveEvents(events, { atomic: false, parallel: 1, signal }),
    );
    const counts = statuses(call)
      .map((status) => status[0])
      .join("");
    expect(counts).toMatch(/^s{100}u{100}n{100}$/);
    expect(new Set(call.reported.map(({ id }) => id)).size).toBe(300);
    await repeat({ ...call, reported: call.reported.slice(100, 200) });
  });
});

describe("a batch of which some events are stored", () => {
  const makes = { copies: note, streams: interest, both: deposit };

  test.each(Object.entries(makes))(
    "is not reported as saved because one event is stored: %s",
    async (_, make) => {
      const known = withId(make());
      await save([known]);
      faulty.proxy.always(forWrites(resetBefore, refuse("ExpiredTokenException")));
      const call = await save([known, make()]);
      expect(statuses(call)).toEqual(["unknown", "unknown"]);
      expect(await countStored(call)).toBe(1);
      faulty.proxy.always(pass);
      await repeat(call);
    },
  );

  test.each(Object.entries(makes))(
    "is unknown if one event was found and the rest was not retried: %s",
    async (_, make) => {
      const fault = cancelAfter((Item, index) =>
        index === 0 ? { Code: "ConditionalCheckFailed", Item } : { Code: "None" },
      );
      faulty.proxy.always(forWrites(fault, refuse("ExpiredTokenException")));
      const call = await save([make(), make()]);
      expect(statuses(call)).toEqual(["unknown", "unknown"]);
      expect(await countStored(call)).toBe(2);
      faulty.proxy.always(pass);
      await repeat(call);
    },
  );
});

describe("an event that another process has stored", () => {
  test.each([
    ["with copies", deposit],
    ["without", interest],
  ])("%s: a read finds it, and the next append leaves no gap", async (_, make) => {
    const [account, client] = [name(), freshClient()];
    const known = withId(make(account));
    await save([known], { client: otherClient() });
    await save([interest(account)], { client });
    faulty.proxy.always(forWrites(resetBefore, refuse("ExpiredTokenException")));
    await save([known], { client });
    faulty.proxy.always(pass);
    expect(statuses(await save([interest(account)], { client }))).toEqual(["saved"]);
    const contents = await contentsOf(table.tableName);
    expect(contents.streams.get(accountKey(BANK, account))?.size).toBe(3);
  });

  test.each([
    ["with copies", deposit],
    ["without", interest],
  ])(
    "%s: found when it is repeated with an old head, even if only another key is reported",
    async (_, make) => {
      const [account, client] = [name(), freshClient()];
      const known = withId(make(account));
      const { head } = await streamOf(client, account).read();
      await save([interest(account)], { client: otherClient() });
      await save([known], { client: otherClient() });
      faulty.proxy.always(
        forWrites((exchange) => {
          // The answer reports the event's revision, but not the last key that contains its id.
          const isRevision = ({ sk }: { sk?: { S?: string } }) => /^\d{16}$/.test(String(sk?.S));
          const shown = itemsOf(exchange).map((item) => item !== undefined && isRevision(item));
          return reportLess((reasons) =>
            reasons.map((reason, index) => (shown[index] === true ? reason : { Code: "None" })),
          )(exchange);
        }),
      );
      const call = await save([known], {
        client,
        expect: [streamOf(client, account).unchangedSince(head)],
      });
      expect(statuses(call)).toEqual(["saved"]);
    },
  );
});

describe("a key that is reported as taken but is free", () => {
  test.each(KINDS)(
    "leaves the outcome unknown while an earlier request may arrive: %s",
    async (_, make) => {
      const late = held();
      const lie: Fault = (exchange) =>
        exchange.operation === "PutItem"
          ? refuse("ConditionalCheckFailedException")(exchange)
          : cancel(...itemsOf(exchange).map(() => "ConditionalCheckFailed"))(exchange);
      faulty.proxy.always(forWrites(late.fault, lie, refuse("ExpiredTokenException")));
      const call = await save([make()]);
      expect(statuses(call)).toEqual(["unknown"]);
      await late.release();
      expect(await countStored(call)).toBe(1);
      await repeat(call);
    },
  );
});

describe.each(KINDS)("a request that may still arrive, followed by conflicts: %s", (_, make) => {
  const conflict: Fault = (exchange) =>
    exchange.operation === "PutItem"
      ? refuse("TransactionConflictException")(exchange)
      : cancel(...itemsOf(exchange).map(() => "TransactionConflict"))(exchange);

  test.each<[string, readonly Fault[]]>([
    ["for ever", Array.from({ length: 100 }, () => conflict)],
    ["and then a 4xx", [conflict, conflict, refuse("ExpiredTokenException")]],
  ])("%s: unknown", async (_, faults) => {
    const late = held();
    faulty.proxy.always(forWrites(late.fault, ...faults));
    const call = await save([make()], { client: freshClient(4) });
    expect(statuses(call)).toEqual(["unknown"]);
    await late.release();
    expect(await countStored(call)).toBe(1);
  });

  test("after the only request: not written", async () => {
    faulty.proxy.always(forWrites(...Array.from({ length: 100 }, () => conflict)));
    expect(statuses(await save([make()], { client: freshClient(2) }))).toEqual(["not-written"]);
  });
});

describe("an id that a save generated", () => {
  test("makes a repeated save search the stream from its end", async () => {
    const account = name();
    faulty.proxy.always(forWrites(resetAfter, resetAfter));
    const call = await save([interest(account)]);
    expect(statuses(call)).toEqual(["unknown"]);
    await save([interest(account)], { client: otherClient() });
    faulty.proxy.always(pass);
    const requests = await requestsOf(() => repeat(call));
    expect(requests).toEqual(["Query"]);
  });

  test("is found in one search with another, and both events are stored once if they arrive later", async () => {
    const account = name();
    const late = held();
    faulty.proxy.always(forWrites(late.fault, resetBefore));
    const call = await save([interest(account), interest(account)]);
    expect(statuses(call)).toEqual(["unknown", "unknown"]);
    const before: string[] = [];
    let hasArrived = false;
    faulty.proxy.always(async (exchange) => {
      if (!hasArrived) before.push(exchange.operation);
      if (!hasArrived && exchange.operation !== "Query") {
        hasArrived = true;
        void late.release();
        await until(async () => (await countStored(call)) === 2);
      }
      return pass(exchange);
    });
    await repeat(call);
    expect(before).toEqual(["Query", "TransactWriteItems"]);
    expect(await countStored(call)).toBe(2);
  });

  test("whose event arrives after the search takes the revision that the repeated save tries", async () => {
    const account = name();
    const late = held();
    faulty.proxy.always(forWrites(late.fault, resetBefore));
    const call = await save([interest(account)]);
    faulty.proxy.always(
      forWrites(async (exchange) => {
        void late.release();
        await until(async () => (await countStored(call)) === 1);
        return pass(exchange);
      }),
    );
    await repeat(call);
    expect(await countStored(call)).toBe(1);
  });
});

/** Waits without a limit; the test's time limit ends it. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

test("an append without read permission to a stream of unknown length is not written", async () => {
  faulty.proxy.always(writeOnly());
  const call = await save([interest()]);
  expect(call.error).toBeInstanceOf(StorageError);
  expect(statuses(call)).toEqual(["not-written"]);
});

describe("a conflict", () => {
  test("names the appended event, even for a given id", async () => {
    const [account, client] = [name(), freshClient()];
    const [first] = (await save([interest(account)], { client })).reported;
    const { head } = await streamOf(client, account).read();
    const [second] = (await save([interest(account)], { client: otherClient() })).reported;
    const expected = [streamOf(client, account).unchangedSince(head)];
    for (const event of [interest(account), withId(interest(account)), note()]) {
      const { error } = await save([event], { client, expect: expected });
      expect(error).toBeInstanceOf(StreamConflictError);
      expect(error).toMatchObject({
        stream: "account",
        ids: { BANK, ACCOUNT: account },
        expectedRevision: 1,
        foundEventId: second?.id,
        outcome: "not-written",
      });
    }
    const { error } = await save([interest(account)], {
      client,
      expect: [streamOf(client, account).empty()],
    });
    expect(error).toMatchObject({ expectedRevision: 0, foundEventId: first?.id });
  });

  test("whose answer has no item takes one read", async () => {
    const [account, client] = [name(), freshClient()];
    const { head } = await streamOf(client, account).read();
    const [found] = (await save([deposit(account)], { client: otherClient() })).reported;
    const expected = [streamOf(client, account).unchangedSince(head)];
    faulty.proxy.always(forWrites(withoutItems));
    const requests = await requestsOf(async () => {
      const call = await save([interest(account)], { client, expect: expected });
      expect(call.error).toMatchObject({ foundEventId: found?.id, outcome: "not-written" });
    });
    expect(requests).toEqual(["PutItem", "Query"]);
  });

  test("without a condition, whose answer has no item, takes one read and one of the last revision before it is saved", async () => {
    const [account, client] = [name(), freshClient()];
    await save([interest(account)], { client });
    await save([interest(account), interest(account)], { client: otherClient() });
    faulty.proxy.always(forWrites(withoutItems));
    const requests = await requestsOf(async () => {
      expect(statuses(await save([interest(account)], { client }))).toEqual(["saved"]);
    });
    expect(requests).toEqual(["PutItem", "Query", "Query", "PutItem"]);
  });

  test("that cannot be read back is unknown", async () => {
    const [account, client] = [name(), freshClient()];
    await save([interest(account)], { client });
    await save([interest(account)], { client: otherClient() });
    faulty.proxy.always(writeOnly(withoutItems));
    const call = await save([interest(account)], { client });
    expect(statuses(call)).toEqual(["unknown"]);
    expect(call.error).toBeInstanceOf(StorageError);
  });

  test("of which only some keys are reported", async () => {
    const [account, client] = [name(), freshClient()];
    await save([interest(account)], { client });
    await save([interest(account), interest(account)], { client: otherClient() });
    faulty.proxy.always(
      forWrites(
        reportLess((reasons) =>
          reasons.map((reason, index) => (index === 0 ? { Code: "None" } : reason)),
        ),
      ),
    );
    const call = await save([interest(account), interest(account)], { client });
    expect(statuses(call)).toEqual(["saved", "saved"]);
  });
});

describe("a write that conflicts with one in another Region", () => {
  const conflict = refuse("ReplicatedWriteConflictException");

  test("is retried", async () => {
    faulty.proxy.always(forWrites(conflict));
    expect(statuses(await save([note()]))).toEqual(["saved"]);
  });

  test("each time ends in an error that says to retry", async () => {
    faulty.proxy.always(forWrites(...Array.from({ length: 100 }, () => conflict)));
    const call = await save([note()]);
    expect(call.error).toBeInstanceOf(RetriesExhaustedError);
    faulty.proxy.always(pass);
    await repeat(call);
  });
});

describe("an answer without a request id", () => {
  test.each(KINDS)("is resolved by a read: %s", async (_, make) => {
    faulty.proxy.always(withoutRequestId);
    const call = await save([make()]);
    expect(statuses(call)).toEqual(["saved"]);
  });

  test("without a read: unknown, and the error names the header", async () => {
    faulty.proxy.always(writeOnly(withoutRequestId));
    const call = await save([note()]);
    expect(statuses(call)).toEqual(["unknown"]);
    expect(String(call.error)).toContain("x-amzn-RequestId");
  });
});

test("saves that wait for a connection are reported as not written unless they were sent", async () => {
  const SOCKETS = 2;
  const { documents, client } = connect(faulty.proxy.endpoint, {
    requestHandler: { httpAgent: { maxSockets: SOCKETS }, httpsAgent: { maxSockets: SOCKETS } },
  });
  const ledger = ledgerOf(documents, table.tableName, { retry });
  // The SDK creates the agent that has the number with its first request.
  await save([note()], { client: ledger });
  const caller = new AbortController();
  const arrived: string[] = [];
  const full = new Promise<void>((resolve) => {
    faulty.proxy.always(({ body }) => {
      const { Item } = JSON.parse(body.toString()) as { Item: { sk: { S: string } } };
      if (arrived.push(Item.sk.S) === SOCKETS) resolve();
    });
  });
  const calls = Array.from({ length: 10 }, () =>
    save([note()], { client: ledger, signal: caller.signal }),
  );
  await full;
  caller.abort();
  const ended = await Promise.all(calls);
  for (const { error } of ended) expect(error).toBeInstanceOf(SaveAbortedError);
  const open = ended
    .flatMap(({ reported }) => reported)
    .filter(({ status }) => status === "unknown");
  expect(open.map(({ id }) => id).sort()).toEqual(arrived.sort());
  expect(arrived).toHaveLength(SOCKETS);
  client.destroy();
});

test("a request that is delivered late and repeatedly changes the table once", async () => {
  for (const [, make] of KINDS) {
    faulty.proxy.always(forWrites(arriveAfterReset(5), arriveAfterReset(0)));
    await repeat(await save([make()]));
  }
});
