import { newEventId, RetriesExhaustedError } from "ddb-pattern-runtime";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { pass, resetAfter, throttle } from "../engines/proxy.js";
import {
  behindProxy,
  type FaultyTable,
  failureOf,
  storedItems,
  testTable,
} from "../runtime/support.js";
import { hastyRetries } from "./support-hasty.js";
import { type LedgerEvent, ledgerOf } from "./support-ledger.js";

let faulty: FaultyTable;
beforeAll(async () => {
  faulty = await behindProxy(await testTable(), { retryStrategy: hastyRetries(2) });
});
afterEach(() => faulty.proxy.always(pass));
afterAll(() => faulty.close());

const ledger = () => ledgerOf(faulty.documents, faulty.tableName);

function note(): LedgerEvent {
  const n = newEventId();
  return { type: "NOTE_TAKEN", data: { n, note_id: n } };
}

describe("an error that leaves open whether the write happened tells all ids of the save", () => {
  test("when it is the look at what is stored that fails", async () => {
    const event = note();
    faulty.proxy.next(resetAfter, pass, throttle, throttle);
    const { eventIds } = await failureOf(ledger().saveEvent(event), RetriesExhaustedError);

    const stored = await storedItems(faulty, `NOTE::${event.data.note_id}::NOTE_TAKEN`);
    expect(stored.map(({ id }) => id)).toEqual(eventIds);
    const [id] = eventIds;
    expect(await ledger().saveEvent({ ...event, id })).toMatchObject({ id });
  });

  test("when a part of it was stored before", async () => {
    const [first, second] = [{ ...note(), id: newEventId() }, note()];
    await ledger().saveEvent(first);
    faulty.proxy.next(pass, pass, throttle, throttle);
    const save = ledger().saveEvents([first, second]);
    const { eventIds } = await failureOf(save, RetriesExhaustedError);
    expect(eventIds).toEqual([first.id, expect.any(String)]);
  });
});
