import { writeSync } from "node:fs";
import { type DdbPatternError, newEventId, StreamConflictError } from "ddb-pattern-runtime";
import { decodeItemValues } from "../../runtime/src/storage/dynamodb/attribute-value.js";
import { itemSize } from "../../runtime/src/storage/item-size.js";
import { connect } from "../engines/connect.js";
import { unsteadyClock } from "./support-clock.js";
import { type LedgerEvent, ledgerOf } from "./support-ledger.js";
import type { Line, WriterSettings } from "./support-processes.js";
import { Random } from "./support-random.js";

// A process that saves concurrently in several lanes, until it has saved enough or is killed. It
// prints each save before it starts, and its reported outcome.

const settings = JSON.parse(process.argv[2] as string) as WriterSettings;
const { endpoint, tableName, name, seed, lanes, saves, accounts, kinds } = settings;
const { documents } = connect(endpoint);

/** Written synchronously, because a killed process writes nothing more. */
function print(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** Nanoseconds of a monotonic clock that all processes share. */
const now = () => Number(process.hrtime.bigint());

/**
 * The writes of all lanes so far, the writes that found a taken key, and the write units of the
 * latter.
 */
const writes = { requests: 0, refused: 0, refusedUnits: 0 };

interface WriteInput {
  readonly Item?: object;
  readonly TransactItems?: readonly { readonly Put?: { readonly Item: object } }[];
}

/**
 * A write that fails its condition costs as much as a successful one. Source: AWS's "Read and write
 * operations".
 */
function unitsOf({ Item, TransactItems }: WriteInput): number {
  const kilobytes = (item: object | undefined) =>
    item === undefined ? 1 : Math.ceil(itemSize(decodeItemValues(item)) / 1024);
  if (TransactItems === undefined) return kilobytes(Item);
  return TransactItems.reduce((sum, { Put }) => sum + 2 * kilobytes(Put?.Item), 0);
}

documents.middlewareStack.add(
  (next, { commandName }) =>
    async (args) => {
      if (commandName === "QueryCommand") return next(args);
      writes.requests++;
      try {
        return await next(args);
      } catch (error) {
        const { name: code } = error as Error;
        if (/ConditionalCheckFailed|TransactionCanceled/.test(code)) {
          writes.refused++;
          writes.refusedUnits += unitsOf(args.input as WriteInput);
        }
        throw error;
      }
    },
  { step: "initialize", name: "countWrites" },
);

function makerOf(random: Random, lane: number) {
  let count = 0;
  const account = () => random.pick(accounts);
  const n = () => `${name}-${lane}-${++count}`;
  const interest = (account_id = account(), more: object = {}): LedgerEvent => {
    return { type: "INTEREST_PAID", data: { n: n(), bank_id: "b", account_id, ...more } };
  };
  return {
    n,
    interest,
    withClerk: () => interest(account(), { clerk_id: account() }),
    deposit: (): LedgerEvent => ({ ...interest(), type: "MONEY_DEPOSITED" }),
    transfer: (): LedgerEvent => ({
      type: "TRANSFER_ORDERED",
      data: { n: n(), bank_id: name, payer_id: "1", payee_id: "2" },
    }),
    batch(): LedgerEvent[] {
      const batch = { name: n(), size: 3 };
      return [interest(), this.transfer(), this.withClerk()].map(({ data, ...event }, index) => {
        return { ...event, data: { ...data, batch: { ...batch, index } } };
      });
    },
  };
}

async function work(lane: number): Promise<void> {
  const random = new Random(seed + lane);
  const ledger = ledgerOf(documents, tableName, {
    clock: unsteadyClock(random),
    retry: { deadlineMs: Number.POSITIVE_INFINITY },
  });
  const make = makerOf(random, lane);
  const identified = (event: LedgerEvent): LedgerEvent =>
    settings.identified ? { ...event, id: newEventId() } : event;

  /**
   * The events to save, and their condition: nothing was appended to one account since it was read.
   */
  async function next() {
    const kind = random.pick(kinds);
    if (kind !== "expected") {
      const events = kind === "batch" ? make.batch() : [make[kind]()];
      return { events: events.map(identified), expect: [] };
    }
    const account_id = random.pick(accounts);
    const stream = ledger.streams.account({ bank_id: "b", account_id });
    const { events, head } = await stream.read();
    // With these numbers, a reader of the table can detect whether a conditional append missed an
    // event.
    const after = { after: events.at(-1)?.id ?? "none" };
    return {
      events: [identified(make.interest(account_id, after))],
      expect: [stream.unchangedSince(head)],
    };
  }

  for (let count = 0; count < saves; count++) {
    const { events, expect } = await next();
    const call = `${name}-${lane}-${count}`;
    const begun = now();
    print({ word: "saving", call, begun, events, expect });
    try {
      const stored = await ledger.saveEvents(events, { expect });
      print({ word: "saved", call, ended: now(), stored });
    } catch (error) {
      if (!(error instanceof StreamConflictError)) throw error;
      const { eventIds, stream, ids, expectedRevision, foundEventId } = error;
      const conflict = { stream, ids, expectedRevision, foundEventId };
      print({ word: "refused", call, ended: now(), eventIds, conflict });
    }
  }
}

await Promise.all(Array.from({ length: lanes }, (_, lane) => work(lane))).catch((error) => {
  const { outcome } = error as DdbPatternError;
  print({ word: "failed", message: `${error} ${outcome}` });
  process.exitCode = 1;
});
print({ word: "ended", ...writes });
