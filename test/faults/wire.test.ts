import { newEventId, RetriesExhaustedError, StorageError } from "ddb-pattern-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { StoreEventTypes } from "../../schemas-example/store/events.generated.js";
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
import {
  behindProxy,
  type FaultyTable,
  failureOf,
  priceLowered,
  SECRET,
  SECRET_ID,
  storeOf,
  testTable,
} from "../runtime/support.js";

const MAX_ATTEMPTS = 2;

let faulty: FaultyTable;
beforeAll(async () => {
  faulty = await behindProxy(await testTable(), { maxAttempts: MAX_ATTEMPTS });
});
afterEach(() => faulty.proxy.always(pass));
afterAll(() => faulty.close());

/** The requests that arrive while a call runs. */
async function requestsOf(call: () => Promise<unknown>): Promise<readonly string[]> {
  const before = faulty.proxy.requests.length;
  await call();
  return faulty.proxy.requests.slice(before);
}

const secret = () => priceLowered({ product_id: SECRET_ID });

const ask = () =>
  storeOf(faulty).getLatestEvents({
    eventType: StoreEventTypes.PRICE_LOWERED,
    partitionId: SECRET,
  });

describe("what passes", () => {
  const faults = Object.entries({
    throttle,
    outOfCapacity,
    internalError,
    unavailable,
    resetBefore,
  });

  test.each(faults)("%s, once, is got over", async (_, fault) => {
    faulty.proxy.next(fault);
    const requests = await requestsOf(() => storeOf(faulty).saveEvent(priceLowered()));
    expect(requests).toEqual(["TransactWriteItems", "TransactWriteItems"]);
    faulty.proxy.next(fault);
    expect(await requestsOf(ask)).toEqual(["Query", "Query"]);
  });

  test.each(faults)(
    "%s, for ever, takes the client's own attempts and no more",
    async (_, fault) => {
      faulty.proxy.always(fault);
      const requests = await requestsOf(async () => {
        const save = storeOf(faulty).saveEvent(priceLowered());
        const error = await failureOf(save, RetriesExhaustedError);
        expect(error).toMatchObject({ attempts: MAX_ATTEMPTS, code: "retries-exhausted" });
        expect(error.cause).toBeInstanceOf(Error);
      });
      expect(requests).toHaveLength(MAX_ATTEMPTS);
    },
  );

  test("an answer that is none of DynamoDB's ends in the same error", async () => {
    faulty.proxy.next(garbage);
    const { eventIds } = await failureOf(ask(), RetriesExhaustedError);
    expect(eventIds).toEqual([]);
  });
});

describe("the deadline", () => {
  /** Well above the deadlines here, well below the SDK's own patience. */
  const SOON_MS = 3_000;

  test.each([
    ["an engine that never answers", silence],
    ["conflicts without end", cancel("TransactionConflict", "None")],
    ["throttling without end", throttle],
  ])("ends a call to %s", async (_, fault) => {
    faulty.proxy.always(fault);
    const { documents, client } = connect(faulty.proxy.endpoint, { maxAttempts: 100 });
    const retry = { deadlineMs: 150, maxAttempts: 1_000 };
    const store = storeOf({ ...faulty, documents }, { retry });
    const event = { ...secret(), id: newEventId() };
    const start = performance.now();
    const { message, eventIds } = await failureOf(store.saveEvent(event), RetriesExhaustedError);

    expect(performance.now() - start).toBeLessThan(SOON_MS);
    expect(message).toContain("within 150 ms");
    expect(eventIds).toEqual([event.id]);
    client.destroy();
  });

  test("that is infinite is none", async () => {
    const store = storeOf(faulty, { retry: { deadlineMs: Number.POSITIVE_INFINITY } });
    faulty.proxy.next(internalError);
    await expect(store.saveEvent(priceLowered())).resolves.toBeDefined();
  });
});

describe("what does not pass", () => {
  test.each([
    "ValidationException",
    "AccessDeniedException",
    "ResourceNotFoundException",
    "UnrecognizedClientException",
  ])("%s is not tried again, and kept as the cause", async (name) => {
    faulty.proxy.always(refuse(name));
    const requests = await requestsOf(async () => {
      const error = await failureOf(storeOf(faulty).saveEvent(secret()), StorageError);
      expect(error).toMatchObject({ code: "storage", cause: { name } });
      expect(error.message).toContain(name);
      await failureOf(ask(), StorageError);
    });
    expect(requests).toEqual(["TransactWriteItems", "Query"]);
  });

  test("a table that is missing", async () => {
    const store = storeOf({ ...faulty, tableName: "no-such-table" });
    const { cause } = await failureOf(store.saveEvent(secret()), StorageError);
    expect(cause).toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("credentials that cannot be had", async () => {
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

  test("that is aborted already lets nothing through", async () => {
    const signal = AbortSignal.abort(reason);
    const store = storeOf(faulty);
    const { type, data } = priceLowered();
    const question = { partitionId: data.store_id, signal };
    const requests = await requestsOf(async () => {
      const outcomes = await Promise.allSettled([
        store.saveEvent({ type, data }, { signal }),
        store.saveEvents([{ type, data }], { signal }),
        store.getLatestEvent({ eventType: type, ...question }),
        store.getLatestEvents({ eventType: type, ...question }),
        store.getEventStream({ eventTypes: [type], ...question }),
        store.streams.productPrices(data).read({ signal }),
      ]);
      expect(outcomes).toEqual(outcomes.map(() => ({ status: "rejected", reason })));
    });
    expect(requests).toEqual([]);
  });

  test.each([
    ["while the engine is silent", silence],
    ["between two tries", cancel("TransactionConflict", "None")],
    ["between two tries of the SDK's", throttle],
  ])("ends a call %s, with its reason", async (_, fault) => {
    const caller = new AbortController();
    const arrived = new Promise<void>((resolve) => {
      faulty.proxy.always((exchange) => {
        resolve();
        return fault(exchange);
      });
    });
    const save = storeOf(faulty).saveEvent(priceLowered(), { signal: caller.signal });
    const outcome = expect(save).rejects.toBe(reason);
    await arrived;
    caller.abort(reason);
    await outcome;
  });
});
