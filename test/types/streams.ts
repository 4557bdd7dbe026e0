// Streams, and how their events are told apart.
import {
  type OrdersEventClient,
  OrdersEventTypes,
  type OrdersOrderEvents,
} from "../../schemas-example/orders/events.generated.js";
import type {
  PriceLowered,
  PriceRaised,
  StoreEventClient,
  StoreEvents,
  StoreProductPricesEvents,
} from "../../schemas-example/store/events.generated.js";
import { StoreEventTypes } from "../../schemas-example/store/events.generated.js";
import type { TodoArchived, TodoEventClient } from "../../schemas-example/todo/events.generated.js";
import { exactly } from "./equal.js";

declare const store: StoreEventClient;
declare const todo: TodoEventClient;
declare const orders: OrdersEventClient;

export async function aStreamHasItsOwnUnion(): Promise<void> {
  const prices = await store.streams.productPrices({ store_id: "s", product_id: "p" }).read();
  exactly<StoreProductPricesEvents[]>()(prices.events);
  exactly<(PriceLowered | PriceRaised)[]>()(prices.events);
  const archive = await todo.streams.userArchive({ user_id: "u" }).read({ limit: 10 });
  exactly<TodoArchived[]>()(archive.events);
}

export async function aConsistentStreamCarriesConditions(): Promise<void> {
  const order = orders.streams.order({ order_id: "o" });
  const { events, head } = await order.read();
  exactly<OrdersOrderEvents[]>()(events);
  const paid = { order_id: "o", customer_id: "c", paid_at: "", method: "card" } as const;
  const data = { ...paid, paid: { amount: 1, currency: "EUR" as const } };
  const type = OrdersEventTypes.ORDER_PAID;
  await orders.saveEvent({ type, data }, { expect: [order.unchangedSince(head), order.empty()] });
  // @ts-expect-error a head is no condition
  void orders.saveEvent({ type, data }, { expect: [head] });
  // @ts-expect-error an id is no head
  order.unchangedSince("01JA8B7K770W4XABTR20SSW99B");
  const placed = orders.streams.customerOrders({ customer_id: "c" });
  // @ts-expect-error a stream that is not consistent has no conditions
  placed.empty();
  // @ts-expect-error and no head
  void (await placed.read()).head;
}

export function aStreamIsPickedByItsIds(): void {
  // @ts-expect-error without the partition
  store.streams.productPrices({ product_id: "p" });
  // @ts-expect-error without its own id
  store.streams.productPrices({ store_id: "s" });
  // @ts-expect-error by an id that is not its own
  store.streams.productPrices({ store_id: "s", product_id: "p", alert_id: "a" });
  // @ts-expect-error by an id that may be missing
  store.streams.productPrices({ store_id: "s", product_id: undefined });
  // @ts-expect-error with a partition, where the stream crosses all
  todo.streams.userArchive({ user_id: "u", list_id: "l" });
  // @ts-expect-error by a name that the schema does not have
  void store.streams.product_prices;
}

/** Compiles only if the union is told apart by `type`, and nothing is left over. */
export function theUnionIsExhaustive(event: StoreEvents): string | undefined {
  switch (event.type) {
    case StoreEventTypes.PRICE_LOWERED:
      exactly<PriceLowered>()(event);
      return event.data.product_id;
    case StoreEventTypes.PRICE_RAISED:
      exactly<PriceRaised>()(event);
      return event.data.alert_id;
    default:
      exactly<never>()(event);
      return undefined;
  }
}

export function whatOneTypeLacksIsNotRead(event: StoreEvents): void {
  // @ts-expect-error only one of the two has it
  void event.data.alert_id;
  if (event.type === StoreEventTypes.PRICE_RAISED)
    exactly<string | undefined>()(event.data.alert_id);
}
