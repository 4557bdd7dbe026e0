import {
  EventIdReusedError,
  newEventId,
  type PlainEvent,
  RetriesExhaustedError,
  StreamConflictError,
} from "ddb-pattern-runtime";
import { expect, test } from "vitest";
import { timestampOf } from "../../runtime/src/events/event-id.js";
import { appendCondition } from "../../runtime/src/streams/head.js";
import { type Call, Journal, type ReportedEvent } from "./support-journal.js";
import { accountKey, expectedKeysOf, type LedgerEvent } from "./support-ledger.js";
import { flawsOf, type Item, understand } from "./support-table.js";

// The fault tests depend on the oracle: it must detect a flawed table and a wrong answer.

const ACCOUNT = accountKey("b", "1");
const sortKey = (revision: number) => String(revision).padStart(16, "0");

/** An id like one that a save generates. */
const generatedId = () => `${newEventId().slice(0, -1)}0`;

function deposit(n: string, more: object = {}): LedgerEvent {
  const data = { n, bank_id: "b", account_id: "1", ...more };
  return { type: "MONEY_DEPOSITED", id: generatedId(), data };
}

/** An event without a copy sorted by its id. */
function interest(n: string, id = newEventId()): LedgerEvent {
  return { ...deposit(n), type: "INTEREST_PAID", id };
}

function storedOf({ type, id = "", data }: LedgerEvent): PlainEvent {
  return { id, type, timestamp: timestampOf(id), data };
}

/** The items of an event, at this revision in each of its streams, and its guard, if any. */
function itemsOf(event: LedgerEvent, revision: number, isGuarded = false): Item[] {
  const { copies, streams, canonical } = expectedKeysOf(event);
  const keys = [
    ...copies.map((pk) => ({ pk, sk: event.id as string })),
    ...streams.map((pk) => ({ pk, sk: sortKey(revision) })),
  ];
  const guard = { pk: String(streams[0]), sk: `id#${event.id}`, revision };
  return [
    ...keys.map(({ pk, sk }) => {
      const item = { pk, sk, ...storedOf(event) };
      return pk === canonical ? { ...item, canonical: true } : item;
    }),
    ...(isGuarded ? [guard] : []),
  ];
}

let moment = 0;
function call(reported: readonly ReportedEvent[], more: Partial<Call> = {}): Call {
  return { begun: ++moment, ended: ++moment, reported, expect: [], ...more };
}

/** A call that reported its event as saved, with a given id if there is one. */
function saved(event: LedgerEvent, more: Partial<Call> = {}, isGiven = false): Call {
  const { id, ...rest } = event;
  const given = isGiven ? event : rest;
  return call([{ event: given, status: "saved", id, stored: storedOf(event) }], more);
}

function failed(event: LedgerEvent, status: "unknown" | "not-written", error?: unknown): Call {
  return call([{ event, status, id: event.id }], { error });
}

const first = deposit("1");
const second = deposit("2");
const third = interest("3");
const correctItems = [...itemsOf(first, 1), ...itemsOf(second, 2), ...itemsOf(third, 3, true)];
const calls = [saved(first), saved(second), saved(third, {}, true)];
const other = deposit("4");

const at = (revision: number) => appendCondition("events", ACCOUNT, revision);
const conflict = (expectedRevision: number, found: string | undefined) =>
  new StreamConflictError(
    { stream: "account", ids: { BANK: "b", ACCOUNT: "1" } },
    expectedRevision,
    found === undefined ? undefined : { eventId: found, revision: expectedRevision + 1 },
  );
function refused(error: unknown, expected: number[], event = other): Call {
  const reported: ReportedEvent = { event, status: "not-written", id: event.id };
  return call([reported], { error, expect: expected.map(at) });
}

const flaws = (items: readonly Item[], of: readonly Call[], reported: readonly string[] = []) =>
  flawsOf(understand(items), { calls: [...of], flaws: [...reported] });

test("a correct table has no flaw", () => {
  expect(flaws(correctItems, calls)).toEqual([]);
  for (const more of [
    [failed(other, "unknown")],
    [failed(other, "not-written")],
    [failed(first, "not-written")],
    [refused(conflict(0, first.id), [0])],
    [refused(conflict(2, third.id), [2])],
    [refused(conflict(2, undefined), [2, 3])],
    [refused(new EventIdReusedError(String(first.id), ""), [], { ...other, id: first.id })],
    [call([], { expect: [at(3)] })],
  ]) {
    expect(flaws(correctItems, [...calls, ...more])).toEqual([]);
  }
  const unknown = [failed(first, "unknown"), saved(second), saved(third, {}, true)];
  expect(flaws(correctItems, unknown)).toEqual([]);
});

const batch = (name: string, size: number, index: number) => ({ batch: { name, size, index } });
const [left, right] = [deposit("5", batch("x", 2, 0)), deposit("6", batch("x", 2, 1))];
const unguarded = interest("3", generatedId());

/** The items with one changed or, for `undefined`, removed. */
function changed(find: (item: Item) => boolean, change: (item: Item) => Item[]): Item[] {
  const index = correctItems.findIndex(find);
  expect(index).toBeGreaterThanOrEqual(0);
  return correctItems.flatMap((item, place) => (place === index ? change(item) : [item]));
}

const isGuard = ({ sk }: Item) => sk.startsWith("id#");
const isCopy = (item: Item) => item.sk === first.id;
const isRevision =
  (revision: number) =>
  ({ sk }: Item) =>
    sk === sortKey(revision);

test.each<[flaw: string, what: string, Item[], Call[]]>([
  ["foreign item", "another sort key", [...correctItems, { pk: "x", sk: "#HEAD" }], calls],
  ["partial write", "no copy", changed(isCopy, () => []), calls],
  [
    "partial write",
    "a copy under another key",
    changed(isCopy, (item) => [{ ...item, pk: "elsewhere" }]),
    calls,
  ],
  ["unequal copies", "other data", changed(isCopy, (item) => [{ ...item, data: {} }]), calls],
  ["wrong mark", "none", changed(isRevision(1), ({ canonical: _, ...item }) => [item]), calls],
  ["wrong mark", "two", changed(isCopy, (item) => [{ ...item, canonical: true }]), calls],
  ["wrong mark", "false", changed(isCopy, (item) => [{ ...item, canonical: false }]), calls],
  [
    "doubled",
    "two ids",
    [...itemsOf(first, 1), ...itemsOf({ ...first, id: second.id }, 2)],
    [saved(first), saved({ ...first, id: second.id })],
  ],
  [
    "doubled",
    "two revisions",
    [...itemsOf(first, 1), ...itemsOf(first, 2).filter(isRevision(2))],
    [saved(first)],
  ],
  ["torn", "a part", itemsOf(left, 1), [saved(left)]],
  [
    "torn",
    "another event between",
    [...itemsOf(left, 1), ...itemsOf(first, 2), ...itemsOf(right, 3)],
    [failed(left, "unknown"), failed(first, "unknown"), failed(right, "unknown")],
  ],
  [
    "torn",
    "another order",
    [...itemsOf(right, 1), ...itemsOf(left, 2)],
    [failed(left, "unknown"), failed(right, "unknown")],
  ],
  ["gap", "a revision left out", [...itemsOf(first, 1), ...itemsOf(second, 3)], calls.slice(0, 2)],
  ["gap", "from the start", itemsOf(first, 2), calls.slice(0, 1)],
  ["wrong guard", "none for a given id", changed(isGuard, () => []), calls],
  [
    "wrong guard",
    "at another revision",
    changed(isGuard, (item) => [{ ...item, revision: 2 }]),
    calls,
  ],
  ["wrong guard", "elsewhere", changed(isGuard, (item) => [{ ...item, pk: "elsewhere" }]), calls],
  ["wrong guard", "with content", changed(isGuard, (item) => [{ ...item, data: {} }]), calls],
  [
    "wrong guard",
    "of nothing",
    [...correctItems, { ...correctItems.at(-1), pk: "x", sk: `id#${other.id}` }],
    calls,
  ],
  ["wrong guard", "for a generated id", itemsOf(unguarded, 1, true), [saved(unguarded)]],
  ["wrong guard", "in addition to a copy", itemsOf(first, 1, true), [saved(first, {}, true)]],
  [
    "wrong order",
    "the later one first",
    [...itemsOf(second, 1), ...itemsOf(first, 2)],
    calls.slice(0, 2),
  ],
  ["lost", "an event", correctItems, [...calls, saved(other)]],
  [
    "lost",
    "its content",
    correctItems,
    [...calls.slice(1), saved({ ...first, data: deposit("1", { more: 1 }).data })],
  ],
  [
    "false report",
    "not-written, and stored",
    correctItems,
    [failed(first, "not-written"), ...calls.slice(1)],
  ],
  ["false report", "nobody saved it", correctItems, calls.slice(1)],
  [
    "false report",
    "nobody saved it under this id",
    correctItems,
    [saved({ ...first, id: other.id }), ...calls.slice(1)],
  ],
  [
    "expectation ignored",
    "of the event's stream",
    correctItems,
    [saved(first, { expect: [at(1)] }), ...calls.slice(1)],
  ],
  [
    "expectation ignored",
    "of another stream",
    correctItems,
    [...calls, call([], { expect: [at(2)] })],
  ],
  [
    "false report",
    "a conflict with nothing",
    correctItems,
    [...calls, refused(conflict(3, other.id), [3])],
  ],
  [
    "false report",
    "a conflict at another revision",
    correctItems,
    [...calls, refused(conflict(0, second.id), [0])],
  ],
  [
    "false report",
    "a conflict without a condition",
    correctItems,
    [...calls, refused(conflict(0, first.id), [1])],
  ],
  [
    "false report",
    "conditions that do not differ",
    correctItems,
    [...calls, refused(conflict(2, undefined), [2])],
  ],
  [
    "false report",
    "an id of nothing",
    correctItems,
    [...calls, refused(new EventIdReusedError(newEventId(), ""), [])],
  ],
  [
    "false report",
    "an id of the same event",
    correctItems,
    [...calls, refused(new EventIdReusedError(String(first.id), ""), [], first)],
  ],
])("a table with a flaw: %s, %s", (flaw, _, items, of) => {
  const found = flaws(items, of);
  expect(found.map((text) => text.split(":")[0])).toContain(flaw);
});

test.each<[string, (journal: Journal) => Promise<unknown>]>([
  [
    "another event is returned",
    (journal) => journal.save([first], [], async () => [storedOf(second)]),
  ],
  ["nothing is returned", (journal) => journal.save([first], [], async () => [])],
  [
    "an error has no outcome",
    (journal) => journal.save([first], [], () => Promise.reject(new Error())),
  ],
  [
    "an error has no ids",
    (journal) =>
      journal.save([other], [], () =>
        Promise.reject(Object.assign(new RetriesExhaustedError("", 1, 0), { outcome: "unknown" })),
      ),
  ],
  ["an import omits an event", (journal) => journal.import([first], async () => [])],
  [
    "an import changes an id",
    (journal) =>
      journal.import([first], async () => [
        { status: "unknown", id: String(other.id), error: undefined },
      ]),
  ],
])("the journal detects an insufficient error: %s", async (_, save) => {
  const journal = new Journal();
  await save(journal);
  expect(journal.flaws.length).toBeGreaterThan(0);
  expect(flaws([], [], journal.flaws).length).toBeGreaterThan(0);
});
