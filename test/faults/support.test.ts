import { EventIdReusedError, newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { expect, test } from "vitest";
import { timestampOf } from "../../runtime/src/event-id.js";
import { accountKey, copyKeysOf } from "./support-ledger.js";
import { flawsOf, type History, understand } from "./support-table.js";

// What the tests of faults rest on: a table with a flaw does not pass.

type Item = Parameters<typeof understand>[0][number];

function stored(n: string, data: object = {}, id = newEventId()): Item[] {
  const type = "MONEY_DEPOSITED";
  const timestamp = timestampOf(id);
  const event = { id, type, timestamp, data: { n, bank_id: "b", account_id: "1", ...data } };
  return copyKeysOf(event).map((pk) => ({ pk, sk: id, ...event }));
}

const first = stored("1");
const second = stored("2");
const [firstId, secondId] = [first[0]?.id as string, second[0]?.id as string];
const head: Item = { pk: accountKey("b", "1"), sk: "#HEAD", id: secondId, count: 2 };
const whole = [...first, ...second, head];

const nothing: History = { saved: [], refused: [] };
const event = { type: "MONEY_DEPOSITED", data: { n: "3" } };
const refusal = (error: unknown, n = "3") => ({
  ...nothing,
  refused: [{ events: [{ ...event, data: { n } }], error }],
});
const conflict = (expected: string, found: string, count: number) =>
  new StreamConflictError(
    "account",
    { BANK: "b", ACCOUNT: "1" },
    { lastEventId: expected },
    { lastEventId: found, count },
  );

test("a table as it should be has no flaw", () => {
  const saved = [...understand(whole).events.values()];
  expect(flawsOf(understand(whole), { saved, refused: [] })).toEqual([]);
  expect(flawsOf(understand(whole), refusal(conflict(firstId, secondId, 2)))).toEqual([]);
  expect(flawsOf(understand(whole), refusal(new EventIdReusedError(firstId, "")))).toEqual([]);
});

test.each<[string, Item[], History]>([
  ["half written", [...first.slice(1), ...second, head], nothing],
  ["unequal copies", [...whole.slice(1), { ...(first[0] as Item), data: {} } as Item], nothing],
  ["doubled", [...first, ...stored("1", {}, secondId), head], nothing],
  ["torn", [...first, ...stored("2", { batch: { name: "x", size: 2 } }, secondId), head], nothing],
  ["wrong head", [...first, ...second, { ...head, count: 3 } as Item], nothing],
  ["wrong head", [...first, ...second, { ...head, id: firstId } as Item], nothing],
  ["wrong head", [...first, ...second], nothing],
  ["wrong head", [head], nothing],
  ["lost", whole, { ...nothing, saved: [...understand(stored("4")).events.values()] }],
  ["untrue", whole, refusal(conflict(firstId, secondId, 2), "1")],
  ["untrue", whole, refusal(conflict(secondId, secondId, 2))],
  ["untrue", whole, refusal(conflict(firstId, secondId, 1))],
  ["untrue", whole, refusal(new EventIdReusedError(newEventId(), ""))],
])("a table with a flaw: %s", (flaw, items, history) => {
  const flaws = flawsOf(understand(items), history);
  expect(flaws.length).toBeGreaterThan(0);
  for (const text of flaws) expect(text).toMatch(new RegExp(`^${flaw}`));
});
