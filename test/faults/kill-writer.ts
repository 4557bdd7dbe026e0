import { writeSync } from "node:fs";
import { newEventId } from "ddb-pattern-runtime";
import { connect } from "../engines/connect.js";
import { type LedgerEvent, ledgerOf } from "./support-ledger.js";

// Saves without end, until it is killed. Says what it is about to save, and what was acknowledged.

const LANES = 4;

const [endpoint, tableName, name] = process.argv.slice(2) as [string, string, string];
const ledger = ledgerOf(connect(endpoint).documents, tableName);

/** Written at once, as a killed process writes nothing more. */
function say(word: "saving" | "saved", events: readonly unknown[]): void {
  writeSync(1, `${JSON.stringify({ word, events })}\n`);
}

function eventsOf(n: string, count: number): LedgerEvent[] {
  const id = () => ({ id: newEventId() });
  const ids = { bank_id: name, payer_id: "1", payee_id: "2" };
  const transfer = { type: "TRANSFER_ORDERED", ...id(), data: { n: `${n}-t`, ...ids } };
  // One account is everybody's, the other this process's own.
  const deposit = (bank_id: string): LedgerEvent => ({
    type: "MONEY_DEPOSITED",
    ...id(),
    data: { n: `${n}-d-${bank_id}`, bank_id, account_id: "1", clerk_id: "1" },
  });
  const kinds = [[transfer], [deposit("all")], [deposit(name)], [transfer, deposit(name)]];
  const events = kinds[count % kinds.length] as LedgerEvent[];
  const batch = { name: n, size: events.length };
  return events.map(({ type, data, id }) => ({ type, id, data: { ...data, batch } }));
}

async function saveForever(lane: number): Promise<void> {
  for (let count = lane; ; count++) {
    const events = eventsOf(`${name}-${lane}-${count}`, count);
    say("saving", events);
    // In a stream that others append to, an id can fall behind; nothing was written then.
    await ledger.saveEvents(events).then(
      (saved) => say("saved", saved),
      (error: Error) => {
        if (error.name !== "StreamConflictError") throw error;
      },
    );
  }
}

for (let lane = 0; lane < LANES; lane++) void saveForever(lane);
