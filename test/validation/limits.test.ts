import { PutCommand } from "@aws-sdk/lib-dynamodb";
import {
  EventIdReusedError,
  EventTooLargeError,
  EventValidationError,
  InvalidArgumentError,
  newEventId,
  StreamConflictError,
  TransactionLimitError,
} from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { beforeAll, describe, expect, test } from "vitest";
import { DYNAMODB_LIMITS } from "../../runtime/src/storage/dynamodb/limits.js";
import { itemSize } from "../../runtime/src/storage/item-size.js";
import { appendCondition } from "../../runtime/src/streams/head.js";
import { ANY_METADATA, type PlainDescriptor } from "../client/descriptors.js";
import {
  type AnyTable,
  BANK,
  behindProxy,
  clientOf,
  collect,
  failureOf,
  importOf,
  moved,
  NOTES,
  operationsOf,
  priceLowered,
  SECRET,
  storeOf,
  streamOf,
  TABLES,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";
import { skipReason } from "../engines/differences.js";
import { cancel, refuse } from "../engines/proxy.js";

// All limits of the guides: the greatest valid value, and the least invalid one.

const { itemBytes: ITEM_BYTES, actionBytes: ACTION_BYTES } = DYNAMODB_LIMITS;

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});

interface Event {
  readonly type: string;
  readonly id?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: object;
}

/** The stored items of an event. */
async function itemsOf(descriptor: PlainDescriptor, event: Event) {
  const memory = new MemoryTable();
  await clientOf(descriptor, { documents: memory, tableName: "events" }).saveEvent(event);
  return memory.items();
}

/** The event, with a string that makes its largest item exactly this large. */
async function filledTo(bytes: number, descriptor: PlainDescriptor, event: Event): Promise<Event> {
  const withText = (text: string) => ({ ...event, data: { ...event.data, text } });
  const items = await itemsOf(descriptor, withText(""));
  const largest = Math.max(...items.map(itemSize));
  return withText("x".repeat(bytes - largest));
}

const note = (more: object = {}): Event => {
  return { type: "NOTE_TAKEN", data: { note_id: newEventId(), ...more } };
};

describe("an item of 400 KB", () => {
  test.skipIf(skipReason("item-size")).each<[string, unknown]>([
    ["text", "plain"],
    ["text of two, three and four bytes a character", "é€😀"],
    ["lists, empty and not", [[], ["a", [true, null]]]],
    ["maps, empty and not", { a: {}, "€": { b: "" } }],
    ["bytes", new Uint8Array(7)],
    ["whole numbers", [0, 1, 12, 123, 1234, 12345, 1000, 10 ** 15, Number.MAX_SAFE_INTEGER]],
    ["negative numbers", [-1, -12, -123, -1.5, -0.05, -(10 ** 15)]],
    ["fractions", [0.5, 0.05, 1.2, 12.3, 123.4, 1.5e-7, 1e-130]],
  ])("counts %s as the engine does, to the byte", async (_, value) => {
    const notes = clientOf(NOTES, table);
    const fits = await filledTo(ITEM_BYTES, NOTES, note({ value }));
    const { data } = await notes.saveEvent(fits);
    expect(data).toEqual(fits.data);

    const over = await filledTo(ITEM_BYTES + 1, NOTES, note({ value }));
    await failureOf(notes.saveEvent(over), EventTooLargeError);
    expect(await operationsOf(table, () => notes.saveEvent(over))).toEqual([]);
    const [fitting] = await itemsOf(NOTES, fits);
    const Item = { ...fitting, data: over.data };
    const put = new PutCommand({ TableName: table.tableName, Item });
    await expect(table.documents.send(put)).rejects.toThrow(/item size/i);
  });

  const account = () => ({ account_id: newEventId() });
  test.skipIf(skipReason("item-size")).each<[string, PlainDescriptor, () => Event]>([
    ["of a lookup", NOTES, note],
    [
      "of several lookups, the largest of which counts",
      NOTES,
      () => ({ type: "NOTE_SHARED", data: { note_id: newEventId(), user_id: newEventId() } }),
    ],
    ["of a consistent stream", BANK, () => ({ type: "MOVED", data: account() })],
    [
      "of a consistent stream, with a guard",
      BANK,
      () => ({ type: "MOVED", id: newEventId(), data: account() }),
    ],
    ["of a materialized stream", BANK, () => ({ type: "LOGGED", data: account() })],
    ["of both kinds of stream", BANK, () => ({ type: "AUDITED", data: account() })],
    ["of a lookup and a consistent stream", BANK, () => ({ type: "NAMED", data: account() })],
    [
      "with metadata",
      { ...NOTES, metadata: ANY_METADATA },
      () => ({ ...note(), metadata: { actor: "someone" } }),
    ],
  ])("is stored, and one byte more is refused: %s", async (_, descriptor, make) => {
    const fits = await filledTo(ITEM_BYTES, descriptor, make());
    const over = await filledTo(ITEM_BYTES + 1, descriptor, make());
    for (const [, open] of TABLES) {
      const opened = await open();
      const client = clientOf(descriptor, opened);
      await client.saveEvent(fits);
      const sizes = (await opened.items()).map(itemSize);
      expect(Math.max(...sizes)).toBe(ITEM_BYTES);
      const error = await failureOf(client.saveEvent(over), EventTooLargeError);
      expect(error.outcome).toBe("not-written");
      expect(await opened.items()).toHaveLength(sizes.length);
    }
    const client = clientOf(descriptor, table);
    expect(await operationsOf(table, () => client.saveEvent(over))).toEqual([]);
  });

  test("has the same error if DynamoDB refuses the item or cancels its transaction", async () => {
    const faulty = await behindProxy(table);
    const message = "Item size has exceeded the maximum allowed size";
    const CancellationReasons = [{ Code: "None" }, { Code: "ValidationError", Message: message }];
    faulty.proxy.next(
      refuse("ValidationException", { message }),
      refuse("TransactionCanceledException", { CancellationReasons }),
    );
    for (const _ of [1, 2]) {
      const save = storeOf(faulty).saveEvent(priceLowered());
      expect((await failureOf(save, EventTooLargeError)).outcome).toBe("not-written");
    }
    faulty.proxy.next(cancel("None", "ValidationError"));
    const other = await storeOf(faulty)
      .saveEvent(priceLowered())
      .catch((error) => error.code);
    expect(other).toBe("storage");
    await faulty.close();
  });
});

describe.each(TABLES)("a key of 2,048 bytes, in %s", (_, open) => {
  const MOST = 2048;

  async function bank(): Promise<{ readonly client: UntypedClient; readonly opened: AnyTable }> {
    const opened = await open();
    return { client: clientOf(BANK, opened), opened };
  }

  /** Ids that use every byte of a key: plain, with two bytes a character, and encoded. */
  const idsFor = (room: number) => [
    "k".repeat(room),
    `${"é".repeat(Math.floor(room / 2))}${"k".repeat(room % 2)}`,
    `${":".repeat(Math.floor(room / 3))}${"k".repeat(room % 3)}`,
  ];

  test("of a lookup is stored and read, and one byte more is refused by both", async () => {
    const { client } = await bank();
    const room = MOST - "ACCOUNT::::NAMED".length;
    // The stream's key is longer and would be refused first.
    const named: PlainDescriptor = { ...BANK, streams: {} };
    const notes = clientOf(named, await open());
    const query = { eventType: "NAMED", modelKey: "account_id" };
    for (const account_id of idsFor(room)) {
      const saved = await notes.saveEvent({ type: "NAMED", data: { account_id } });
      expect(await notes.getLatestEvent({ ...query, modelId: account_id })).toEqual(saved);
      const longer = `${account_id}k`;
      const save = notes.saveEvent({ type: "NAMED", data: { account_id: longer } });
      const error = await failureOf(save, EventTooLargeError);
      expect(error.outcome).toBe("not-written");
      expect(error.message).toContain("2049 bytes");
      const read = client.getLatestEvent({ ...query, modelId: longer });
      await failureOf(read, InvalidArgumentError);
    }
  });

  test.each([
    ["consistent", "account", "MOVED"],
    ["materialized", "log", "LOGGED"],
  ])(
    "of a %s stream is stored and read, and one byte more is refused by both",
    async (kind, name, type) => {
      const { client, opened } = await bank();
      const room = MOST - `ACCOUNT::::@${name}`.length;
      for (const account_id of idsFor(room)) {
        const saved = await client.saveEvent({ type, data: { account_id } });
        const { events } = await streamOf(client, name, { account_id }).read();
        expect(events).toMatchObject([saved]);
        const again = { type, id: newEventId(), data: { account_id } };
        await client.saveEvent(again);
        if (kind === "consistent") {
          const stream = streamOf(client, name, { account_id });
          const { head } = await stream.read();
          await client.saveEvent(
            { type, data: { account_id } },
            { expect: [stream.unchangedSince(head)] },
          );
          const stale = client.saveEvents([], { expect: [stream.empty()] });
          await failureOf(stale, StreamConflictError);
        }

        const longer = `${account_id}k`;
        const before = (await opened.items()).length;
        const save = client.saveEvent({ type, data: { account_id: longer } });
        expect((await failureOf(save, EventTooLargeError)).outcome).toBe("not-written");
        const [outcome] = await importOf(client, [{ type, data: { account_id: longer } }]);
        expect(outcome).toMatchObject({
          status: "not-written",
          error: { code: "event-too-large" },
        });
        expect(await opened.items()).toHaveLength(before);
        // Neither reads nor conditions accept a stream with such a key.
        expect(() => streamOf(client, name, { account_id: longer })).toThrow(InvalidArgumentError);
      }
    },
  );

  test("is the longest key of a condition", async () => {
    const { client, opened } = await bank();
    const { tableName } = opened;
    const keyOf = (bytes: number) => `ACCOUNT::${"k".repeat(bytes - 19)}::@account`;
    const conditionOn = (bytes: number) => appendCondition(tableName, keyOf(bytes), 0);
    await client.saveEvent(moved("a"), { expect: [conditionOn(MOST)] });
    const save = client.saveEvent(moved("a"), { expect: [conditionOn(MOST + 1)] });
    expect((await failureOf(save, InvalidArgumentError)).outcome).toBe("not-written");
  });

  test("is the limit for each stream of an event", async () => {
    const { client, opened } = await bank();
    const branch_id = "b".repeat(MOST - "BRANCH::::@branch".length);
    const book = (more: string) => ({
      type: "BOOKED",
      data: { account_id: "a", branch_id: branch_id + more },
    });
    await client.saveEvent(book(""));
    await failureOf(client.saveEvent(book("b")), EventTooLargeError);
    expect(await opened.items()).toHaveLength(2);
  });
});

describe.each(TABLES)("nesting and names, in %s", (_, open) => {
  const nested = (levels: number): Event => {
    let data: object = { text: SECRET };
    for (let level = 3; level < levels; level++) data = { data };
    return note({ data });
  };

  test("32 levels are stored, 33 are not", async () => {
    const notes = clientOf(NOTES, await open());
    const saved = await notes.saveEvent(nested(32));
    const modelId = saved.data.note_id;
    const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId };
    expect(await notes.getLatestEvent(query)).toEqual(saved);

    const { issues, outcome } = await failureOf(notes.saveEvent(nested(33)), EventValidationError);
    expect(issues).toHaveLength(1);
    expect(outcome).toBe("not-written");
    expect(await operationsOf(table, () => clientOf(NOTES, table).saveEvent(nested(33)))).toEqual(
      [],
    );
  });

  test("32 levels of lists, and 32 of metadata", async () => {
    const lists = (levels: number) => {
      let value: unknown = [1];
      for (let level = 3; level < levels; level++) value = [value];
      return value;
    };
    const notes = clientOf({ ...NOTES, metadata: ANY_METADATA }, await open());
    await notes.saveEvent({ ...note({ value: lists(32) }), metadata: { value: lists(32) } });
    await failureOf(notes.saveEvent(note({ value: lists(33) })), EventValidationError);
    const metadata = { value: lists(33) };
    await failureOf(notes.saveEvent({ ...note(), metadata }), EventValidationError);
  });

  test("a name one byte shorter than 64 KB is stored, and one of 64 KB is refused", async () => {
    const notes = clientOf(NOTES, await open());
    for (const name of ["n".repeat(64 * 1024 - 1), `n${"é".repeat(32 * 1024 - 1)}`]) {
      const saved = await notes.saveEvent(note({ [name]: 1, inner: { [name]: 2 } }));
      const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: saved.data.note_id };
      expect(await notes.getLatestEvent(query)).toEqual(saved);
      const { issues } = await failureOf(
        notes.saveEvent(note({ [`${name}n`]: 1 })),
        EventValidationError,
      );
      expect(issues).toMatchObject([{ rule: "storable", message: "has a name of over 64 KB" }]);
    }
  });
});

describe.each(TABLES)("a transaction of 100 items, in %s", (_, open) => {
  const many = (count: number, make: () => Event) => Array.from({ length: count }, make);
  const withId = () => ({ ...moved("a"), id: newEventId() });
  const shared = () => ({
    type: "NOTE_SHARED",
    data: { note_id: newEventId(), user_id: newEventId() },
  });

  test.each<[string, PlainDescriptor, () => Event[], () => Event[]]>([
    ["single copies", NOTES, () => many(100, note), () => many(101, note)],
    ["several copies each", NOTES, () => [...many(33, shared), note()], () => many(34, shared)],
    ["revisions", BANK, () => many(100, () => moved("a")), () => many(101, () => moved("a"))],
    ["revisions and guards", BANK, () => many(50, withId), () => [...many(50, withId), moved("a")]],
  ])("holds %s", async (_, descriptor, most, more) => {
    const opened = await open();
    const client = clientOf(descriptor, opened);
    await client.saveEvents(most());
    expect(await opened.items()).toHaveLength(100);
    const error = await failureOf(client.saveEvents(more()), TransactionLimitError);
    expect(error).toMatchObject({ outcome: "not-written" });
    expect(error.eventIds).toHaveLength(more().length);
    expect(await opened.items()).toHaveLength(100);
  });

  test("can contain conditions on streams that no event belongs to", async () => {
    const opened = await open();
    const client = clientOf(BANK, opened);
    const conditions = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        streamOf(client, "account", { account_id: `other-${index}` }).empty(),
      );
    const own = streamOf(client, "account", { account_id: "a" }).empty();
    const events = many(60, () => moved("a"));
    await failureOf(client.saveEvents(events, { expect: conditions(41) }), TransactionLimitError);
    // A condition on a stream of the events adds no item.
    await client.saveEvents(events, { expect: [own, ...conditions(40)] });
    await client.saveEvents([], { expect: conditions(100) });
    const { message } = await failureOf(
      client.saveEvents([], { expect: conditions(101) }),
      TransactionLimitError,
    );
    expect(message).toContain("101 items");
  });

  test("refuses an id twice", async () => {
    const client = clientOf(BANK, await open());
    const id = newEventId();
    const twice = client.saveEvents([
      { ...moved("a"), id },
      { ...moved("b"), id },
    ]);
    expect(await failureOf(twice, EventIdReusedError)).toMatchObject({
      eventId: id,
      eventIds: [id, id],
      outcome: "not-written",
    });
  });
});

test("102 items are refused before any request", async () => {
  const store = storeOf(table);
  const store_id = newEventId();
  const fifty = Array.from({ length: 50 }, () => priceLowered({ store_id }));
  const operations = await operationsOf(table, () => store.saveEvents(fifty));
  expect(operations).toHaveLength(1);
  expect(operations[0]?.input.TransactItems).toHaveLength(100);

  const tooMany = () => store.saveEvents([...fifty, priceLowered()]);
  const { message } = await failureOf(tooMany(), TransactionLimitError);
  expect(message).toContain("51 events make 102 items");
  expect(await operationsOf(table, tooMany)).toEqual([]);
});

describe.each(TABLES)("a transaction of 4 MB, in %s", (kind, open) => {
  // Its items have the maximum size.
  const reason = kind === "the engine" ? skipReason("item-size") : undefined;
  const WRITE_BYTES = 4 * 1024 * 1024;

  test.skipIf(reason).each<[string, PlainDescriptor, () => Event, number]>([
    ["copies", NOTES, note, 0],
    ["revisions", BANK, () => moved(newEventId()), 0],
    ["revisions and a condition", BANK, () => moved(newEventId()), 1],
  ])("holds %s, and no byte more", async (_, descriptor, make, conditions) => {
    const opened = await open();
    const client = clientOf(descriptor, opened);
    const expected = Array.from({ length: conditions }, () =>
      streamOf(client, "account", { account_id: "other" }).empty(),
    );
    const filled = await Promise.all(
      Array.from({ length: 10 }, () => filledTo(ITEM_BYTES, descriptor, make())),
    );
    const checks = expected.map(
      ({ stream: pk }) => itemSize({ pk, sk: "0".repeat(16) }) + ACTION_BYTES,
    );
    const used = 10 * (ITEM_BYTES + ACTION_BYTES) + checks.reduce((sum, each) => sum + each, 0);
    const rest = WRITE_BYTES - used - ACTION_BYTES;

    const over = await filledTo(rest + 1, descriptor, make());
    const tooMuch = client.saveEvents([...filled, over], { expect: expected });
    const error = await failureOf(tooMuch, TransactionLimitError);
    expect(error.message).toContain(`${WRITE_BYTES + 1} bytes`);
    expect(await opened.items()).toEqual([]);

    const fits = await filledTo(rest, descriptor, make());
    await client.saveEvents([...filled, fits], { expect: expected });
    expect(await opened.items()).toHaveLength(11);
  });

  test.skipIf(reason)("does not limit an import, which makes several transactions", async () => {
    const opened = await open();
    const client = clientOf(NOTES, opened);
    const filled = await Promise.all(
      Array.from({ length: 12 }, () => filledTo(ITEM_BYTES, NOTES, note())),
    );
    const outcomes = await importOf(client, filled);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(12).fill("saved"));
  });
});

test("a read accepts a limit of any size", async () => {
  const client = clientOf(BANK, table);
  const account_id = newEventId();
  const saved = await client.saveEvents([moved(account_id), moved(account_id)]);
  const named = await client.saveEvent({ type: "NAMED", data: { account_id } });
  for (const limit of [2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const stream = streamOf(client, "account", { account_id });
    expect((await stream.read({ limit })).events).toMatchObject([...saved, named]);
    expect((await stream.read({ limit, after: 1 })).events).toMatchObject([saved[1], named]);
    expect(await collect(stream.iterate({ limit }))).toHaveLength(3);
    const query = { modelKey: "account_id", modelId: account_id, limit };
    expect(await client.getLatestEvents({ ...query, eventType: "NAMED" })).toEqual([named]);
    const page = await client.getEventPage({ ...query, eventTypes: ["NAMED"] });
    expect(page).toEqual({ events: [named] });
  }
});
