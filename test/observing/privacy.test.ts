import { newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { expect, test, vi } from "vitest";
import { createStoreEventClient } from "../../schemas-example/store/events.generated.js";
import { ANY_METADATA } from "../client/descriptors.js";
import {
  BANK,
  clientOf,
  importOf,
  moved,
  priceLowered,
  SECRET,
  streamOf,
  TABLES,
} from "../client/support.js";
import { CHANNELS, listen } from "./support.js";

const SCHEMA = { ...BANK, metadata: ANY_METADATA };

/** An event whose fields and metadata, but for its ids, are secret. */
function secretMove(account_id: string, id?: string) {
  const event = {
    type: "MOVED",
    data: { account_id, text: SECRET, deep: { [SECRET]: [SECRET] } },
    metadata: { by: SECRET },
  };
  return id === undefined ? event : { ...event, id };
}

test.each(TABLES)("no message has a field or metadata of an event: %s", async (_, open) => {
  const table = await open();
  const client = clientOf(SCHEMA, table);
  const heard = listen(...CHANNELS);
  const account_id = newEventId();
  const stream = streamOf(client, "account", { account_id });
  const { head } = await stream.read();

  const first = await client.saveEvent(secretMove(account_id, newEventId()));
  const refused: Promise<unknown>[] = [
    client.saveEvent(secretMove(account_id), { expect: [stream.unchangedSince(head)] }),
    client.saveEvent({ ...moved(account_id), id: first.id }),
    client.saveEvent(secretMove(SECRET.repeat(100))),
    client.saveEvent({ ...secretMove(account_id), [SECRET]: SECRET }),
    client.saveEvent(secretMove(account_id), { signal: AbortSignal.abort(SECRET) }),
    client.saveEvents(Array.from({ length: 101 }, () => secretMove(account_id))),
  ];
  const outcomes = await Promise.allSettled(refused);
  expect(outcomes.map(({ status }) => status)).toEqual(refused.map(() => "rejected"));
  await importOf(client, [secretMove(account_id), secretMove(account_id, first.id)]);
  await stream.read();
  for await (const _ of stream.iterate());
  await clientOf({ ...SCHEMA, events: {} }, table)
    .getLatestEvent({ eventType: SECRET })
    .catch(() => {});

  const channels = new Set(heard.map(({ channel }) => channel));
  expect(channels).toContain("ddb-pattern:save");
  expect(channels).toContain("ddb-pattern:read");
  expect(channels).toContain("ddb-pattern:conflict");
  expect(heard.length).toBeGreaterThan(7);
  expect(JSON.stringify(heard)).not.toContain(SECRET);
});

test("without a listener, no clock is read and no error is described", async () => {
  const store = createStoreEventClient(new MemoryTable(), "events");
  const ids = { store_id: newEventId(), product_id: newEventId() };
  const clock = vi.spyOn(performance, "now");
  const run = async () => {
    await store.saveEvent(priceLowered(ids));
    await store.streams.productPrices(ids).read();
    for await (const _ of store.streams.productPrices(ids).iterate());
    return clock.mock.calls.length;
  };
  expect(await run()).toBe(0);
  listen("ddb-pattern:save", "ddb-pattern:read");
  // The beginning and the end of three calls.
  expect(await run()).toBe(6);
  clock.mockRestore();
});
