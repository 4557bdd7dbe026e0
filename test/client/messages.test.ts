import {
  DdbPatternError,
  type EventBase,
  EventIdReusedError,
  InvalidArgumentError,
  newEventId,
  StorageError,
  StreamConflictError,
  UnknownEventTypeError,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendCondition } from "../../runtime/src/streams/head.js";
import { refuse, resetAfter } from "../engines/proxy.js";
import { newProduct, SHOP } from "../tables/shop.js";
import type { PlainDescriptor } from "./descriptors.js";
import {
  BANK,
  behindProxy,
  clientOf,
  type FaultyTable,
  NOTES,
  streamOf,
  testTable,
  type UntypedClient,
} from "./support.js";

// Strings of a caller or of another writer are quoted and cut in messages, so that they cannot
// forge a log line, and messages stay short.

const EVIL = `a\n[ERROR] forged\r\u001b[31m\u2028\u2029\u0085\u202e"'\\`;
const LONG = "x".repeat(1_000_000);
const RAW = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

/** All strings of an error of this package. */
async function messageOf(
  call: () => unknown,
  kind: new (...args: never[]) => Error,
): Promise<string> {
  const error = await Promise.resolve()
    .then(call)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(DdbPatternError);
  return (error as Error).message;
}

let bank: UntypedClient;
let notes: UntypedClient;
let faulty: FaultyTable;
beforeAll(async () => {
  const memory = { documents: new MemoryTable(), tableName: "events" };
  bank = clientOf(BANK, memory);
  notes = clientOf(NOTES, memory);
  faulty = await behindProxy(await testTable(), { maxAttempts: 1 });
});
afterAll(() => faulty.close());

type Case = readonly [
  what: string,
  kind: new (...args: never[]) => Error,
  call: (text: string) => unknown,
];

const store = (documents: MemoryTable, item: object) =>
  documents.openTable("events").write([{ kind: "insert", item: item as never }], {});

const CASES: readonly Case[] = [
  [
    "an event type, saved",
    UnknownLookupError,
    (type) => notes.saveEvent({ type, data: { note_id: "n" } }),
  ],
  [
    "an event type in a query",
    UnknownLookupError,
    (type) => notes.getLatestEvent({ eventType: type }),
  ],
  [
    "an event type among several",
    UnknownLookupError,
    (type) => notes.getEventStream({ eventTypes: [type] }),
  ],
  [
    "the name of an entity",
    UnknownLookupError,
    (modelKey) => notes.getLatestEvents({ eventType: "NOTE_TAKEN", modelKey, modelId: "n" }),
  ],
  [
    "a member of a query",
    InvalidArgumentError,
    (name) => notes.getLatestEvents({ eventType: "NOTE_TAKEN", [name]: 1 }),
  ],
  [
    "a symbol in a query",
    InvalidArgumentError,
    (name) => notes.getLatestEvents({ eventType: "NOTE_TAKEN", [Symbol(name)]: 1 }),
  ],
  [
    "a member of an event",
    InvalidArgumentError,
    (name) => notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id: "n" }, [name]: 1 }),
  ],
  [
    "a member of a save's options",
    InvalidArgumentError,
    (name) => notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id: "n" } }, { [name]: 1 }),
  ],
  [
    "a member of a client's options",
    InvalidArgumentError,
    (name) => clientOf(NOTES, faulty, { [name]: 1 } as object),
  ],
  [
    "a member of a retry policy",
    InvalidArgumentError,
    (name) => clientOf(NOTES, faulty, { retry: { [name]: 1 } as object }),
  ],
  [
    "a member of a stream's ids",
    InvalidArgumentError,
    (name) => notes.streams.note?.({ note_id: "n", [name]: "n" }),
  ],
  [
    "a member of a read's options",
    InvalidArgumentError,
    (name) => streamOf(notes, "note", { note_id: "n" }).read({ [name]: 1 }),
  ],
  [
    "a member of a head",
    InvalidArgumentError,
    (name) => streamOf(bank, "account", { account_id: "a" }).unchangedSince({ [name]: 1 }),
  ],
  [
    "the stream of a head",
    InvalidArgumentError,
    (stream) =>
      streamOf(bank, "account", { account_id: "a" }).unchangedSince({
        stream,
        revision: 1,
        checksum: "",
      }),
  ],
  [
    "a head's stream, as it is",
    InvalidArgumentError,
    async (account_id) => {
      const { head } = await streamOf(bank, "account", {
        account_id: account_id.slice(0, 1_000),
      }).read();
      streamOf(bank, "account", { account_id: "a" }).unchangedSince(head);
    },
  ],
  [
    "the id of a stream that has moved",
    StreamConflictError,
    async (text) => {
      const account_id = text.slice(0, 1_000);
      await bank.saveEvent({ type: "MOVED", data: { account_id } });
      const empty = streamOf(bank, "account", { account_id }).empty();
      await bank.saveEvents([], { expect: [empty] });
    },
  ],
  [
    "the stream of a condition",
    StreamConflictError,
    (text) => {
      const stream = `${text.slice(0, 500)}::a::@${text.slice(0, 500)}`;
      const condition = (revision: number) => appendCondition("events", stream, revision);
      return bank.saveEvents([], { expect: [condition(1), condition(2)] });
    },
  ],
  [
    "the id of an event that another writer stored",
    StreamConflictError,
    async (id) => {
      const documents = new MemoryTable();
      const item = { pk: "ACCOUNT::a::@account", sk: "1".padStart(16, "0") };
      await store(documents, { ...item, id: id.slice(0, 1_000), type: "MOVED", timestamp: "" });
      const client = clientOf(BANK, { documents, tableName: "events" });
      const empty = streamOf(client, "account", { account_id: "a" }).empty();
      await client.saveEvents([], { expect: [empty] });
    },
  ],
  [
    "the event type that another writer stored",
    UnknownEventTypeError,
    async (text) => {
      const documents = new MemoryTable();
      for (const [index, suffix] of Array.from({ length: 20 }, (_, n) => `-${n}`).entries()) {
        const item = { pk: "ACCOUNT::a::@account", sk: `${index + 1}`.padStart(16, "0"), id: "i" };
        await store(documents, { ...item, type: text.slice(0, 1_000) + suffix, timestamp: "" });
      }
      const client = clientOf(BANK, { documents, tableName: "events" });
      await streamOf(client, "account", { account_id: "a" }).read();
    },
  ],
  [
    "the id of an event that cannot be read",
    DdbPatternError,
    async (text) => {
      const documents = new MemoryTable();
      const ids = newProduct();
      const pk = `STORE::${ids.store_id}::PRODUCT::${ids.product_id}::PRICE_LOWERED`;
      const item = { pk, sk: newEventId(), id: text.slice(0, 1_000), type: "PRICE_LOWERED" };
      await store(documents, { ...item, timestamp: "", data: {} });
      const client = clientOf(
        SHOP,
        { documents, tableName: "events" },
        { validate: "read-and-write" },
      );
      const where = { modelKey: "product_id", modelId: ids.product_id };
      await client.getLatestEvent({
        eventType: "PRICE_LOWERED",
        partitionId: ids.store_id,
        ...where,
      });
    },
  ],
  [
    "the name of a member of data",
    DdbPatternError,
    (text) => {
      const name = text.slice(0, 60_000);
      return notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id: "n", [name]: () => {} } });
    },
  ],
  [
    "the name of a member of data, however deep",
    DdbPatternError,
    (text) => {
      const name = text.slice(0, 60_000);
      const a = [{ [name]: { [name]: 1n } }];
      return notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id: "n", a } });
    },
  ],
  [
    "the table's name, refused",
    StorageError,
    (name) => {
      faulty.proxy.next(refuse("ResourceNotFoundException"));
      return clientOf(NOTES, { ...faulty, tableName: name.slice(0, 2_000) }).saveEvent({
        type: "NOTE_TAKEN",
        data: { note_id: "n" },
      });
    },
  ],
  [
    "the table's name, in doubt",
    DdbPatternError,
    (name) => {
      faulty.proxy.next(resetAfter);
      return clientOf(NOTES, { ...faulty, tableName: name.slice(0, 2_000) }).saveEvent({
        type: "NOTE_TAKEN",
        data: { note_id: "n" },
      });
    },
  ],
];

test.each(CASES)("%s is quoted on one line", async (_, kind, call) => {
  const message = await messageOf(() => call(EVIL), kind);
  expect(message).not.toMatch(RAW);
  expect(message).toContain("[ERROR] forged");
  expect(message).toContain("\\n[ERROR]");
});

test.each(CASES)("%s is cut", async (_, kind, call) => {
  const message = await messageOf(() => call(LONG), kind);
  expect(message.length).toBeLessThan(2_000);
  expect(message).toContain("xxx");
});

describe("the ids of a save", () => {
  test("are in the error, and the first five in the message", async () => {
    faulty.proxy.next(resetAfter);
    const events = Array.from({ length: 50 }, (_, index) => ({
      type: "NOTE_TAKEN",
      data: { note_id: `n-${index}` },
    }));
    const error = await clientOf(NOTES, faulty)
      .saveEvents(events)
      .then(
        () => undefined,
        (reason: DdbPatternError) => reason,
      );
    expect(error).toMatchObject({ outcome: "unknown", code: "retries-exhausted" });
    const ids = error?.eventIds ?? [];
    expect(ids).toHaveLength(50);
    for (const id of ids.slice(0, 5)) expect(error?.message).toContain(id);
    expect(error?.message).not.toContain(ids[5]);
    expect(error?.message).toContain("and 45 more in eventIds");
  });
});

test("a reused id is in the message unchanged", async () => {
  const id = newEventId();
  await notes.saveEvent({ type: "NOTE_TAKEN", id, data: { note_id: "n" } });
  const other = { type: "NOTE_TAKEN", id, data: { note_id: "n", text: EVIL } };
  const message = await messageOf(() => notes.saveEvent(other), EventIdReusedError);
  expect(message).toContain(id);
  expect(message).not.toContain("forged");
});

test("no message contains a value of an event's data or metadata", async () => {
  const wrong: EventBase["data"] = { note_id: "n", value: [EVIL, { a: EVIL }, () => EVIL] };
  const message = await messageOf(
    () => notes.saveEvent({ type: "NOTE_TAKEN", data: wrong }),
    DdbPatternError,
  );
  expect(message).not.toContain("forged");
});

const NAMED: PlainDescriptor = { ...NOTES, codegen: 2 };
test("a client of a later generator is refused with a one-line message", async () => {
  const message = await messageOf(() => clientOf(NAMED, faulty), DdbPatternError);
  expect(message).not.toMatch(RAW);
});
