import { randomUUID } from "node:crypto";
import {
  foldOrder,
  type Money,
  type OrdersOrderInput,
} from "../../schemas-example/orders/events.generated.js";

/** An order as far as the tests of deciding need it. */
export interface Order {
  readonly status: "none" | "placed" | "paid" | "shipped" | "cancelled" | "lost";
  /** What the customer still owes, in cents. */
  readonly owed: number;
  /** The revisions of all events, in the order in which they were folded. */
  readonly seen: readonly number[];
}

const NONE: Order = { status: "none", owed: 0, seen: [] };

const seen = (order: Order, { revision }: { readonly revision: number }) => [
  ...order.seen,
  revision,
];

/** The handlers of {@link ORDER}, for folds that differ in something else. */
export const HANDLERS: Parameters<typeof foldOrder<Order>>[0] = {
  initial: NONE,
  ORDER_PLACED: (order, event) => {
    return { status: "placed", owed: event.data.total.amount, seen: seen(order, event) };
  },
  ORDER_PAID: (order, event) => {
    const owed = order.owed - event.data.paid.amount;
    return { status: owed > 0 ? order.status : "paid", owed, seen: seen(order, event) };
  },
  ORDER_SHIPPED: (order, event) => ({ ...order, status: "shipped", seen: seen(order, event) }),
  ORDER_CANCELLED: (order, event) => {
    return { status: "cancelled", owed: 0, seen: seen(order, event) };
  },
  ORDER_LOST: (order, event) => ({ ...order, status: "lost", seen: seen(order, event) }),
};

export const ORDER = foldOrder<Order>(HANDLERS);

/** The inputs of one order of 10,000 cents. */
export function orderEvents(order_id: string = randomUUID()) {
  const customer_id = randomUUID();
  const ids = { order_id, customer_id };
  const money = (amount: number): Money => ({ amount, currency: "EUR" });
  return {
    order_id,
    placed: {
      type: "ORDER_PLACED",
      data: {
        ...ids,
        lines: [{ sku: "TEAPOT-1", quantity: 2, price: money(5000) }],
        total: money(10_000),
        ship_to: { lines: ["12 Harbour Lane"], postcode: "7000", country: "DK" },
      },
    },
    paid: (amount: number) => ({
      type: "ORDER_PAID",
      data: { ...ids, paid: money(amount), method: "card", paid_at: "2026-01-02T03:04:05Z" },
    }),
    shipped: { type: "ORDER_SHIPPED", data: { ...ids, parcel_id: "DK-1" } },
    cancelled: {
      type: "ORDER_CANCELLED",
      data: { ...ids, reason: "customer", refund: null },
    },
  } as const satisfies {
    readonly order_id: string;
    readonly placed: OrdersOrderInput;
    readonly paid: (amount: number) => OrdersOrderInput;
    readonly shipped: OrdersOrderInput;
    readonly cancelled: OrdersOrderInput;
  };
}
