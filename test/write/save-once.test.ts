import { EventIdReusedError, newEventId, RetriesExhaustedError } from "ddb-pattern-runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import {
  behindProxy,
  clientOf,
  type FaultyTable,
  failureOf,
  NOTES,
  operationsOf,
  priceLowered,
  priceRaised,
  storedItems,
  storeOf,
  type TestTable,
  testTable,
} from "../client/support.js";
import { cancel, refuse, resetAfter, resetBefore } from "../engines/proxy.js";

let table: TestTable;
let faulty: FaultyTable;
beforeAll(async () => {
  table = await testTable();
  faulty = await behindProxy(table, { maxAttempts: 3 });
});
afterAll(() => faulty.close());

/** All PRICE_LOWERED events in the store of this event. */
function storedIn(event: ReturnType<typeof priceLowered>) {
  const partitionId = event.data.store_id;
  return storeOf(table).getLatestEvents({ eventType: StoreEventTypes.PRICE_LOWERED, partitionId });
}

describe("a repeated save", () => {
  test("with the same content returns the stored event, and writes nothing", async () => {
    const event = { ...priceLowered(), id: newEventId() };
    const saved = await storeOf(table).saveEvent(event);
    const again = { ...event, data: Object.fromEntries(Object.entries(event.data).reverse()) };
    const operations = await operationsOf(table, async () => {
      expect(await storeOf(table).saveEvent(again as typeof event)).toEqual(saved);
    });

    // The refusal contains the stored item, so no read follows.
    expect(operations.map(({ name }) => name)).toEqual(["TransactWriteItems"]);
    expect(await storedIn(event)).toEqual([saved]);
  });

  test.each([
    ["one copy", "NOTE_TAKEN"],
    ["several", "NOTE_SHARED"],
  ])("as %s is stored once, and is refused with one more member", async (_, type) => {
    const notes = clientOf(NOTES, table);
    const note = { type, id: newEventId(), data: { note_id: newEventId() } };
    const saved = await notes.saveEvent(note);
    expect(await notes.saveEvent(note)).toEqual(saved);
    const other = { ...note, data: { ...note.data, text: "other" } };
    const error = await failureOf(notes.saveEvent(other), EventIdReusedError);

    expect(error).toMatchObject({
      code: "event-id-reused",
      eventId: note.id,
      eventIds: [note.id],
      outcome: "not-written",
    });
    const [item, ...others] = await storedItems(table, `NOTE::${note.data.note_id}::${type}`);
    const mark = item?.canonical === true ? { canonical: true } : {};
    expect(item).toEqual({ ...saved, pk: item?.pk, sk: saved.id, ...mark });
    expect(others).toEqual([]);
  });

  test.each([
    ["another price", { price: 1 }],
    ["another product, so that only one of its keys is taken", { product_id: newEventId() }],
  ])("with %s is refused, and nothing is written", async (_, change) => {
    const event = { ...priceLowered(), id: newEventId() };
    const saved = await storeOf(table).saveEvent(event);
    const other = { ...event, data: { ...event.data, ...change } };
    const { eventId, code } = await failureOf(storeOf(table).saveEvent(other), EventIdReusedError);

    expect({ eventId, code }).toEqual({ eventId: event.id, code: "event-id-reused" });
    expect(await storedIn(event)).toEqual([saved]);
    const { product_id, store_id } = other.data;
    const stream = storeOf(table).streams.productPrices({ store_id, product_id });
    const isSameProduct = product_id === event.data.product_id;
    expect((await stream.read()).events).toEqual(isSameProduct ? [saved] : []);
  });

  test("of a batch writes the missing events together", async () => {
    const store = storeOf(table);
    const batch = [priceLowered(), priceRaised(), priceLowered()].map((event) => ({
      ...event,
      id: newEventId(),
    }));
    await store.saveEvent(batch[1] as (typeof batch)[number]);
    const operations = await operationsOf(table, async () => {
      expect(await store.saveEvents(batch)).toMatchObject(batch);
    });

    expect(operations.map(({ name }) => name)).toEqual([
      "TransactWriteItems",
      "TransactWriteItems",
    ]);
    expect(operations[1]?.input.TransactItems).toHaveLength(4);
    expect(await store.saveEvents(batch)).toMatchObject(batch);
  });

  test("with several contents at once stores one of them, and refuses the others", async () => {
    const event = { ...priceLowered(), id: newEventId() };
    const prices = [1, 2, 3, 1, 2, 3, 1, 2, 3];
    const outcomes = await Promise.allSettled(
      prices.map((price) => storeOf(table).saveEvent({ ...event, data: { ...event.data, price } })),
    );

    const [winner, ...others] = await storedIn(event);
    expect(others).toEqual([]);
    for (const [index, outcome] of outcomes.entries()) {
      const isSame = prices[index] === winner?.data.price;
      expect(outcome.status).toBe(isSame ? "fulfilled" : "rejected");
      if (outcome.status === "rejected") expect(outcome.reason).toBeInstanceOf(EventIdReusedError);
    }
  });
});

describe("a save whose answer is lost", () => {
  test.each([
    ["after the commit", resetAfter],
    ["before it", resetBefore],
  ])("%s succeeds and stores the event once: several copies", async (_, fault) => {
    const event = priceLowered();
    faulty.proxy.next(fault);
    const saved = await storeOf(faulty).saveEvent(event);
    expect(await storedIn(event)).toEqual([saved]);
  });

  test.each([
    ["after the commit", resetAfter],
    ["before it", resetBefore],
  ])("%s succeeds and stores the event once: one copy", async (_, fault) => {
    const note_id = newEventId();
    faulty.proxy.next(fault);
    const saved = await clientOf(NOTES, faulty).saveEvent({
      type: "NOTE_TAKEN",
      data: { note_id },
    });
    expect(await storedItems(table, `NOTE::${note_id}::NOTE_TAKEN`)).toMatchObject([saved]);
  });

  test("each time ends in an error with the id to repeat it with", async () => {
    const event = priceLowered();
    faulty.proxy.next(resetAfter, resetAfter, resetAfter);
    const error = await failureOf(storeOf(faulty).saveEvent(event), RetriesExhaustedError);
    const { eventIds } = error;
    expect(error).toMatchObject({ outcome: "unknown", attempts: 3 });

    const stored = await storedIn(event);
    expect(stored.map(({ id }) => id)).toEqual(eventIds);
    const [id] = eventIds as [string];
    expect(await storeOf(faulty).saveEvent({ ...event, id })).toEqual(stored[0]);
    expect(await storedIn(event)).toEqual(stored);
  });
});

describe("a transaction that conflicts with another one", () => {
  test.each([
    ["is cancelled for it", cancel("None", "TransactionConflict")],
    ["is cancelled for a throttled item", cancel("ThrottlingError", "None")],
  ])("and %s is retried under the same id", async (_, fault) => {
    const event = priceLowered();
    faulty.proxy.next(fault, fault);
    const operations = await operationsOf(faulty, () => storeOf(faulty).saveEvent(event));
    expect(operations.map(({ requests }) => requests)).toEqual([1, 1, 1]);
    expect(await storedIn(event)).toHaveLength(1);
  });

  test("as a single put is retried", async () => {
    const note_id = newEventId();
    faulty.proxy.next(refuse("TransactionConflictException"));
    const saved = await clientOf(NOTES, faulty).saveEvent({
      type: "NOTE_TAKEN",
      data: { note_id },
    });
    expect(await storedItems(table, `NOTE::${note_id}::NOTE_TAKEN`)).toMatchObject([saved]);
  });

  test("fails after the attempts of the retry policy", async () => {
    const before = faulty.proxy.requests.length;
    const conflict = cancel("TransactionConflict", "None");
    faulty.proxy.next(conflict, conflict);
    const store = storeOf(faulty, { retry: { maxAttempts: 2 } });
    const event = priceLowered();
    const error = await failureOf(store.saveEvent(event), RetriesExhaustedError);

    expect(error).toMatchObject({
      attempts: 2,
      cause: { name: "TransactionCanceledException" },
      outcome: "not-written",
    });
    expect(faulty.proxy.requests.length - before).toBe(2);
    expect(await storedIn(event)).toEqual([]);
  });

  test("and fails its condition is not retried", async () => {
    const event = { ...priceLowered(), id: newEventId() };
    await storeOf(table).saveEvent(event);
    const other = { ...event, data: { ...event.data, price: 1 } };
    faulty.proxy.next(cancel("ConditionalCheckFailed", "TransactionConflict"));
    const operations = await operationsOf(faulty, () => storeOf(faulty).saveEvent(other));
    expect(operations.map(({ name }) => name)).toEqual(["TransactWriteItems", "Query"]);
  });
});

describe("a condition that failed without returning the existing item", () => {
  const failed = refuse("ConditionalCheckFailedException");
  const note = () => ({ type: "NOTE_TAKEN", id: newEventId(), data: { note_id: newEventId() } });

  test("is resolved by a read that finds the event itself", async () => {
    const event = note();
    const saved = await clientOf(NOTES, table).saveEvent(event);
    faulty.proxy.next(failed);
    const operations = await operationsOf(faulty, async () => {
      expect(await clientOf(NOTES, faulty).saveEvent(event)).toEqual(saved);
    });
    expect(operations.map(({ name }) => name)).toEqual(["PutItem", "Query"]);
    expect(operations[1]?.input.ConsistentRead).toBe(true);
  });

  test("is resolved by a read that finds another event", async () => {
    const event = note();
    await clientOf(NOTES, table).saveEvent(event);
    faulty.proxy.next(failed);
    const other = { ...event, data: { ...event.data, text: "other" } };
    const error = await failureOf(clientOf(NOTES, faulty).saveEvent(other), EventIdReusedError);
    expect(error.outcome).toBe("not-written");
  });

  test("is retried if the read finds no item", async () => {
    const event = note();
    faulty.proxy.next(failed);
    const operations = await operationsOf(faulty, () => clientOf(NOTES, faulty).saveEvent(event));
    expect(operations.map(({ name }) => name)).toEqual(["PutItem", "Query", "PutItem"]);
    expect(await storedItems(table, `NOTE::${event.data.note_id}::NOTE_TAKEN`)).toHaveLength(1);
  });

  // Like a role that may write but not read.
  test.each([
    ["refused", () => [failed, refuse("AccessDeniedException")], "storage"],
    ["lost", () => [failed, resetBefore, resetBefore, resetBefore], "retries-exhausted"],
  ])("has an unknown outcome if the read is %s", async (_, faults, code) => {
    const event = note();
    faulty.proxy.next(...faults());
    const error = await clientOf(NOTES, faulty)
      .saveEvent(event)
      .then(
        () => undefined,
        (reason: unknown) => reason,
      );
    expect(error).toMatchObject({ code, outcome: "unknown", eventIds: [event.id] });
    const saved = await clientOf(NOTES, table).saveEvent(event);
    expect(await storedItems(table, `NOTE::${event.data.note_id}::NOTE_TAKEN`)).toMatchObject([
      saved,
    ]);
  });
});
