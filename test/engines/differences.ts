import { inject } from "vitest";

/**
 * Where the engines differ, which of them and why. Tests ask here, rather than to expect less of all.
 *
 * What differs and shows in no test, as the runtime minds all engines:
 * - A page of a Query: Dynoxide ends it before the item that passes 1 MB, DynamoDB Local after it.
 * - A `Limit` beyond 32 bits: Dynoxide takes it, DynamoDB Local answers `InternalFailure`.
 * - An empty name of a member: Dynoxide stores it, DynamoDB Local refuses it, and so does the runtime.
 * - The 4 MB of a transaction: Dynoxide counts its items, DynamoDB Local the texts of its conditions too.
 */
const isDynamoDBLocal = inject("engineName") === "dynamodb-local";

/**
 * The write units that the engine reports for a transaction that writes items of so many KB: two for each
 * KB. DynamoDB Local 3.3.1 adds up amounts that are equal only once: 2 and 2 are 2; 2, 2 and 4 are 6.
 */
export function transactionUnits(...kilobytes: readonly number[]): number {
  const units = kilobytes.map((size) => 2 * size);
  const counted = isDynamoDBLocal ? [...new Set(units)] : units;
  return counted.reduce((sum, each) => sum + each, 0);
}

/** The read units of a Query that finds nothing: half a unit, and none in DynamoDB Local. */
export const EMPTY_QUERY_UNITS: number = isDynamoDBLocal ? 0 : 0.5;

/** How many times longer a write may take than on Dynoxide: DynamoDB Local is SQLite in a Java machine. */
export const SLOWNESS: number = isDynamoDBLocal ? 5 : 1;
