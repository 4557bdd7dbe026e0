/** An amount in the smallest unit. */
export interface Money {
  /** @minimum 0 @format integer */
  amount: number;
  currency: "EUR" | "USD";
}

export type Page<Item> = { items: Item[]; next?: string };
