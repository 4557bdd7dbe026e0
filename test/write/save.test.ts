import { EventIdReusedError, newEventId } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { timestampOf } from "../../runtime/src/events/event-id.js";
import { StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import {
  createTodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import {
  clientOf,
  deepFreeze,
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

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

describe("saveEvent", () => {
  test("writes one copy with PutItem and several with one TransactWriteItems, on condition that the keys do not exist", async () => {
    const note = { type: "NOTE_TAKEN", data: { note_id: newEventId() } };
    const [put, ...none] = await operationsOf(table, () => clientOf(NOTES, table).saveEvent(note));
    expect(put).toMatchObject({
      name: "PutItem",
      input: { ConditionExpression: "attribute_not_exists(pk)" },
    });
    expect(none).toEqual([]);

    const event = priceRaised({ alert_id: newEventId() });
    const operations = await operationsOf(table, () => storeOf(table).saveEvent(event));
    const Put = expect.objectContaining({ ConditionExpression: "attribute_not_exists(pk)" });
    expect(operations).toMatchObject([
      { name: "TransactWriteItems", input: { TransactItems: [{ Put }, { Put }, { Put }] } },
    ]);
  });

  test("stores each copy as the source library did, and marks one as canonical", async () => {
    const { type, data } = priceRaised({ alert_id: newEventId() });
    const { id, timestamp } = await storeOf(table).saveEvent({ type, data });

    expect(timestamp).toBe(timestampOf(id));
    const keys = [
      `STORE::${data.store_id}::PRICE_RAISED`,
      `STORE::${data.store_id}::PRODUCT::${data.product_id}::PRICE_RAISED`,
      `STORE::${data.store_id}::ALERT::${data.alert_id}::PRICE_RAISED`,
    ];
    for (const [index, pk] of keys.entries()) {
      const mark = index === 0 ? { canonical: true } : {};
      expect(await storedItems(table, pk)).toEqual([
        { pk, sk: id, id, type, timestamp, data, ...mark },
      ]);
    }
  });

  test("returns the event as it is read back, with an id of the current time", async () => {
    const store = storeOf(table);
    const { type, data } = priceLowered();
    const before = new Date().toISOString();
    const saved = await store.saveEvent({ type, data });
    const after = new Date().toISOString();

    expect(saved).toEqual({ id: saved.id, type, timestamp: saved.timestamp, data });
    expect(saved.timestamp >= before && saved.timestamp <= after).toBe(true);
    const latest = await store.getLatestEvent({ eventType: type, partitionId: data.store_id });
    expect(latest).toEqual(saved);
  });

  test("keeps a given id", async () => {
    const id = newEventId();
    const event = priceLowered();
    expect(await storeOf(table).saveEvent({ ...event, id })).toMatchObject({ id, ...event });
  });

  test("stores one copy for equal keys", async () => {
    const todo = createTodoEventClient(table.documents, table.tableName);
    const user = newEventId();
    const data = {
      list_id: newEventId(),
      todo_id: newEventId(),
      assigned_to_user_id: user,
      assigned_by_user_id: user,
    };
    const save = (by: string) =>
      todo.saveEvent({
        type: TodoEventTypes.TODO_ASSIGNED,
        data: { ...data, assigned_by_user_id: by },
      });
    const [toHerself] = await operationsOf(table, () => save(user));
    const [toAnother] = await operationsOf(table, () => save(newEventId()));

    expect(toHerself?.input.TransactItems).toHaveLength(3);
    expect(toAnother?.input.TransactItems).toHaveLength(4);
    const found = await todo.getLatestEvents({
      eventType: TodoEventTypes.TODO_ASSIGNED,
      partitionId: data.list_id,
      modelKey: "user_id",
      modelId: user,
    });
    expect(found).toHaveLength(2);
  });

  test("drops undefined members at any depth, including an optional id", async () => {
    const data = {
      note_id: newEventId(),
      user_id: undefined,
      pages: [{ text: "a", mark: undefined, inner: { gone: undefined } }],
    };
    const event = { type: "NOTE_SHARED", data };
    const [write] = await operationsOf(table, () => clientOf(NOTES, table).saveEvent(event));
    expect(write?.input.TransactItems).toHaveLength(2);

    const [item] = await storedItems(table, `NOTE::${data.note_id}::NOTE_SHARED`);
    expect(item?.data).toStrictEqual({
      note_id: data.note_id,
      pages: [{ text: "a", inner: {} }],
    });
  });

  test("neither changes the caller's objects nor is affected by later changes to them", async () => {
    const notes = clientOf(NOTES, table);
    const frozen = deepFreeze({
      type: "NOTE_TAKEN",
      data: { note_id: newEventId(), tags: ["a"], gone: undefined },
    });
    await notes.saveEvent(frozen, Object.freeze({}));

    const pages = ["first"];
    const saving = notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id: newEventId(), pages } });
    pages.push("too late");
    expect((await saving).data.pages).toEqual(["first"]);
  });
});

describe("saveEvents", () => {
  test("writes events of several types in one request, with ids that grow in the order given", async () => {
    const store = storeOf(table);
    const ids = { store_id: newEventId(), product_id: newEventId() };
    const events = [priceRaised(ids), priceLowered(ids), priceRaised(ids)];
    const operations = await operationsOf(table, () => store.saveEvents(events));
    expect(operations.map(({ name }) => name)).toEqual(["TransactWriteItems"]);

    const { events: stored } = await store.streams.productPrices(ids).read();
    expect(stored).toMatchObject(events);
  });

  test("returns the stored events in the order given", async () => {
    const store = storeOf(table);
    const first = priceLowered();
    const second = priceRaised({ store_id: first.data.store_id });
    const saved = await store.saveEvents([first, second]);
    expect(saved).toMatchObject([first, second]);
    expect(saved.map(({ id }) => id)).toEqual(saved.map(({ id }) => id).sort());
  });

  test("writes no event if one of them cannot be stored", async () => {
    const store = storeOf(table);
    const taken = { store_id: newEventId(), product_id: newEventId() };
    const { id } = await store.saveEvent(priceLowered(taken));
    const innocent = priceLowered();
    const culprit = { ...priceLowered({ ...taken, price: 1 }), id };
    const { eventId } = await failureOf(store.saveEvents([innocent, culprit]), EventIdReusedError);
    expect(eventId).toBe(id);

    const eventType = StoreEventTypes.PRICE_LOWERED;
    const partitionId = innocent.data.store_id;
    expect(await store.getLatestEvents({ eventType, partitionId })).toEqual([]);
  });

  test("makes no request for an empty list", async () => {
    const operations = await operationsOf(table, () => storeOf(table).saveEvents([]));
    expect(operations).toEqual([]);
    expect(await storeOf(table).saveEvents([])).toEqual([]);
  });
});
