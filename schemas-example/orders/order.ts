import {
  foldOrder,
  type Money,
  type OrderLine,
  OrdersEventTypes,
  type OrdersOrderInput,
} from "./events.generated.js";

/** An order as the shop's staff sees it: made from the events of its stream. */
export interface Order {
  readonly status: "none" | "placed" | "paid" | "shipped" | "cancelled" | "lost";
  readonly customer_id: string;
  readonly lines: readonly OrderLine[];
  /** What the customer still owes, in cents. */
  readonly owed: number;
}

/**
 * The state of an order after its events. Orders are short; the snapshot is here to show how it is
 * declared.
 */
export const order = foldOrder<Order>({
  initial: { status: "none", customer_id: "", lines: [], owed: 0 },
  ORDER_PLACED: (_, { data }) => {
    const { customer_id, lines, total } = data;
    return { status: "placed", customer_id, lines, owed: total.amount };
  },
  ORDER_PAID: (state, { data }) => {
    return { ...state, status: "paid", owed: state.owed - data.paid.amount };
  },
  ORDER_SHIPPED: (state) => ({ ...state, status: "shipped" }),
  ORDER_CANCELLED: (state) => ({ ...state, status: "cancelled", owed: 0 }),
  ORDER_LOST: (state) => ({ ...state, status: "lost" }),
  snapshots: { name: "order", version: 1, every: 20 },
});

/** A decision of the shop: the events that a command leads to, by the state of the order. */
export type Decision = (state: Order) => readonly OrdersOrderInput[];

/** The command cannot be carried out, for a reason that the staff understands. */
export class OrderError extends Error {
  override readonly name = "OrderError";
}

export interface Payment {
  readonly paid: Money;
  readonly method: "card" | "invoice" | "voucher";
  readonly paid_at: string;
}

/** Pays for an order; once, however often the bank tells of it. */
export function pay(order_id: string, payment: Payment): Decision {
  return ({ status, customer_id }) => {
    if (status === "paid" || status === "shipped") return [];
    if (status !== "placed") throw new OrderError(`An order that is ${status} cannot be paid.`);
    const data = { order_id, customer_id, ...payment };
    return [{ type: OrdersEventTypes.ORDER_PAID, data }];
  };
}

/** Ships an order that is paid; nothing happens if it is shipped already. */
export function ship(order_id: string, parcel_id: string): Decision {
  return ({ status, customer_id }) => {
    if (status === "shipped") return [];
    if (status !== "paid") throw new OrderError(`An order that is ${status} cannot be shipped.`);
    const data = { order_id, customer_id, parcel_id, tracking: null };
    return [{ type: OrdersEventTypes.ORDER_SHIPPED, data }];
  };
}

/** Cancels an order, until it is shipped. What was paid goes back. */
export function cancel(order_id: string): Decision {
  return ({ status, customer_id }) => {
    if (status === "cancelled") return [];
    if (status !== "placed" && status !== "paid") {
      throw new OrderError(`An order that is ${status} cannot be cancelled.`);
    }
    const data = { order_id, customer_id, reason: "customer" as const, refund: null };
    return [{ type: OrdersEventTypes.ORDER_CANCELLED, data }];
  };
}
