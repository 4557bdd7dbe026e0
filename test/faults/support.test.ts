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
import { type Call, Journal, type Told } from "./support-journal.js";
import { accountKey, type LedgerEvent, placesOf } from "./support-ledger.js";
import { flawsOf, type Item, understand } from "./support-table.js";

// The tests of faults depend on this: a table with a flaw does not pass, and neither does a false answer.

const ACCOUNT = accountKey("b", "1");
const sortKey = (revision: number) => String(revision).padStart(16, "0");

/** An id as a save generates it. */
const generatedId = () => `${newEventId().slice(0, -1)}0`;

function deposit(n: string, more: object = {}): LedgerEvent {
  const data = { n, bank_id: "b", account_id: "1", ...more };
  return { type: "MONEY_DEPOSITED", id: generatedId(), data };
}

/** An event that has no copy under its id. */
function interest(n: string, id = newEventId()): LedgerEvent {
  return { ...deposit(n), type: "INTEREST_PAID", id };
}

function storedOf({ type, id = "", data }: LedgerEvent): PlainEvent {
  return { id, type, timestamp: timestampOf(id), data };
}

/** The items of an event, at this revision of each of its streams; and its guard, if it has one. */
function itemsOf(event: LedgerEvent, revision: number, isGuarded = false): Item[] {
  const { copies, streams, canonical } = placesOf(event);
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
function call(told: readonly Told[], more: Partial<Call> = {}): Call {
  return { begun: ++moment, ended: ++moment, told, expect: [], ...more };
}

/** A call that was told that its event is saved; with an id if its caller had given one. */
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
const whole = [...itemsOf(first, 1), ...itemsOf(second, 2), ...itemsOf(third, 3, true)];
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
  const told: Told = { event, status: "not-written", id: event.id };
  return call([told], { error, expect: expected.map(at) });
}

const flaws = (items: readonly Item[], of: readonly Call[], told: readonly string[] = []) =>
  flawsOf(understand(items), { calls: [...of], flaws: [...told] });

test("a correct table has no flaw", () => {
  expect(flaws(whole, calls)).toEqual([]);
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
    expect(flaws(whole, [...calls, ...more])).toEqual([]);
  }
  const unknown = [failed(first, "unknown"), saved(second), saved(third, {}, true)];
  expect(flaws(whole, unknown)).toEqual([]);
});

const batch = (name: string, size: number, index: number) => ({ batch: { name, size, index } });
const [left, right] = [deposit("5", batch("x", 2, 0)), deposit("6", batch("x", 2, 1))];
const unguarded = interest("3", generatedId());

/** The items, one of them changed or, for `undefined`, removed. */
function changed(find: (item: Item) => boolean, change: (item: Item) => Item[]): Item[] {
  const index = whole.findIndex(find);
  expect(index).toBeGreaterThanOrEqual(0);
  return whole.flatMap((item, place) => (place === index ? change(item) : [item]));
}

const isGuard = ({ sk }: Item) => sk.startsWith("id#");
const isCopy = (item: Item) => item.sk === first.id;
const isRevision =
  (revision: number) =>
  ({ sk }: Item) =>
    sk === sortKey(revision);

test.each<[flaw: string, what: string, Item[], Call[]]>([
  ["strange item", "another sort key", [...whole, { pk: "x", sk: "#HEAD" }], calls],
  ["half written", "no copy", changed(isCopy, () => []), calls],
  [
    "half written",
    "a copy elsewhere",
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
  ["wrong guard", "none for an id that was given", changed(isGuard, () => []), calls],
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
    [...whole, { ...whole.at(-1), pk: "x", sk: `id#${other.id}` }],
    calls,
  ],
  ["wrong guard", "for a generated id", itemsOf(unguarded, 1, true), [saved(unguarded)]],
  ["wrong guard", "beside a copy", itemsOf(first, 1, true), [saved(first, {}, true)]],
  [
    "wrong order",
    "the later one first",
    [...itemsOf(second, 1), ...itemsOf(first, 2)],
    calls.slice(0, 2),
  ],
  ["lost", "an event", whole, [...calls, saved(other)]],
  [
    "lost",
    "its content",
    whole,
    [...calls.slice(1), saved({ ...first, data: deposit("1", { more: 1 }).data })],
  ],
  ["untrue", "not-written, and stored", whole, [failed(first, "not-written"), ...calls.slice(1)]],
  ["untrue", "nobody saved it", whole, calls.slice(1)],
  [
    "untrue",
    "nobody saved it under this id",
    whole,
    [saved({ ...first, id: other.id }), ...calls.slice(1)],
  ],
  [
    "expectation ignored",
    "of its own stream",
    whole,
    [saved(first, { expect: [at(1)] }), ...calls.slice(1)],
  ],
  ["expectation ignored", "of another stream", whole, [...calls, call([], { expect: [at(2)] })]],
  ["untrue", "a conflict with nothing", whole, [...calls, refused(conflict(3, other.id), [3])]],
  [
    "untrue",
    "a conflict at another revision",
    whole,
    [...calls, refused(conflict(0, second.id), [0])],
  ],
  [
    "untrue",
    "a conflict that was not expected",
    whole,
    [...calls, refused(conflict(0, first.id), [1])],
  ],
  [
    "untrue",
    "conditions that do not differ",
    whole,
    [...calls, refused(conflict(2, undefined), [2])],
  ],
  [
    "untrue",
    "an id of nothing",
    whole,
    [...calls, refused(new EventIdReusedError(newEventId(), ""), [])],
  ],
  [
    "untrue",
    "an id of the same event",
    whole,
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
  ["an import leaves an event out", (journal) => journal.import([first], async () => [])],
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
