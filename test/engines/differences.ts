import { inject } from "vitest";
import type { EngineName } from "./engine.js";

/**
 * What an engine of these tests does otherwise than AWS. Where a test cannot run because of one, it says
 * so here and by name, so that the reason is printed:
 *
 *     test.skipIf(skipReason("idempotency-token"))("a lost reply …", …)
 *
 * The engine `endpoint` is the user's own: it is expected to behave as AWS does.
 */
interface DifferenceDetails {
  readonly engines: readonly Exclude<EngineName, "endpoint">[];
  /** What AWS documents. */
  readonly aws: string;
  /** What the engines do. */
  readonly here: string;
}

const DIFFERENCES = {
  "consumed-capacity": {
    engines: ["moto"],
    aws: "A write costs 1 unit per KB, twice that in a transaction; a read 0.5 units per 4 KB, twice that if consistent.",
    here: "A transaction reports nothing; a put, a page of a query, even an empty one, and a scan report 1; a get 0.5.",
  },
  "idempotency-token": {
    engines: ["moto"],
    aws: "For 10 minutes, a transaction with the same ClientRequestToken succeeds without writing again; with other actions it is refused.",
    here: "The token is ignored: after a lost reply, the SDK's own retry meets the items of the first try.",
  },
  "item-size": {
    engines: ["moto"],
    aws: "400 KB for names and values in UTF-8, with 1 byte for each element of a list or map and 3 for each list or map.",
    here: "The limit counts the characters of the item as JSON, with type names, quotes and escapes.",
  },
  "transaction-size": {
    engines: ["moto"],
    aws: "The items of a transaction may have 4 MB in all.",
    here: "There is no such limit.",
  },
  "number-rules": {
    engines: ["moto"],
    aws: "A number has up to 38 significant digits, from 1E-130 to 9.99E+125, and is returned in a normal form.",
    here: "A number is kept as it was sent: 1e3, -0, 39 digits.",
  },
  "nesting-depth": {
    engines: ["moto"],
    aws: "An attribute may be nested 32 levels deep.",
    here: "There is no such limit.",
  },
  "empty-names": {
    engines: ["dynoxide", "moto"],
    aws: "The name of an attribute has at least 1 character.",
    here: "Dynoxide 1.2.1 of npm stores an empty name; moto loses the attribute's value. dynoxide-rs 3.2.0 refuses it.",
  },
  "last-page": {
    engines: ["moto"],
    aws: "A page that ends at its Limit has a LastEvaluatedKey, even if no item follows.",
    here: "There is none if no item follows, so that a reader makes one request less.",
  },
  "start-key": {
    engines: ["dynoxide", "moto"],
    aws: "An ExclusiveStartKey outside of the query's keys is refused.",
    here: "It is taken. dynoxide-rs 3.2.0 refuses it.",
  },
  "transaction-conflict": {
    engines: ["dynoxide", "moto"],
    aws: "Of two transactions that meet at an item, one may be cancelled with the reason TransactionConflict.",
    here: "Requests are executed one after the other, so none ever meets another. Tests cancel at the wire.",
  },
  "slow-transactions": {
    engines: ["moto"],
    aws: "A transaction takes as long on a large table as on a small one.",
    here: "moto copies the whole table for each transaction: 20 ms for 1,000 items, and all other requests wait.",
  },
} as const satisfies Readonly<Record<string, DifferenceDetails>>;

export type Difference = keyof typeof DIFFERENCES;

const engine = inject("engineName");

/** Whether the run's engine differs from AWS so. */
export function differs(difference: Difference): boolean {
  const { engines }: DifferenceDetails = DIFFERENCES[difference];
  return engines.some((name) => name === engine);
}

const printed = new Set<Difference>();

/** Why the run's engine cannot show what AWS does; `undefined` if it can. Prints it, once per file. */
export function skipReason(difference: Difference): string | undefined {
  if (!differs(difference)) return undefined;
  const { aws, here } = DIFFERENCES[difference];
  const reason = `${difference} on ${engine}. AWS: ${aws} Here: ${here}`;
  if (!printed.has(difference)) console.warn(`Skipped: ${reason}`);
  printed.add(difference);
  return reason;
}

/** The write units that the engine reports for a transaction that writes items of so many KB. */
export function transactionUnits(...kilobytes: readonly number[]): number {
  if (differs("consumed-capacity")) return 0;
  return kilobytes.reduce((sum, size) => sum + 2 * size, 0);
}

/** The read units that the engine reports for a Query that finds nothing. */
export const EMPTY_QUERY_UNITS: number = differs("consumed-capacity") ? 1 : 0.5;

/** How many times longer a transaction on a small table may take than on Dynoxide. */
export const SLOWNESS: number = differs("slow-transactions") ? 10 : 1;
