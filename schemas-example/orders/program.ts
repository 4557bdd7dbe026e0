import { randomUUID } from "node:crypto";
import { StreamConflictError } from "ddb-pattern-runtime";
import {
  type Money,
  type OrderLine,
  type OrdersEventClient,
  OrdersEventTypes,
  type OrdersOrderEvents,
} from "./events.generated.js";

/** An order as the shop's staff sees it: made from events, and never stored. */
export interface Order {
  readonly status: "placed" | "paid" | "shipped" | "cancelled" | "lost";
  readonly lines: readonly OrderLine[];
  /** What the customer still owes, in cents. */
  readonly owed: number;
}

const NO_ORDER: Order = { status: "placed", lines: [], owed: 0 };

/** One step of an order's history. */
export function apply(order: Order, event: OrdersOrderEvents): Order {
  switch (event.type) {
    case OrdersEventTypes.ORDER_PLACED:
      return { status: "placed", lines: event.data.lines, owed: event.data.total.amount };
    case OrdersEventTypes.ORDER_PAID:
      return { ...order, status: "paid", owed: order.owed - event.data.paid.amount };
    case OrdersEventTypes.ORDER_SHIPPED:
      return { ...order, status: "shipped" };
    case OrdersEventTypes.ORDER_CANCELLED:
      return { ...order, status: "cancelled", owed: 0 };
    case OrdersEventTypes.ORDER_LOST:
      return { ...order, status: "lost" };
  }
}

/** What the program found out. */
export interface OrdersStory {
  readonly shipped: boolean;
  readonly shippedTooLate: boolean;
  readonly kept: Order;
  readonly cancelled: Order;
  /** Of all that the customer ordered, in the order in which it happened. */
  readonly historyOfCustomer: readonly string[];
}

/** One customer, two orders: one is delivered, one is cancelled in the last moment. */
export async function ordersStory(client: OrdersEventClient): Promise<OrdersStory> {
  const customer_id = randomUUID();
  const [kept, cancelled] = [randomUUID(), randomUUID()] as const;
  const price: Money = { amount: 1250, currency: "EUR" };

  for (const order_id of [kept, cancelled]) {
    await client.saveEvent({
      type: OrdersEventTypes.ORDER_PLACED,
      data: {
        order_id,
        customer_id,
        lines: [{ sku: "TEAPOT-1", quantity: 2, price }],
        total: { amount: 2500, currency: "EUR" },
        ship_to: { lines: ["12 Harbour Lane"], postcode: "7000", country: "DK" },
        attributes: { channel: "newsletter" },
      },
    });
  }
  await client.saveEvent({
    type: OrdersEventTypes.ORDER_PAID,
    data: {
      order_id: kept,
      customer_id,
      paid: { amount: 2500, currency: "EUR" },
      method: "card",
      paid_at: new Date().toISOString(),
    },
  });
  const cancel = () =>
    client.saveEvent({
      type: OrdersEventTypes.ORDER_CANCELLED,
      data: { order_id: cancelled, customer_id, reason: "customer", refund: null },
    });

  return {
    shipped: await ship(client, kept, customer_id),
    // The customer cancels after the staff has looked, and before the parcel leaves.
    shippedTooLate: await ship(client, cancelled, customer_id, cancel),
    kept: (await readOrder(client, kept)).order,
    cancelled: (await readOrder(client, cancelled)).order,
    historyOfCustomer: await customerHistory(client, customer_id),
  };
}

/** Ships what is not cancelled: read, decide, and append only if nothing happened in between. */
async function ship(
  client: OrdersEventClient,
  order_id: string,
  customer_id: string,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<boolean> {
  const { order, unchanged } = await readOrder(client, order_id);
  if (order.status === "cancelled") return false;
  await meanwhile();
  try {
    await client.saveEvent(
      {
        type: OrdersEventTypes.ORDER_SHIPPED,
        data: { order_id, customer_id, parcel_id: "DK-4711", tracking: null },
      },
      { expect: [unchanged] },
    );
    return true;
  } catch (error) {
    if (!(error instanceof StreamConflictError)) throw error;
    return ship(client, order_id, customer_id);
  }
}

async function readOrder(client: OrdersEventClient, order_id: string) {
  const stream = client.streams.order({ order_id });
  const { events, head } = await stream.read();
  return { order: events.reduce(apply, NO_ORDER), unchanged: stream.unchangedSince(head) };
}

async function customerHistory(client: OrdersEventClient, customer_id: string) {
  const { events } = await client.streams.customerOrders({ customer_id }).read();
  return events.map((event) => event.type);
}
