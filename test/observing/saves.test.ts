import { newEventId, StorageError, StreamConflictError } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { describe, expect, test } from "vitest";
import { createStoreEventClient } from "../../schemas-example/store/events.generated.js";
import {
  BANK,
  clientOf,
  failureOf,
  importOf,
  moved,
  priceLowered,
  priceRaised,
  SECRET,
  streamOf,
  TABLES,
} from "../client/support.js";
import { listen, messagesOf } from "./support.js";

const TIMING = { startedAt: expect.any(Number), durationMs: expect.any(Number) };

describe.each(TABLES)("%s", (_, open) => {
  test("a save is published when it has ended, with its events and its outcome", async () => {
    const { documents, tableName } = await open();
    const store = createStoreEventClient(documents, tableName);
    const heard = listen("ddb-pattern:save");
    const before = Date.now();
    const saved = await store.saveEvents([priceLowered(), priceRaised()]);
    expect(heard).toEqual([
      {
        channel: "ddb-pattern:save",
        message: {
          tableName,
          eventTypes: ["PRICE_LOWERED", "PRICE_RAISED"],
          eventIds: saved.map(({ id }) => id),
          attempts: 1,
          outcome: "written",
          ...TIMING,
        },
      },
    ]);
    const [message] = messagesOf(heard, "ddb-pattern:save");
    expect(message?.startedAt).toBeGreaterThanOrEqual(before);
    expect(message?.durationMs).toBeGreaterThan(0);
  });

  test("a save that meets another writer publishes the conflict and its own end", async () => {
    const table = await open();
    const client = clientOf(BANK, table);
    const account_id = newEventId();
    const stream = streamOf(client, "account", { account_id });
    const { head } = await stream.read();
    const first = await client.saveEvent(moved(account_id));
    const heard = listen("ddb-pattern:conflict", "ddb-pattern:save", "ddb-pattern:retry");
    const save = client.saveEvent(moved(account_id), { expect: [stream.unchangedSince(head)] });
    const error = await failureOf(save, StreamConflictError);
    const { tableName } = table;
    expect(heard).toEqual([
      {
        channel: "ddb-pattern:conflict",
        message: {
          tableName,
          stream: "account",
          ids: { ACCOUNT: account_id },
          expectedRevision: 0,
          eventIds: error.eventIds,
          foundEventId: first.id,
        },
      },
      {
        channel: "ddb-pattern:save",
        message: {
          tableName,
          eventTypes: ["MOVED"],
          eventIds: error.eventIds,
          attempts: 1,
          outcome: "not-written",
          error: { name: "StreamConflictError", code: "stream-conflict", message: error.message },
          ...TIMING,
        },
      },
    ]);
  });

  test("an append that finds its revision taken publishes a retry", async () => {
    const table = await open();
    const [one, two] = [clientOf(BANK, table), clientOf(BANK, table)];
    const account_id = newEventId();
    await one.saveEvent(moved(account_id));
    await two.saveEvent(moved(account_id));
    const heard = listen("ddb-pattern:retry", "ddb-pattern:save", "ddb-pattern:conflict");
    // The first client believes that the stream ends at its own event.
    await one.saveEvent(moved(account_id));
    const { tableName } = table;
    expect(messagesOf(heard, "ddb-pattern:retry")).toEqual([
      { tableName, operation: "save", reason: "key-taken", attempt: 1 },
    ]);
    expect(messagesOf(heard, "ddb-pattern:save")).toMatchObject([
      { outcome: "written", attempts: 2 },
    ]);
    expect(messagesOf(heard, "ddb-pattern:conflict")).toEqual([]);
  });

  test("an import publishes a save for each of its transactions", async () => {
    const table = await open();
    const client = clientOf(BANK, table);
    const heard = listen("ddb-pattern:save");
    const account_id = newEventId();
    const events = Array.from({ length: 120 }, () => moved(account_id));
    await importOf(client, events);
    const messages = messagesOf(heard, "ddb-pattern:save");
    expect(messages.map(({ eventIds }) => eventIds.length)).toEqual([100, 20]);
  });
});

test("a write that conflicts with other writes publishes each retry", async () => {
  const busy = new MemoryTable({ contention: 0.9, random: numbers(0.1, 0.1, 0.95) });
  const store = createStoreEventClient(busy, "events");
  const heard = listen("ddb-pattern:retry", "ddb-pattern:save");
  await store.saveEvent(priceLowered());
  expect(messagesOf(heard, "ddb-pattern:retry")).toEqual(
    [1, 2].map((attempt) => {
      return { tableName: "events", operation: "save", reason: "contention", attempt };
    }),
  );
  expect(messagesOf(heard, "ddb-pattern:save")).toMatchObject([
    { outcome: "written", attempts: 3 },
  ]);
});

/** A source of random numbers that repeats the last one. */
function numbers(...given: number[]): () => number {
  return () => (given.length > 1 ? (given.shift() as number) : (given[0] as number));
}

test("a save whose outcome is unknown says so, without the error's cause", async () => {
  const table = new MemoryTable();
  const broken = {
    openTable(name: string) {
      const write = async () => {
        throw Object.assign(new Error(SECRET), { name: SECRET });
      };
      return Object.assign(Object.create(table.openTable(name)), { write });
    },
  };
  const store = createStoreEventClient(broken, "events");
  const heard = listen("ddb-pattern:save");
  const error = await failureOf(store.saveEvent(priceLowered()), StorageError);
  expect(messagesOf(heard, "ddb-pattern:save")).toEqual([
    {
      tableName: "events",
      eventTypes: ["PRICE_LOWERED"],
      eventIds: error.eventIds,
      attempts: 1,
      outcome: "unknown",
      error: { name: "StorageError", code: "storage", message: error.message },
      ...TIMING,
    },
  ]);
  expect(JSON.stringify(heard)).not.toContain(SECRET);
});
