import { expect, inject, test } from "vitest";
import { connect } from "../engines/connect.js";
import {
  answerLate,
  arriveLate,
  breakOff,
  cancel,
  type Exchange,
  type Fault,
  garbage,
  internalError,
  outOfCapacity,
  pass,
  refuse,
  resetAfter,
  resetBefore,
  silence,
  startProxy,
  stranger,
  throttle,
  truncate,
  unavailable,
} from "../engines/proxy.js";
import { testTable } from "../runtime/support.js";
import { Caller, Journal } from "./support-caller.js";
import { hastyRetries } from "./support-hasty.js";
import { ledgerOf } from "./support-ledger.js";
import { Random, SEED } from "./support-random.js";
import { contentsOf, flawsOf } from "./support-table.js";

const CALLERS = 12;
const SAVES = 3_000;
const READS = 600;

const TIMEOUT_MS = 250;
const TOO_LATE_MS = 2 * TIMEOUT_MS;

/** Each with chance in it takes it from `random`. */
const FAULTS: Readonly<Record<string, (random: Random) => Fault>> = {
  throttle: () => throttle,
  outOfCapacity: () => outOfCapacity,
  internalError: () => internalError,
  unavailable: () => unavailable,
  resetBefore: () => resetBefore,
  resetAfter: () => resetAfter,
  silence: () => silence,
  answerLate: () => answerLate(TOO_LATE_MS),
  arriveLate: () => arriveLate(TOO_LATE_MS),
  breakOff: (random) => breakOff(random.fraction()),
  truncate: (random) => truncate(random.fraction()),
  html: () => garbage,
  htmlOf502: () => stranger("<html>", 502),
  stranger: (random) => stranger(random.pick(["", "{}", "null", '{"Items":[{}]}'])),
  conflict: () => conflict,
};

/** As DynamoDB words it for this operation; a query meets no transaction. */
function conflict(exchange: Exchange): void | Promise<void> {
  if (exchange.operation === "Query") return pass(exchange);
  if (exchange.operation === "PutItem") return refuse("TransactionConflictException")(exchange);
  return cancel("None", "TransactionConflict")(exchange);
}

/** Fails about a quarter of the requests, and often several in a row: more than the SDK tries. */
function weather(random: Random, met: Map<string, number>): Fault {
  let storm = 0;
  return async (exchange) => {
    if (storm === 0 && random.happens(0.04)) storm = 4;
    const isFine = storm === 0 && random.happens(0.85);
    if (storm > 0) storm--;
    if (isFine) return pass(exchange);
    const name = random.pick(Object.keys(FAULTS));
    met.set(name, (met.get(name) ?? 0) + 1);
    return FAULTS[name]?.(random)(exchange);
  };
}

test(`${SAVES} saves and ${READS} reads through a bad network lose, tear and double nothing (seed ${SEED})`, {
  timeout: 300_000,
}, async ({ annotate }) => {
  const { tableName } = await testTable();
  const journal = new Journal();
  const met = new Map<string, number>();
  let requests = 0;

  async function callOften(caller: number): Promise<void> {
    // A proxy and a seed for each, so that none meets a fault that was drawn for another.
    const proxy = await startProxy(inject("endpoint"));
    proxy.always(weather(new Random(SEED + caller), met));
    const { documents } = connect(proxy.endpoint, {
      retryStrategy: hastyRetries(3),
      requestHandler: { requestTimeout: TIMEOUT_MS, throwOnRequestTimeout: true },
    });
    const random = new Random(SEED - caller - 1);
    const ledger = ledgerOf(documents, tableName);
    const self = new Caller(`caller ${caller}`, ledger, random, journal);
    for (let count = 0; count < SAVES / CALLERS; count++) {
      await self.save();
      if (count % (SAVES / READS) === 0) await self.read();
    }
    documents.destroy();
    await proxy.settled();
    await proxy.close();
    requests += proxy.requests.length;
  }
  await Promise.all(Array.from({ length: CALLERS }, (_, caller) => callOften(caller)));

  const contents = await contentsOf(tableName);
  await annotate(
    `${requests} requests, ${journal.saved.length} events acknowledged, ${journal.refused.length} saves ` +
      `refused, ${journal.exhausted} calls exhausted; ${JSON.stringify(Object.fromEntries(met))}`,
  );
  expect([...journal.flaws, ...flawsOf(contents, journal)]).toEqual([]);
  // What a refusal does not explain was acknowledged at last.
  expect(contents.events.size).toBe(new Set(journal.saved.map(({ id }) => id)).size);
  expect(Math.min(...Object.keys(FAULTS).map((name) => met.get(name) ?? 0))).toBeGreaterThan(20);
  expect(journal.exhausted).toBeGreaterThan(20);
  expect(journal.refused.length).toBeGreaterThan(20);
});
