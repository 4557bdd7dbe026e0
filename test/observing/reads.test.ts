import { AsyncLocalStorage } from "node:async_hooks";
import { newEventId, UnknownEventTypeError } from "ddb-pattern-runtime";
import { describe, expect, test } from "vitest";
import {
  createStoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import {
  BANK,
  clientOf,
  failureOf,
  moved,
  priceLowered,
  priceRaised,
  streamOf,
  TABLES,
} from "../client/support.js";
import { listen, messagesOf } from "./support.js";

const TIMING = { startedAt: expect.any(Number), durationMs: expect.any(Number) };

describe.each(TABLES)("%s", (_, open) => {
  test("every read publishes what it asked for, and what it cost", async () => {
    const { documents, tableName } = await open();
    const store = createStoreEventClient(documents, tableName);
    const ids = { store_id: newEventId(), product_id: newEventId() };
    await store.saveEvents([priceLowered(ids), priceRaised(ids), priceLowered(ids)]);
    const query = {
      partitionId: ids.store_id,
      modelKey: "product_id",
      modelId: ids.product_id,
    } as const;
    const eventType = StoreEventTypes.PRICE_LOWERED;
    const eventTypes = [eventType, StoreEventTypes.PRICE_RAISED] as const;
    const heard = listen("ddb-pattern:read");

    await store.getLatestEvent({ ...query, eventType });
    await store.getLatestEvents({ ...query, eventType, consistentRead: true });
    await store.getEventStream({ ...query, eventTypes: [...eventTypes] });
    await store.getEventPage({ ...query, eventTypes: [...eventTypes], limit: 2 });
    for await (const _ of store.iterateEventStream({ ...query, eventTypes: [...eventTypes] }))
      break;

    const common = { tableName, ...TIMING, consistentRead: false };
    expect(messagesOf(heard, "ddb-pattern:read")).toEqual([
      { ...common, eventTypes: [eventType], events: 1, requests: 1 },
      { ...common, eventTypes: [eventType], events: 2, requests: 1, consistentRead: true },
      { ...common, eventTypes, events: 3, requests: 2 },
      { ...common, eventTypes, events: 2, requests: 2 },
      { ...common, eventTypes, events: 1, requests: 2 },
    ]);
  });

  test("a read of a stream names the stream", async () => {
    const table = await open();
    const client = clientOf(BANK, table);
    const account_id = newEventId();
    await client.saveEvents([moved(account_id), { type: "NAMED", data: { account_id } }]);
    const heard = listen("ddb-pattern:read");
    await streamOf(client, "account", { account_id }).read();
    for await (const _ of streamOf(client, "account", { account_id }).iterate({ limit: 1 }));
    await streamOf(client, "log", { account_id }).read();
    await streamOf(client, "names", { account_id }).read();
    const common = { tableName: table.tableName, ...TIMING, requests: 1 };
    const [consistent, eventTypes] = [{ ...common, consistentRead: true }, []];
    expect(messagesOf(heard, "ddb-pattern:read")).toEqual([
      { ...consistent, stream: "account", eventTypes, events: 2 },
      { ...consistent, stream: "account", eventTypes, events: 1 },
      { ...common, consistentRead: false, stream: "log", eventTypes, events: 0 },
      { ...common, consistentRead: false, eventTypes: ["NAMED"], events: 1 },
    ]);
  });

  test("a read that fails publishes its error", async () => {
    const table = await open();
    const account_id = newEventId();
    await clientOf(BANK, table).saveEvent(moved(account_id));
    const { account } = BANK.streams;
    const older = { ...BANK, streams: { ...BANK.streams, account: { ...account, events: [] } } };
    const heard = listen("ddb-pattern:read");
    const stream = streamOf(clientOf(older as never, table), "account", { account_id });
    const error = await failureOf(stream.read(), UnknownEventTypeError);
    const iterate = async () => {
      for await (const _ of stream.iterate());
    };
    await failureOf(iterate(), UnknownEventTypeError);
    const summary = { name: error.name, code: error.code, message: error.message };
    expect(messagesOf(heard, "ddb-pattern:read")).toMatchObject([
      { events: 0, requests: 1, error: summary },
      { events: 0, requests: 1, error: summary },
    ]);
  });

  test("messages are published in the asynchronous context of the call", async () => {
    const { documents, tableName } = await open();
    const store = createStoreEventClient(documents, tableName);
    const context = new AsyncLocalStorage<string>();
    const { observe } = await import("ddb-pattern-runtime");
    const seen: unknown[] = [];
    const stops = [
      observe("ddb-pattern:save", () => seen.push(context.getStore())),
      observe("ddb-pattern:read", () => seen.push(context.getStore())),
    ];
    const ids = { store_id: newEventId(), product_id: newEventId() };
    await Promise.all(
      ["a", "b"].map((name) =>
        context.run(name, async () => {
          await store.saveEvent(priceLowered(ids));
          await store.streams.productPrices(ids).read();
        }),
      ),
    );
    for (const stop of stops) stop();
    expect(seen.sort()).toEqual(["a", "a", "b", "b"]);
  });
});
