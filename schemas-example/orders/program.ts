import { randomUUID } from "node:crypto";
import {
  type OrderPlacedInput,
  type OrdersEventClient,
  OrdersEventTypes,
} from "./events.generated.js";
import { cancel, type Order, OrderError, order, pay, ship } from "./order.js";

/** What the program found out. */
export interface OrdersStory {
  readonly customer_id: string;
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
  for (const order_id of [kept, cancelled]) {
    await client.saveEvent(orderOfTeapots({ order_id, customer_id }));
    const paid = { amount: 2500, currency: "EUR" } as const;
    const payment = { paid, method: "card", paid_at: new Date().toISOString() } as const;
    await orderOf(client, order_id).decide(order, pay(order_id, payment));
  }
  return {
    customer_id,
    shipped: await shipParcel(client, kept),
    // The customer cancels after the staff has looked, and before the parcel leaves.
    shippedTooLate: await shipParcel(client, cancelled, async () => {
      await orderOf(client, cancelled).decide(order, cancel(cancelled));
    }),
    kept: (await orderOf(client, kept).state(order)).state,
    cancelled: (await orderOf(client, cancelled).state(order)).state,
    historyOfCustomer: await customerHistory(client, customer_id),
  };
}

/** Two teapots. */
export function orderOfTeapots(ids: {
  readonly order_id: string;
  readonly customer_id: string;
}): OrderPlacedInput {
  return {
    type: OrdersEventTypes.ORDER_PLACED,
    data: {
      ...ids,
      lines: [{ sku: "TEAPOT-1", quantity: 2, price: { amount: 1250, currency: "EUR" } }],
      total: { amount: 2500, currency: "EUR" },
      ship_to: { lines: ["12 Harbour Lane"], postcode: "7000", country: "DK" },
      attributes: { channel: "newsletter" },
    },
  };
}

function orderOf(client: OrdersEventClient, order_id: string) {
  return client.streams.order({ order_id });
}

/**
 * Ships what is not cancelled. If the order changes between the decision and the save, `decide` asks
 * again.
 */
async function shipParcel(
  client: OrdersEventClient,
  order_id: string,
  meanwhile: () => Promise<void> = async () => {},
): Promise<boolean> {
  const decideToShip = ship(order_id, "DK-4711");
  try {
    const { events } = await orderOf(client, order_id).decide(order, async (state) => {
      const events = decideToShip(state);
      await meanwhile();
      return events;
    });
    return events.length > 0;
  } catch (error) {
    if (error instanceof OrderError) return false;
    throw error;
  }
}

async function customerHistory(client: OrdersEventClient, customer_id: string) {
  const { events } = await client.streams.customerOrders({ customer_id }).read();
  return events.map((event) => event.type);
}
