import {
  EventValidationError,
  InvalidArgumentError,
  newEventId,
  RetriesExhaustedError,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import { isError } from "../../generator/src/diagnostics/diagnostic.js";
import { generate } from "../../generator/src/generate.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import {
  createTodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import {
  behindProxy,
  clientOf,
  failureOf,
  NOTES,
  operationsOf,
  priceLowered,
  priceRaised,
  SECRET_ID,
  storedItems,
  storeOf,
  type TestTable,
  testTable,
  untyped,
} from "../client/support.js";
import { silence, throttle } from "../engines/proxy.js";

const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

/** Analyzes a schema whose only event has these fields. */
async function schemaWith(fields: readonly string[], more = "") {
  const data = fields.map((field) => `      ${field}\n`).join("");
  const yaml = `version: 1\nname: X\n${more}events:\n  A_DONE:\n    data:\n${data}`;
  const { diagnostics, body } = await generate(sourceFile("x.yaml", yaml), "native");
  return { codes: diagnostics.filter(isError).map(({ code }) => code), body };
}

// The titles describe the behaviour of @status-machina/ddb-pattern 0.1.1.
describe("a fault of the source library that must not come back", () => {
  test("the README's partition + model query finds nothing, as `saveEvent` never writes that key", async () => {
    const store = storeOf(table);
    const saved = await store.saveEvent(priceLowered());
    const { store_id, product_id } = saved.data;
    const query = {
      eventType: PRICE_LOWERED,
      partitionId: store_id,
      modelKey: "product_id",
      modelId: product_id,
    } as const;
    expect(await store.getLatestEvents(query)).toEqual([saved]);
  });

  test("`getLatestEvent` returns the oldest event", async () => {
    const store = storeOf(table);
    const { type, data } = priceLowered();
    for (const price of [3, 2, 1]) await store.saveEvent({ type, data: { ...data, price } });
    const latest = await store.getLatestEvent({ eventType: type, partitionId: data.store_id });
    expect(latest?.data.price).toBe(1);
  });

  test("a type with another type's data compiles", async () => {
    const todo = createTodoEventClient(table.documents, table.tableName);
    const data = { list_id: newEventId(), todo_id: newEventId(), user_id: newEventId() };
    const save = () =>
      todo.saveEvent({
        type: TodoEventTypes.TODO_ASSIGNED,
        // @ts-expect-error: TODO_COMPLETED's data
        data,
      });
    const { issues } = await failureOf(save(), EventValidationError);
    expect(issues.map(({ path, rule }) => [path.at(-1), rule])).toEqual([
      ["user_id", "additionalProperties"],
      ["assigned_to_user_id", "required"],
      ["assigned_by_user_id", "required"],
    ]);
  });

  test("events of one millisecond read back reversed; ids not monotonic", async () => {
    const store = storeOf(table, { clock: () => 1_700_000_000_000 });
    const { type, data } = priceLowered();
    for (let price = 0; price < 20; price++)
      await store.saveEvent({ type, data: { ...data, price } });
    const events = await store.getLatestEvents({ eventType: type, partitionId: data.store_id });
    expect(events.map((event) => event.data.price)).toEqual([...events.keys()]);
    expect(new Set(events.map(({ timestamp }) => timestamp)).size).toBe(1);
  });

  test('an optional id that is `undefined`, `null` or `""` kills the save after 1.4 s', async () => {
    const store = untyped(storeOf(table));
    const { type, data } = priceRaised();
    const save = (alert_id: unknown) => store.saveEvent({ type, data: { ...data, alert_id } });
    const [write] = await operationsOf(table, () => save(undefined));
    expect(write?.input.TransactItems).toHaveLength(2);
    for (const refused of [null, ""]) {
      const operations = await operationsOf(table, () =>
        failureOf(save(refused), EventValidationError),
      );
      expect(operations).toEqual([]);
    }
  });

  test("`::` in an id collides with, and reads, another tenant's key", async () => {
    // Validation is off, because keys must be safe without it.
    const store = storeOf(table, { validate: "off" });
    const [tenant, product_id] = [newEventId(), newEventId()];
    const saved = await store.saveEvent(priceLowered({ store_id: tenant, product_id }));
    const forged = `${tenant}::PRODUCT::${product_id}`;
    const forgery = priceLowered({ store_id: forged, product_id });
    const own = await store.saveEvent(forgery);

    const found = (partitionId: string) =>
      store.getLatestEvents({ eventType: PRICE_LOWERED, partitionId });
    expect(await found(forged)).toEqual([own]);
    expect(await found(tenant)).toEqual([saved]);
    const key = `STORE::${tenant}::PRODUCT::${product_id}::PRICE_LOWERED`;
    expect(await storedItems(table, key)).toMatchObject([{ id: saved.id }]);

    const { issues } = await failureOf(storeOf(table).saveEvent(forgery), EventValidationError);
    expect(issues).toMatchObject([
      { path: ["data", "store_id"], rule: "format", expected: "ulid" },
    ]);
  });

  // wire.test.ts and quiet.test.ts test the other parts of this fault.
  test("every error retried three times, `console.error`, payload in the message", async () => {
    const nowhere = storeOf({ ...table, tableName: "no-such-table" });
    const operations = await operationsOf(table, () =>
      failureOf(nowhere.saveEvent(priceLowered({ product_id: SECRET_ID })), Error),
    );
    expect(operations).toMatchObject([{ requests: 1 }]);
  });

  test("no id returned, no condition, no batch, no limit, cursor, reverse; pages of 25", async () => {
    const store = storeOf(table);
    const { type, data } = priceLowered();
    const saved = await store.saveEvents(Array.from({ length: 30 }, () => ({ type, data })));
    const query = { eventType: type, partitionId: data.store_id };
    expect(await store.getLatestEvents(query)).toEqual(saved);
    expect(await store.getLatestEvents({ ...query, order: "desc", limit: 2 })).toEqual([
      saved[29],
      saved[28],
    ]);

    const [first] = saved;
    const other = { type, data: { ...data, price: 1 }, id: first?.id as string };
    await expect(store.saveEvent(other)).rejects.toMatchObject({ code: "event-id-reused" });
  });

  test("the bare `TYPE` key takes every event of a type: about 500 events a second for the whole table", async () => {
    const store = untyped(storeOf(table));
    await store.saveEvent(priceLowered());
    expect(await storedItems(table, PRICE_LOWERED)).toEqual([]);
    await failureOf(store.getLatestEvents({ eventType: PRICE_LOWERED }), UnknownLookupError);

    const bareLookup = /lookups: \[\[\]/;
    const fields = ["shop_id: ulid"];
    expect((await schemaWith(fields, "partition: shop_id\n")).body).not.toMatch(bareLookup);
    expect((await schemaWith(fields)).body).toMatch(bareLookup);
  });

  test('a query by product mixes the events of all stores; `modelId` without `modelKey`, or `partitionId: ""`, returns every store\'s events', async () => {
    const store = storeOf(table);
    const product_id = newEventId();
    const [mine] = await store.saveEvents([
      priceLowered({ product_id }),
      priceLowered({ product_id }),
    ]);
    const query = {
      eventType: PRICE_LOWERED,
      partitionId: mine?.data.store_id as string,
      modelKey: "product_id",
      modelId: product_id,
    } as const;
    expect(await store.getLatestEvents(query)).toEqual([mine]);

    const read = (change: object) => untyped(store).getLatestEvents({ ...query, ...change });
    await failureOf(read({ partitionId: undefined }), InvalidArgumentError);
    await failureOf(read({ modelKey: undefined }), InvalidArgumentError);
    await failureOf(read({ partitionId: "" }), InvalidArgumentError);
    const { partitionId: _, ...unscoped } = query;
    await failureOf(untyped(store).getLatestEvents(unscoped), UnknownLookupError);
  });

  test("`user_id` and `User_id` share a key; a field `_id` has an empty name; ids that are numbers, arrays or objects are turned into text", async () => {
    expect((await schemaWith(["user_id: string"])).codes).toEqual([]);
    const clash = await schemaWith(["user_id: string", "User_id: string"]);
    expect(clash.codes).toEqual(["entity-clash"]);
    expect((await schemaWith(["_id: string"])).codes).toEqual(["id-field-name"]);
    for (const type of ["number", "integer", "boolean", "json", "string[]", "{ type: object }"]) {
      expect((await schemaWith([`user_id: ${type}`])).codes).toEqual(["id-field-not-string"]);
    }

    const notes = clientOf(NOTES, table);
    for (const note_id of [7, ["n"], { id: "n" }]) {
      const event = { type: "NOTE_TAKEN", data: { note_id } };
      const { issues } = await failureOf(notes.saveEvent(event), EventValidationError);
      expect(issues.map(({ path }) => path)).toEqual([["data", "note_id"]]);
    }
  });

  test("the same event type named twice doubles every event", async () => {
    const store = storeOf(table);
    const saved = await store.saveEvent(priceLowered());
    const partitionId = saved.data.store_id;
    const eventTypes = [PRICE_LOWERED, PRICE_LOWERED, PRICE_RAISED, PRICE_LOWERED];
    expect(await store.getEventStream({ eventTypes, partitionId })).toEqual([saved]);
  });

  // Readers cannot repair this fault. The README documents it, and this test shows it.
  test("a reader that follows with `after` never sees an event that committed late (ids come from writers' clocks)", async () => {
    const store = storeOf(table);
    const { type, data } = priceLowered();
    const read = await store.saveEvent({ type, data });
    const writerBehind = storeOf(table, { clock: () => Date.parse(read.timestamp) - 60_000 });
    const late = await writerBehind.saveEvent({ type, data });

    const { store_id, product_id } = data;
    const stream = store.streams.productPrices({ store_id, product_id });
    expect(await stream.read({ after: read.id })).toEqual({ events: [] });
    expect(await stream.read()).toEqual({ events: [late, read] });
  });

  test("one throttled save makes 12 requests over 12 seconds (its retries times the SDK's)", async () => {
    const maxAttempts = 2;
    const faulty = await behindProxy(table, { maxAttempts });
    faulty.proxy.always(throttle);
    const event = { ...priceLowered({ product_id: SECRET_ID }), id: newEventId() };
    const error = await failureOf(storeOf(faulty).saveEvent(event), RetriesExhaustedError);
    expect(error).toMatchObject({ attempts: maxAttempts, eventIds: [event.id] });
    expect(faulty.proxy.requests).toHaveLength(maxAttempts);

    faulty.proxy.always(silence);
    const hasty = storeOf(faulty, { retry: { deadlineMs: 20 } });
    const { message } = await failureOf(hasty.saveEvent(event), RetriesExhaustedError);
    expect(message).toContain("within 20 ms");
    await faulty.close();
  });
});
