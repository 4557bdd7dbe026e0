import { createEventFunctions, type EventBase } from "@status-machina/ddb-pattern";
import type { Money, Page } from "./money";

export enum StoreEvent {
  PRICE_LOWERED = "PRICE_LOWERED",
  OrderPlaced = "order.placed",
  /** Nobody reads it. */
  PINGED = "PINGED",
}

type Payment =
  | { kind: "card"; last4: string; details: Record<string, string> }
  | { kind: "invoice"; days?: number };

interface Base extends EventBase<StoreEvent> {
  source?: string;
}

/** A product became cheaper. */
interface PriceLowered extends Base {
  type: StoreEvent.PRICE_LOWERED;
  data: {
    store_id: string;
    product_id: string;
    /** The new price. */
    price: Money;
    old?: number | null;
    tags: readonly string[];
    /** @deprecated Use tags. */
    label?: string;
  };
}

/**
 * Somebody bought something.
 *
 * @deprecated Use CART_BOUGHT.
 */
type OrderPlaced = Base & {
  type: StoreEvent.OrderPlaced;
  data: Omit<PriceLowered["data"], "old" | "tags" | "label"> & {
    order_id: number;
    lines: { sku: string; count: number }[];
    page: Page<Money>;
    payment: Payment;
    paid_at: Date;
    code: `A-${string}`;
    size: [number, number];
    either: string | number;
    big: bigint;
    anything: unknown;
    callback?: () => void;
    tree?: Tree;
  };
};

interface Tree {
  label: string;
  children: Tree[];
}

interface Pinged extends Base {
  type: StoreEvent.PINGED;
  data: Partial<Pick<PriceLowered["data"], "store_id">>;
}

export type Events = PriceLowered | OrderPlaced | Pinged;

export const events = createEventFunctions<StoreEvent, Events>({} as never, "events", "store_id");
