import {
  newEventId,
  RetriesExhaustedError,
  SaveAbortedError,
  StorageError,
} from "ddb-pattern-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import {
  behindProxy,
  type FaultyTable,
  failureOf,
  priceLowered,
  SECRET,
  SECRET_ID,
  storeOf,
  testTable,
} from "../client/support.js";
import { connect } from "../engines/connect.js";
import {
  cancel,
  garbage,
  internalError,
  outOfCapacity,
  pass,
  refuse,
  resetBefore,
  silence,
  throttle,
  unavailable,
} from "../engines/proxy.js";

const MAX_ATTEMPTS = 2;

let faulty: FaultyTable;
beforeAll(async () => {
  faulty = await behindProxy(await testTable(), { maxAttempts: MAX_ATTEMPTS });
});
afterEach(() => faulty.proxy.always(pass));
afterAll(() => faulty.close());

/** The number of requests that arrive during a call. */
async function requestsOf(call: () => Promise<unknown>): Promise<readonly string[]> {
  const before = faulty.proxy.requests.length;
  await call();
  return faulty.proxy.requests.slice(before);
}

const secret = () => priceLowered({ product_id: SECRET_ID });

const query = () =>
  storeOf(faulty).getLatestEvents({
    eventType: StoreEventTypes.PRICE_LOWERED,
    partitionId: SECRET,
  });

describe("a transient failure", () => {
  const faults = Object.entries({
    throttle,
    outOfCapacity,
    internalError,
    unavailable,
    resetBefore,
  });

  test.each(faults)("%s, once, is retried", async (_, fault) => {
    faulty.proxy.next(fault);
    const requests = await requestsOf(() => storeOf(faulty).saveEvent(priceLowered()));
    expect(requests).toEqual(["TransactWriteItems", "TransactWriteItems"]);
    faulty.proxy.next(fault);
    expect(await requestsOf(query)).toEqual(["Query", "Query"]);
  });

  test.each(faults)("%s, permanently, takes exactly the client's attempts", async (_, fault) => {
    faulty.proxy.always(fault);
    const requests = await requestsOf(async () => {
      const save = storeOf(faulty).saveEvent(priceLowered());
      const error = await failureOf(save, RetriesExhaustedError);
      expect(error).toMatchObject({
        attempts: MAX_ATTEMPTS,
        code: "retries-exhausted",
        outcome: "unknown",
        eventIds: [expect.any(String)],
      });
      expect(error.cause).toBeInstanceOf(Error);
    });
    expect(requests).toHaveLength(MAX_ATTEMPTS);
  });

  test("a read that something other than DynamoDB answers ends in the same error", async () => {
    faulty.proxy.next(garbage);
    const { eventIds, outcome } = await failureOf(query(), RetriesExhaustedError);
    expect({ eventIds, outcome }).toEqual({ eventIds: [], outcome: undefined });
  });
});

describe("the deadline", () => {
  test.each([
    ["an engine that never answers", silence],
    ["conflicts without end", cancel("TransactionConflict", "None")],
    ["throttling without end", throttle],
  ])("ends a call to %s", async (_, fault) => {
    faulty.proxy.always(fault);
    // Without the deadline the call would exceed the test's time limit.
    const { documents, client } = connect(faulty.proxy.endpoint, { maxAttempts: 100_000 });
    const retry = { deadlineMs: 150, maxAttempts: 100_000 };
    const store = storeOf({ ...faulty, documents }, { retry });
    const event = { ...secret(), id: newEventId() };
    const { message, eventIds } = await failureOf(store.saveEvent(event), RetriesExhaustedError);
    expect(message).toContain("within 150 ms");
    expect(eventIds).toEqual([event.id]);
    client.destroy();
  });

  test("of Infinity never ends a call", async () => {
    const store = storeOf(faulty, { retry: { deadlineMs: Number.POSITIVE_INFINITY } });
    faulty.proxy.next(internalError);
    await expect(store.saveEvent(priceLowered())).resolves.toBeDefined();
  });
});

describe("a permanent failure", () => {
  test.each([
    "ValidationException",
    "AccessDeniedException",
    "ResourceNotFoundException",
    "UnrecognizedClientException",
  ])("%s is not retried, and is kept as the cause", async (name) => {
    faulty.proxy.always(refuse(name));
    const requests = await requestsOf(async () => {
      const error = await failureOf(storeOf(faulty).saveEvent(secret()), StorageError);
      expect(error).toMatchObject({ code: "storage", outcome: "not-written", cause: { name } });
      expect(error.message).toContain(name);
      await failureOf(query(), StorageError);
    });
    expect(requests).toEqual(["TransactWriteItems", "Query"]);
  });

  test("a missing table", async () => {
    const store = storeOf({ ...faulty, tableName: "no-such-table" });
    const { cause } = await failureOf(store.saveEvent(secret()), StorageError);
    expect(cause).toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("missing credentials", async () => {
    const none = new Error("no credentials");
    const { documents } = connect(faulty.proxy.endpoint, {
      credentials: () => Promise.reject(none),
    });
    const store = storeOf({ ...faulty, documents });
    const requests = await requestsOf(async () => {
      const { cause } = await failureOf(store.saveEvent(secret()), StorageError);
      expect(cause).toBe(none);
    });
    expect(requests).toEqual([]);
  });
});

describe("the caller's signal", () => {
  const reason = new Error("the caller has left");

  test("makes no request if it is already aborted", async () => {
    const signal = AbortSignal.abort(reason);
    const store = storeOf(faulty);
    const { type, data } = priceLowered();
    const { store_id, product_id } = data;
    const query = { partitionId: store_id, signal };
    const requests = await requestsOf(async () => {
      const reads = await Promise.allSettled([
        store.getLatestEvent({ eventType: type, ...query }),
        store.getLatestEvents({ eventType: type, ...query }),
        store.getEventStream({ eventTypes: [type], ...query }),
        store.streams.productPrices({ store_id, product_id }).read({ signal }),
      ]);
      expect(reads).toEqual(reads.map(() => ({ status: "rejected", reason })));
      const saves = await Promise.allSettled([
        store.saveEvent({ type, data }, { signal }),
        store.saveEvents([{ type, data }], { signal }),
      ]);
      for (const save of saves) {
        const error = save.status === "rejected" ? save.reason : undefined;
        expect(error).toBeInstanceOf(SaveAbortedError);
        expect(error).toMatchObject({ outcome: "not-written", cause: reason });
      }
      const [imported] = await store.saveEvents([{ type, data }], { atomic: false, signal });
      expect(imported).toMatchObject({ status: "not-written", id: expect.any(String) });
    });
    expect(requests).toEqual([]);
  });

  // After throttling or cancellation nothing was written, but during the SDK's retries the runtime
  // does not know that.
  test.each([
    ["while the engine is silent", silence, "unknown"],
    ["between two tries", cancel("TransactionConflict", "None"), "not-written"],
    ["between two tries of the SDK's", throttle, "unknown"],
  ])("ends a save %s", async (_, fault, outcome) => {
    const caller = new AbortController();
    const answered = new Promise<void>((resolve) => {
      faulty.proxy.always(async (exchange) => {
        await fault(exchange);
        resolve();
      });
    });
    const retry = { deadlineMs: Number.POSITIVE_INFINITY, maxAttempts: 100_000 };
    const { documents, client } = connect(faulty.proxy.endpoint, { maxAttempts: 100_000 });
    const store = storeOf({ ...faulty, documents }, { retry });
    const save = store.saveEvent(priceLowered(), { signal: caller.signal });
    const failure = failureOf(save, SaveAbortedError);
    await answered;
    caller.abort(reason);
    const error = await failure;
    expect(error).toMatchObject({ cause: reason, eventIds: [expect.any(String)] });
    // An attempt that is under way when the signal aborts always has an unknown outcome.
    expect([outcome, "unknown"]).toContain(error.outcome);
    client.destroy();
  });

  test("ends a read with its reason", async () => {
    const caller = new AbortController();
    faulty.proxy.always(() => caller.abort(reason));
    const { store_id } = priceLowered().data;
    const query = { eventType: StoreEventTypes.PRICE_LOWERED, partitionId: store_id };
    const read = storeOf(faulty).getLatestEvents({ ...query, signal: caller.signal });
    await expect(read).rejects.toBe(reason);
  });
});
