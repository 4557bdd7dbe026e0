import { EventValidationError, newEventId } from "ddb-pattern-runtime";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  clientOf,
  NOTES,
  type TestTable,
  testTable,
  type UntypedClient,
} from "../client/support.js";

let table: TestTable;
let notes: UntypedClient;
beforeAll(async () => {
  table = await testTable();
  notes = clientOf(NOTES, table);
});

const values = fc.anything({
  values: [
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    fc.double({ min: -1e15, max: 1e15, noNaN: true }),
  ],
  key: fc.string({ unit: "binary" }),
  maxDepth: 4,
  withNullPrototype: true,
});

/** Saves a note with the value, and returns the saved and the read value. */
async function roundTrip(value: unknown) {
  const data = { note_id: newEventId(), value };
  const saved = await notes.saveEvent({ type: "NOTE_TAKEN", data });
  const query = { eventType: "NOTE_TAKEN", modelKey: "note_id", modelId: data.note_id };
  return { saved, read: await notes.getLatestEvent(query) };
}

test("every accepted value is read back unchanged", async () => {
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      try {
        const { saved, read } = await roundTrip(value);
        expect(read).toStrictEqual(saved);
      } catch (error) {
        if (!(error instanceof EventValidationError)) throw error;
      }
    }),
    { numRuns: 150 },
  );
});

test.each([
  [0],
  [-0],
  [0.1],
  [-1.5e-7],
  [1e-130],
  [Number.MAX_SAFE_INTEGER],
  [Number.MIN_SAFE_INTEGER],
  [""],
  ["\u0000"],
  ["e\u0301 is not \u00e9"],
  [[]],
  [{}],
  [{ valueOf: 1, toString: [null], "a.b": { "#": ":" } }],
])("%j is stored, and read back", async (value) => {
  const { read } = await roundTrip(value);
  // JSON.stringify also writes -0 as 0.
  expect(read?.data.value).toStrictEqual(JSON.parse(JSON.stringify(value)));
});

test("bytes are stored and compared, and a Buffer is read as Uint8Array", async () => {
  const bytes = Uint8Array.from([0, 1, 255]);
  const { saved, read } = await roundTrip({ bytes, buffer: Buffer.from("bytes") });
  expect(read?.data.value).toStrictEqual({ bytes, buffer: new TextEncoder().encode("bytes") });
  const { timestamp: _, ...again } = saved;
  expect(await notes.saveEvent(again)).toEqual(saved);
  bytes[0] = 7;
  const other = { ...again, data: { ...saved.data, value: { bytes } } };
  await expect(notes.saveEvent(other)).rejects.toMatchObject({ code: "event-id-reused" });
});
