import type { Prices } from "../../cost/prices/prices.js";

/** `1,234.5`: with at most two decimals. */
export function number(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

/** `$2.50`, `$0.625`, `EUR 2.50`: with two to four decimals. */
export function price(value: number, { currency }: Pick<Prices, "currency">): string {
  const amount = value.toLocaleString("en-US", {
    minimumFractionDigits: 2,
    maximumFractionDigits: value < 1 ? 4 : 2,
  });
  return currency === "USD" ? `$${amount}` : `${currency} ${amount}`;
}

/** `4`, or `4 to 6`. */
export function range(least: number, most: number): string {
  return least === most ? number(least) : `${number(least)} to ${number(most)}`;
}
