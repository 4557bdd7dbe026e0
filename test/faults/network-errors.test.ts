import { newEventId, RetriesExhaustedError } from "ddb-pattern-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  behindProxy,
  type FaultyTable,
  failureOf,
  storedItems,
  testTable,
} from "../client/support.js";
import { pass, resetAfter, stranger, throttle, truncate } from "../engines/proxy.js";
import { withoutItems } from "./support-faults.js";
import { hastyRetries } from "./support-hasty.js";
import { type LedgerEvent, ledgerOf } from "./support-ledger.js";

let faulty: FaultyTable;
beforeAll(async () => {
  faulty = await behindProxy(await testTable(), { retryStrategy: hastyRetries(2) });
});
afterEach(() => faulty.proxy.always(pass));
afterAll(() => faulty.close());

const ledger = () =>
  ledgerOf(faulty.documents, faulty.tableName, {
    retry: { deadlineMs: Number.POSITIVE_INFINITY },
  });

function note(): LedgerEvent {
  const n = newEventId();
  return { type: "NOTE_TAKEN", data: { n, note_id: n } };
}

function deposit(): LedgerEvent {
  const ids = { bank_id: newEventId(), account_id: "1" };
  return { type: "MONEY_DEPOSITED", data: { n: newEventId(), ...ids } };
}

describe("an answer of something other than DynamoDB is neither a success nor a refusal", () => {
  const bodies = [
    "",
    "{}",
    "null",
    "5",
    '{"Items":5}',
    '{"Items":[{}]}',
    "<html>",
    '{"Items":[{"pk',
  ];

  test.each(
    [200, 204, 302, 403, 404, 429, 502].flatMap((status) => bodies.map((body) => [status, body])),
  )("%i %o", async (status, body) => {
    faulty.proxy.always(stranger(body as string, status as number));
    const { account } = ledger().streams;
    const calls = [
      ledger().saveEvent(note()),
      ledger().saveEvent(deposit()),
      ledger().getLatestEvents({ eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: "1" }),
      account({ bank_id: "b", account_id: "1" }).read(),
    ];
    const errors = await Promise.all(calls.map((call) => failureOf(call, RetriesExhaustedError)));
    // The deposit first reads the last revision of its stream.
    const outcomes = errors.map(({ outcome }) => outcome);
    expect(outcomes).toEqual(["unknown", "not-written", undefined, undefined]);
  });

  test.each([0, 0.5, 0.999])("nor is a part (%d) of an answer of DynamoDB", async (share) => {
    const { n, note_id } = note().data;
    await ledger().saveEvent({ type: "NOTE_TAKEN", data: { n, note_id } });
    faulty.proxy.always(truncate(share));
    const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: String(note_id) };
    await failureOf(ledger().getLatestEvents(query), RetriesExhaustedError);
  });
});

describe("an error with an unknown outcome has all ids of the save", () => {
  test("if the read that looks for the events fails", async () => {
    const event = note();
    faulty.proxy.next(resetAfter, withoutItems, throttle, throttle);
    const { eventIds, outcome } = await failureOf(ledger().saveEvent(event), RetriesExhaustedError);
    expect(outcome).toBe("unknown");

    const stored = await storedItems(faulty, `NOTE::${event.data.note_id}::NOTE_TAKEN`);
    expect(stored.map(({ id }) => id)).toEqual(eventIds);
    const [id] = eventIds;
    expect(await ledger().saveEvent({ ...event, id })).toMatchObject({ id });
  });

  test("if some of the events were already stored", async () => {
    const [first, second] = [{ ...note(), id: newEventId() }, note()];
    await ledger().saveEvent(first);
    faulty.proxy.next(pass, throttle, throttle);
    const save = ledger().saveEvents([first, second]);
    const { eventIds, outcome } = await failureOf(save, RetriesExhaustedError);
    expect(eventIds).toEqual([first.id, expect.any(String)]);
    expect(outcome).toBe("unknown");
  });
});
