import { DEFAULT_PRICES } from "../../cost/prices/prices.js";

/** What write units cost. */
export interface Price {
  readonly dollarsPerMillion: number;
  /** Where and since when it is so. */
  readonly of: string;
}

const ON_DEMAND: Price = {
  dollarsPerMillion: DEFAULT_PRICES.writeUnits,
  of: `on demand in ${DEFAULT_PRICES.region} since ${DEFAULT_PRICES.date}`,
};

/** The price that a user gives, else that of AWS. */
export function priceOf(dollars: number | undefined): Price {
  return dollars === undefined ? ON_DEMAND : { dollarsPerMillion: dollars, of: "as --price says" };
}

/** In dollars. */
export function costOf(writeUnits: number, { dollarsPerMillion }: Price): number {
  return (writeUnits * dollarsPerMillion) / 1_000_000;
}
