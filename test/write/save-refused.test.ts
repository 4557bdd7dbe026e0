import {
  EventTooLargeError,
  EventValidationError,
  InvalidArgumentError,
  newEventId,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  clientOf,
  failureOf,
  NOTES,
  priceLowered,
  SECRET,
  storeOf,
  type TestTable,
  testTable,
  type UntypedClient,
  untyped,
} from "../client/support.js";

let table: TestTable;
let store: UntypedClient;
let notes: UntypedClient;
beforeAll(async () => {
  table = await testTable();
  store = untyped(storeOf(table));
  notes = clientOf(NOTES, table);
});
// Every refusal happens before any request.
afterEach(() => expect(table.operations.splice(0)).toEqual([]));

/** A note with the value, and a payload that no message may contain. */
function noteWith(value: unknown) {
  return { type: "NOTE_TAKEN", data: { note_id: newEventId(), text: SECRET, value } };
}

async function issuesOf(event: unknown, client = notes) {
  const { issues, message } = await failureOf(client.saveEvent(event), EventValidationError);
  for (const issue of issues) expect(message).toContain(issue.message);
  return issues.map(({ path }) => path.join("."));
}

describe("ids", () => {
  test.each([
    ["missing", undefined],
    ["empty", ""],
    ["null", null],
    ["a number", 7],
    ["NaN", Number.NaN],
    ["an array", ["p"]],
    ["an object", { product: "p" }],
    ["a boolean", true],
    ["a lone surrogate", "\ud800"],
  ])("an id that is %s", async (_, product_id) => {
    const { type, data } = priceLowered();
    const event = { type, data: { ...data, product_id } };
    expect(await issuesOf(event, store)).toContain("data.product_id");
    // No key may contain such an id, with or without validation.
    const unchecked = untyped(storeOf(table, { validate: "off" }));
    expect(await issuesOf(event, unchecked)).toContain("data.product_id");
  });

  test.each([
    ["empty", ""],
    ["null", null],
    ["a number", 7],
  ])("an optional id that is %s", async (_, user_id) => {
    const event = { type: "NOTE_SHARED", data: { note_id: "n", user_id } };
    expect(await issuesOf(event)).toEqual(["data.user_id"]);
  });

  test("an id that only the prototype has", async () => {
    const data = Object.create({ note_id: "inherited" });
    expect(await issuesOf({ type: "NOTE_TAKEN", data })).toEqual(["data"]);
  });

  test.each([
    "",
    "not-a-ulid",
    newEventId().toLowerCase(),
    `8${newEventId().slice(1)}`,
    `${newEventId()}\n`,
    7,
    [newEventId()],
  ])("the event id %j", async (id) => {
    expect(await issuesOf({ ...priceLowered(), id }, store)).toEqual(["id"]);
  });
});

describe("data", () => {
  test.each(["text", 7, [], new Date(), new Map()])("%o", async (data) => {
    expect(await issuesOf({ type: "NOTE_TAKEN", data })).toEqual(["data"]);
  });

  test.each([
    ["NaN", Number.NaN],
    ["Infinity", -Infinity],
    ["an unsafe integer", 2 ** 53],
    ["a number closer to zero than DynamoDB stores", 1e-131],
    ["a function", () => SECRET],
    ["a symbol", Symbol(SECRET)],
    ["a bigint", 1n],
    ["a Date", new Date()],
    ["a Map", new Map([[SECRET, SECRET]])],
    ["a Set", new Set([SECRET])],
    ["numbers in a typed array", new Float64Array(2)],
    ["an instance of a class", new (class Money {})()],
    ["a promise", Promise.resolve(SECRET)],
    ["a lone surrogate", `${SECRET}\udfff`],
    ["a hole in a list", new Array(1)],
    ["undefined in a list", [undefined]],
  ])("%s, at any depth", async (_, value) => {
    const [shallow] = await issuesOf(noteWith(value));
    expect(shallow).toMatch(/^data\.value(\.0)?$/);
    const [deep] = await issuesOf(noteWith([{ inner: value }]));
    expect(deep).toMatch(/^data\.value\.0\.inner(\.0)?$/);
  });

  test.each(["__proto__", "constructor", ""])("a member named %j", async (name) => {
    // JSON.parse creates such members; a literal would set the prototype.
    const event = noteWith(JSON.parse(`{ "${name}": { "name": "String" } }`));
    expect(await issuesOf(event)).toEqual([`data.value.${name}`]);
  });

  test("an object that contains itself", async () => {
    interface Node {
      next?: Node;
      previous?: Node;
      children: Node[];
    }
    const node: Node = { children: [] };
    node.next = node.previous = node;
    node.children.push(node);
    const paths = ["children.0", "next", "previous"].map((path) => `data.value.${path}`);
    expect((await issuesOf(noteWith(node))).sort()).toEqual(paths);
  });

  test("an event without any copy to store", async () => {
    const orphans = {
      ...NOTES,
      streams: {},
      events: {
        NOTE_LOST: {
          ids: { user_id: "user_id" },
          optionalIds: ["user_id"],
          lookups: [["user_id"]],
        },
      },
    };
    const event = { type: "NOTE_LOST", data: { text: SECRET } };
    expect(await issuesOf(event, clientOf(orphans, table))).toEqual(["data"]);
  });

  test("one error reports all issues, each path once", async () => {
    const data = { store_id: "", product_id: 7, price: Number.NaN, notes: [SECRET, () => SECRET] };
    const event = { type: "PRICE_LOWERED", id: "bad", data };
    const { issues, message, eventType, code } = await failureOf(
      store.saveEvent(event),
      EventValidationError,
    );
    expect({ eventType, code }).toEqual({ eventType: "PRICE_LOWERED", code: "event-validation" });
    // Validation also refuses the ids and the price, which must not add second issues.
    expect(issues.map(({ path, rule, expected }) => ({ path, rule, expected }))).toEqual([
      { path: ["id"], rule: "format", expected: "ulid" },
      { path: ["data", "store_id"], rule: "minLength", expected: 1 },
      { path: ["data", "product_id"], rule: "type", expected: "string" },
      { path: ["data", "price"], rule: "storable" },
      { path: ["data", "notes"], rule: "additionalProperties" },
      { path: ["data", "notes", 1], rule: "storable" },
    ]);
    expect(message).toContain("data.notes: is unknown to the schema");
    expect(message).toContain("data.notes[1]: is of type function");
  });

  test("one invalid event refuses the whole save", async () => {
    const events = [priceLowered(), { type: "PRICE_LOWERED", data: { price: 1 } }];
    await failureOf(store.saveEvents(events), EventValidationError);
  });
});

describe("event types", () => {
  test.each(["PRICE_DOUBLED", "price_lowered", "toString", "__proto__", ""])("%o", async (type) => {
    const error = await failureOf(store.saveEvent({ ...priceLowered(), type }), UnknownLookupError);
    expect(error).toMatchObject({ outcome: "not-written", eventIds: [] });
  });

  test.each([["PRICE_LOWERED"], 7, {}, Symbol("PRICE_LOWERED")])("%o", async (type) => {
    await failureOf(store.saveEvent({ ...priceLowered(), type }), InvalidArgumentError);
  });

  test("no event type at all", async () => {
    const { type: _, ...event } = priceLowered();
    await failureOf(store.saveEvent(event), InvalidArgumentError);
  });
});

describe("names of members, at any depth", () => {
  test.each([
    ["a lone surrogate", "\ud800"],
    ["half of a pair, after other characters", "text\udc00"],
    ["64 KB", "n".repeat(64 * 1024)],
    ["64 KB in UTF-8", "é".repeat(32 * 1024)],
  ])("with %s", async (_, name) => {
    expect(await issuesOf(noteWith({ [name]: 1 }))).toEqual([`data.value.${name}`]);
    expect(await issuesOf(noteWith([{ a: { [name]: null } }]))).toEqual([`data.value.0.a.${name}`]);
    expect(await issuesOf({ type: "NOTE_TAKEN", data: { note_id: "n", [name]: 1 } })).toEqual([
      `data.${name}`,
    ]);
  });

  test.each<[string, () => unknown]>([
    ["a symbol", () => ({ text: "seen", [Symbol(SECRET)]: SECRET })],
    ["a hidden member", () => Object.defineProperty({ text: "seen" }, "hidden", { value: SECRET })],
    [
      "a hidden getter",
      () => Object.defineProperty({ text: "seen" }, "hidden", { get: () => SECRET }),
    ],
    ["a list's own member", () => Object.assign(["seen"], { total: SECRET })],
    ["a list's own symbol", () => Object.assign(["seen"], { [Symbol("total")]: SECRET })],
    ["a hidden member of a list", () => Object.defineProperty(["seen"], "a", { value: SECRET })],
  ])("that would be lost: %s", async (_, make) => {
    expect(await issuesOf(noteWith(make()))).toEqual(["data.value"]);
    expect(await issuesOf(noteWith([{ inner: make() }]))).toEqual(["data.value.0.inner"]);
  });

  test("that would be lost from the data itself", async () => {
    const data = { note_id: newEventId(), [Symbol(SECRET)]: SECRET };
    expect(await issuesOf({ type: "NOTE_TAKEN", data })).toEqual(["data"]);
  });
});

test("a key of over 2,048 bytes, counted in UTF-8", async () => {
  const key = (id: string) => notes.saveEvent({ type: "NOTE_TAKEN", data: { note_id: id } });
  const room = 2048 - "NOTE::::NOTE_TAKEN".length;
  await failureOf(key("k".repeat(room + 1)), EventTooLargeError);
  await failureOf(key("é".repeat(room / 2 + 1)), EventTooLargeError);
  // A colon counts as its encoding.
  await failureOf(key(":".repeat(room / 3 + 1)), EventTooLargeError);
});
