/** What write units cost. */
export interface Price {
  readonly dollarsPerMillion: number;
  /** Where and since when it is so. */
  readonly of: string;
}

/** Source: "Amazon DynamoDB pricing for on-demand capacity", table class DynamoDB Standard. */
const ON_DEMAND: Price = {
  dollarsPerMillion: 0.625,
  of: "on demand in us-east-1 since 2024-11-01",
};

/** The price that a user gives, else that of AWS. */
export function priceOf(dollars: number | undefined): Price {
  return dollars === undefined ? ON_DEMAND : { dollarsPerMillion: dollars, of: "as --price says" };
}

/** In dollars. */
export function costOf(writeUnits: number, { dollarsPerMillion }: Price): number {
  return (writeUnits * dollarsPerMillion) / 1_000_000;
}
