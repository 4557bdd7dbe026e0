import {
  type AppendCondition,
  InvalidArgumentError,
  newEventId,
  StreamConflictError,
  type StreamHead,
} from "ddb-pattern-runtime";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type AnyTable,
  BANK,
  clientOf,
  failureOf,
  moved,
  streamOf,
  TABLES,
  type TestTable,
  testTable,
  type UntypedClient,
  type UntypedStream,
} from "../client/support.js";

// Heads and conditions are plain data that can come back from a browser. An unchanged one works,
// and every other value is refused.

const json = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

describe.each(TABLES)("a head, in %s", (_, open) => {
  let opened: AnyTable;
  let client: UntypedClient;
  let stream: UntypedStream;
  let account_id: string;
  let head: StreamHead;
  beforeEach(async () => {
    opened = await open();
    client = clientOf(BANK, opened);
    account_id = newEventId();
    stream = streamOf(client, "account", { account_id });
    await client.saveEvents([moved(account_id), moved(account_id)]);
    ({ head } = await stream.read());
  });

  const save = (condition: unknown, by = client) =>
    by.saveEvent(moved(account_id), { expect: [condition] });

  test("has the stream's key, its last revision and a checksum", () => {
    expect(head).toEqual({
      stream: `ACCOUNT::${account_id}::@account`,
      revision: 2,
      checksum: expect.stringMatching(/^[0-9a-z]{11}$/),
    });
  });

  test("can be used for one append", async () => {
    await save(stream.unchangedSince(head));
    const error = await failureOf(save(stream.unchangedSince(head)), StreamConflictError);
    expect(error).toMatchObject({
      code: "stream-conflict",
      stream: "account",
      ids: { ACCOUNT: account_id },
      expectedRevision: 2,
      outcome: "not-written",
    });
    const { events } = await stream.read();
    expect(events).toHaveLength(3);
    expect(error.foundEventId).toBe(events[2]?.id);
  });

  test("and a condition can be stored as JSON and used by another client", async () => {
    const other = clientOf(BANK, opened);
    const otherStream = streamOf(other, "account", { account_id });
    await save(otherStream.unchangedSince(json(head)), other);
    const { head: next } = await otherStream.read({ after: json(head).revision });
    expect(next.revision).toBe(3);
    await save(json(stream.unchangedSince(next)));
    await failureOf(save(json(stream.unchangedSince(next)), other), StreamConflictError);
  });

  test("of an empty stream gives the same condition as empty()", async () => {
    const none = streamOf(client, "account", { account_id: newEventId() });
    const { head: start } = await none.read();
    expect(start.revision).toBe(0);
    expect(none.unchangedSince(json(start))).toEqual(none.empty());
  });

  test("is equal for one stream at one revision, from any client", async () => {
    const { head: again } = await streamOf(clientOf(BANK, opened), "account", {
      account_id,
    }).read();
    expect(again).toEqual(head);
  });

  test.each<[string, (head: StreamHead) => unknown]>([
    ["null", () => null],
    ["undefined", () => undefined],
    ["nothing in it", () => ({})],
    ["an id", () => newEventId()],
    ["a revision", () => 2],
    ["a list", (head) => [head]],
    ["text", (head) => JSON.stringify(head)],
    ["a condition", (head) => ({ stream: head.stream, expectedRevision: head.revision })],
    ["no revision", ({ revision: _, ...head }) => head],
    ["null for a revision", (head) => ({ ...head, revision: null })],
    ["text for a revision", (head) => ({ ...head, revision: "2" })],
    ["a later revision", (head) => ({ ...head, revision: 3 })],
    ["an earlier revision", (head) => ({ ...head, revision: 1 })],
    ["a revision below 0", (head) => ({ ...head, revision: -1 })],
    ["half a revision", (head) => ({ ...head, revision: 1.5 })],
    ["a revision beyond 2^53", (head) => ({ ...head, revision: 2 ** 53 })],
    ["NaN for a revision", (head) => ({ ...head, revision: Number.NaN })],
    ["no stream", ({ stream: _, ...head }) => head],
    ["another stream", (head) => ({ ...head, stream: "ACCOUNT::other::@account" })],
    ["a number for a stream", (head) => ({ ...head, stream: 7 })],
    ["no checksum", ({ checksum: _, ...head }) => head],
    ["another checksum", (head) => ({ ...head, checksum: "00000000000" })],
    ["a checksum of another case", (head) => ({ ...head, checksum: `${head.checksum}A` })],
    ["null for a checksum", (head) => ({ ...head, checksum: null })],
    ["a member more", (head) => ({ ...head, count: 2 })],
    ["inherited members", (head) => Object.create(head)],
    ["a head of before", () => ({ lastEventId: newEventId(), count: 2 })],
  ])("is refused if it is %s", async (_, change) => {
    expect(() => stream.unchangedSince(change(head))).toThrow(InvalidArgumentError);
    expect(() => stream.unchangedSince(json({ head: change(head) }).head)).toThrow(
      InvalidArgumentError,
    );
  });

  test("of another stream of the same kind is refused", async () => {
    const other = streamOf(client, "account", { account_id: newEventId() });
    expect(() => other.unchangedSince(head)).toThrow(
      /The head was read from stream "ACCOUNT::.+::@account", not from "ACCOUNT::.+::@account"\./,
    );
  });

  test("of another stream of the same id is refused", async () => {
    const booked = { type: "BOOKED", data: { account_id, branch_id: account_id } };
    await client.saveEvent(booked);
    const branch = streamOf(client, "branch", { branch_id: account_id });
    const { head: branchHead } = await branch.read();
    expect(() => stream.unchangedSince(branchHead)).toThrow(InvalidArgumentError);
    expect(() => branch.unchangedSince(head)).toThrow(InvalidArgumentError);
  });

  test("of another table is refused", async () => {
    const otherTable = clientOf(BANK, { ...opened, tableName: `${opened.tableName}-copy` });
    const otherStream = streamOf(otherTable, "account", { account_id });
    expect(() => otherStream.unchangedSince(head)).toThrow("read from another table");
  });
});

describe("expect", () => {
  let table: TestTable;
  let client: UntypedClient;
  let stream: UntypedStream;
  let head: StreamHead;
  const account_id = newEventId();
  beforeAll(async () => {
    table = await testTable();
    client = clientOf(BANK, table);
    stream = streamOf(client, "account", { account_id });
    await client.saveEvent(moved(account_id));
    ({ head } = await stream.read());
    table.operations.splice(0);
  });
  // Every refusal happens before any request.
  afterEach(() => expect(table.operations.splice(0)).toEqual([]));

  const WRONG: readonly [string, () => unknown][] = [
    ["a condition without a list", () => stream.empty()],
    ["a head without a list", () => head],
    ["null", () => null],
    ["undefined", () => undefined],
    ["text", () => "empty"],
    ["an object", () => ({})],
    ["a Set of conditions", () => new Set([stream.empty()])],
    ["a head in a list", () => [head]],
    ["a head from JSON in a list", () => [json(head)]],
    ["undefined in a list", () => [undefined]],
    ["null in a list", () => [null]],
    ["a hole in a list", () => new Array(1)],
    ["a condition, and then null", () => [stream.unchangedSince(head), null]],
    ["a list in a list", () => [[stream.empty()]]],
    ["nothing in it", () => [{}]],
    ["the function that makes a condition", () => [stream.empty]],
    ["a stream", () => [stream]],
    ["a promise", () => [Promise.resolve(stream.empty())]],
    ["no stream's key", () => [{ ...stream.empty(), stream: "account" }]],
    ["the key of a lookup", () => [{ ...stream.empty(), stream: "ACCOUNT::a::NAMED" }]],
    ["an empty key", () => [{ ...stream.empty(), stream: "" }]],
    ["half a character in a key", () => [{ ...stream.empty(), stream: "A::\ud800::@account" }]],
    ["no revision", () => [{ stream: head.stream }]],
    ["null for a revision", () => [{ ...stream.empty(), expectedRevision: null }]],
    ["text for a revision", () => [{ ...stream.empty(), expectedRevision: "0" }]],
    ["a revision below 0", () => [{ ...stream.empty(), expectedRevision: -1 }]],
    ["NaN for a revision", () => [{ ...stream.empty(), expectedRevision: Number.NaN }]],
    ["the last of all revisions", () => [{ ...stream.empty(), expectedRevision: 2 ** 53 - 1 }]],
    ["a member more", () => [{ ...stream.empty(), count: 1 }]],
    ["a condition of before", () => [{ key: head.stream, lastEventId: newEventId() }]],
  ];

  test.each(WRONG)("is refused as or with %s", async (_, make) => {
    const id = newEventId();
    const event = { ...moved(account_id), id };
    const saves = [
      () => client.saveEvent(event, { expect: make() }),
      () => client.saveEvents([event], { expect: make() }),
    ];
    for (const save of saves) {
      const error = await failureOf(save(), InvalidArgumentError);
      expect(error).toMatchObject({ outcome: "not-written", eventIds: [id] });
    }
    const none = await failureOf(client.saveEvents([], { expect: make() }), InvalidArgumentError);
    expect(none).toMatchObject({ outcome: "not-written", eventIds: [] });
  });

  test("refuses a head with advice to pass a condition", async () => {
    const save = client.saveEvent(moved(account_id), { expect: [head] });
    const { message } = await failureOf(save, InvalidArgumentError);
    expect(message).toBe("expect[0] is a head: pass stream.unchangedSince(head) instead.");
  });

  test("refuses two conditions with different revisions of one stream", async () => {
    const expect_: AppendCondition[] = [stream.empty(), stream.unchangedSince(head)];
    for (const conditions of [expect_, expect_.toReversed()]) {
      const save = client.saveEvent(moved(account_id), { expect: conditions });
      expect(await failureOf(save, StreamConflictError)).toMatchObject({
        stream: "account",
        expectedRevision: 0,
        foundEventId: undefined,
        outcome: "not-written",
      });
    }
  });
});

describe.each(TABLES)("equal conditions, in %s", (_, open) => {
  test("count as one", async () => {
    const client = clientOf(BANK, await open());
    const stream = streamOf(client, "account", { account_id: "a" });
    const empty = stream.empty();
    await client.saveEvent(moved("a"), { expect: [empty, empty, json(empty)] });
    const { events } = await stream.read();
    expect(events.map(({ revision }) => revision)).toEqual([1]);
  });
});
