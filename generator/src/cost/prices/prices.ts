/** Prices of DynamoDB in one Region, on demand, for the table class DynamoDB Standard. */
export interface Prices {
  readonly region: string;
  /** The day since when, or on which, they are valid: `2024-11-01`. */
  readonly date: string;
  /** Where they are published. */
  readonly source: string;
  /** Three letters: `USD`. */
  readonly currency: string;
  /** For a million write request units. */
  readonly writeUnits: number;
  /** For a million read request units. */
  readonly readUnits: number;
  /** For a GB of stored data in a month. */
  readonly storage: number;
  /** For a GB of continuous backups, of the size of the table, in a month. */
  readonly backup: number;
}

/**
 * The prices in us-east-1 since AWS halved those on demand, in November 2024.
 *
 * Source: the page below, which shows its amounts by Region. They were compared with two that quote them: "Amazon DynamoDB
 * Pricing" of airbyte.com of 2025-07-21 for units, and a report of Infracost of 2025-10-03 for storage and backup. No
 * such quotation was found for another Region, so `--prices` reads those from a file.
 */
export const DEFAULT_PRICES: Prices = {
  region: "us-east-1",
  date: "2024-11-01",
  source: "https://aws.amazon.com/dynamodb/pricing/on-demand/",
  currency: "USD",
  writeUnits: 0.625,
  readUnits: 0.125,
  storage: 0.25,
  backup: 0.2,
};

/** What these units cost. */
export function writePrice(units: number, { writeUnits }: Pick<Prices, "writeUnits">): number {
  return (units * writeUnits) / 1_000_000;
}

/** What these units cost. */
export function readPrice(units: number, { readUnits }: Pick<Prices, "readUnits">): number {
  return (units * readUnits) / 1_000_000;
}
