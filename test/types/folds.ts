// Folds, and deciding.
import {
  foldCustomerOrders,
  foldOrder,
  type OrderPaid,
  type OrderPlaced,
  type OrdersEventClient,
  OrdersEventTypes,
  type OrdersOrderEvents,
  type OrdersOrderInput,
} from "../../schemas-example/orders/events.generated.js";
import { foldProductPrices } from "../../schemas-example/store/events.generated.js";
import { exactly } from "./equal.js";

declare const orders: OrdersEventClient;
declare const paid: OrdersOrderInput & { type: "ORDER_PAID" };

interface Order {
  readonly status: "none" | "placed" | "paid" | "gone";
  readonly owed: number;
}

export const order = foldOrder<Order>({
  initial: { status: "none", owed: 0 },
  ORDER_PLACED: (state, event) => {
    exactly<Order>()(state);
    exactly<OrderPlaced & { readonly revision: number }>()(event);
    return { status: "placed", owed: event.data.total.amount };
  },
  ORDER_PAID: (state, event) => {
    exactly<OrderPaid & { readonly revision: number }>()(event);
    return { ...state, owed: state.owed - event.data.paid.amount };
  },
  ORDER_SHIPPED: (state) => ({ ...state, status: "gone" }),
  ORDER_CANCELLED: (state) => ({ ...state, status: "gone" }),
  [OrdersEventTypes.ORDER_LOST]: (state) => ({ ...state, status: "gone" }),
});

export const customer = foldCustomerOrders({
  initial: () => ({ orders: 0 }),
  ORDER_PLACED: (state, event) => {
    exactly<{ orders: number }>()(state);
    exactly<OrderPlaced>()(event);
    return { orders: state.orders + 1 };
  },
  ORDER_CANCELLED: ({ orders }) => ({ orders: orders - 1 }),
});

export function aFoldIsExhaustive(): void {
  // @ts-expect-error without ORDER_CANCELLED
  foldCustomerOrders<number>({ initial: 0, ORDER_PLACED: (state) => state + 1 });
  // @ts-expect-error without an initial state
  foldCustomerOrders<number>({ ORDER_PLACED: (n) => n, ORDER_CANCELLED: (n) => n });
  foldCustomerOrders<number>({
    initial: 0,
    ORDER_PLACED: (state) => state + 1,
    ORDER_CANCELLED: (state) => state,
    // @ts-expect-error an event type of another stream
    ORDER_PAID: (state: number) => state,
  });
  foldCustomerOrders<number>({
    initial: 0,
    // @ts-expect-error another state
    ORDER_PLACED: () => "one",
    ORDER_CANCELLED: (state) => state,
  });
  foldCustomerOrders({
    initial: 0,
    // @ts-expect-error another state than the initial one
    ORDER_PLACED: () => "one",
    ORDER_CANCELLED: (state) => state,
  });
  foldCustomerOrders<number>({
    initial: 0,
    ORDER_PLACED: (state) => state,
    ORDER_CANCELLED: (state) => state,
    // @ts-expect-error a plain stream has no revisions, so no snapshots
    snapshots: { name: "orders", version: 1 },
  });
  foldOrder<number>({
    initial: 0,
    ORDER_PLACED: (state) => state,
    ORDER_PAID: (state) => state,
    ORDER_SHIPPED: (state) => state,
    ORDER_CANCELLED: (state) => state,
    ORDER_LOST: (state) => state,
    snapshots: { name: "n", version: 1, codec: { encode: String, decode: Number } },
  });
}

export async function aStateIsTyped(): Promise<void> {
  const stream = orders.streams.order({ order_id: "o" });
  const { state, revision, head } = await stream.state(order, { consistentRead: false });
  exactly<Order>()(state);
  exactly<number>()(revision);
  stream.unchangedSince(head);
  const placed = await orders.streams.customerOrders({ customer_id: "c" }).state(customer);
  exactly<{ state: { orders: number } }>()({ state: placed.state });
  // @ts-expect-error no revisions
  void placed.revision;
  const prices = foldProductPrices<number>({
    initial: 0,
    PRICE_LOWERED: (_, { data }) => data.price,
    PRICE_RAISED: (_, { data }) => data.price,
  });
  // @ts-expect-error the fold of another schema
  void stream.state(prices);
}

export async function aDeciderIsTyped(): Promise<void> {
  const stream = orders.streams.order({ order_id: "o" });
  const decided = await stream.decide(order, (state) => {
    exactly<Order>()(state);
    return state.owed > 0 ? [paid] : [];
  });
  exactly<Order>()(decided.state);
  exactly<(OrdersOrderEvents & { readonly revision: number })[]>()(decided.events);
  const ids = { order_id: "o", customer_id: "c" };
  void stream.decide(order, async () => [{ type: "ORDER_LOST", data: ids }], { retries: 3 });
  void stream.decide(order, () => [{ type: OrdersEventTypes.ORDER_LOST, data: ids }]);
  void stream.decide(order, ({ status }) =>
    status === "gone"
      ? []
      : [
          { type: "ORDER_SHIPPED", data: { ...ids, parcel_id: "p" } },
          { type: "ORDER_LOST", data: ids },
        ],
  );
  // @ts-expect-error a field is missing
  void stream.decide(order, () => [{ type: "ORDER_SHIPPED", data: ids }]);
  // @ts-expect-error no event type of the stream
  void stream.decide(order, () => [{ type: "ORDER_SENT", data: ids }]);
  // @ts-expect-error one event for a list
  void stream.decide(order, () => ({ type: "ORDER_LOST", data: ids }));
  // @ts-expect-error a misspelt option
  void stream.decide(order, () => [], { retry: 3 });
  // @ts-expect-error a plain stream cannot be decided on
  void orders.streams.customerOrders({ customer_id: "c" }).decide;
}
