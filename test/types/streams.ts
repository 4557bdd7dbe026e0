// Streams, and how their events are told apart.
import {
  type OrderPaid,
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

export async function aConsistentStreamHasRevisions(): Promise<void> {
  const order = orders.streams.order({ order_id: "o" });
  const { events } = await order.read();
  exactly<(OrdersOrderEvents & { readonly revision: number })[]>()(events);
  for (const event of events) {
    exactly<number>()(event.revision);
    // The union is still told apart by its types.
    if (event.type === OrdersEventTypes.ORDER_PAID) {
      exactly<OrderPaid & { readonly revision: number }>()(event);
      exactly<"card" | "invoice" | "voucher">()(event.data.method);
    }
    // @ts-expect-error a revision is given, and not changed
    event.revision = 2;
  }
  for await (const event of order.iterate({ limit: 5 })) exactly<number>()(event.revision);
  // An event with its revision is an event.
  const plain: OrdersOrderEvents[] = events;
  void plain;

  const placed = await orders.streams.customerOrders({ customer_id: "c" }).read();
  // @ts-expect-error events of other streams have no revision
  void placed.events[0]?.revision;
  const customer = { modelKey: "customer_id", modelId: "c" } as const;
  const latest = await orders.getLatestEvent({
    eventType: OrdersEventTypes.ORDER_PLACED,
    ...customer,
  });
  // @ts-expect-error nor has an event that a lookup found
  void latest?.revision;
  const archived = await todo.streams.userArchive({ user_id: "u" }).read();
  // @ts-expect-error nor one of a stream that is materialized or plain
  void archived.events[0]?.revision;
}

export async function aConsistentStreamIsReadByRevisions(after: number | undefined) {
  const order = orders.streams.order({ order_id: "o" });
  const { head } = await order.read();
  void order.read({ after: head.revision, before: 9, limit: 5, order: "desc" });
  void order.read({ consistentRead: false, unknownEvents: "skip" });
  void order.iterate({ after: head.revision });
  // @ts-expect-error an id is no revision
  void order.read({ after: "01JA8B7K770W4XABTR20SSW99B" });
  // @ts-expect-error nor is a head
  void order.read({ after: head });
  // @ts-expect-error a revision that may be missing would read from the beginning
  void order.read({ after });
  // @ts-expect-error a misspelt option
  void order.iterate({ afterr: 1 });
  // @ts-expect-error streams without revisions are read by ids
  void orders.streams.customerOrders({ customer_id: "c" }).read({ after: 1 });
  void orders.streams
    .customerOrders({ customer_id: "c" })
    .read({ after: "01JA8B7K770W4XABTR20SSW99B" });
}

export async function aHeadIsPlainData(): Promise<void> {
  const order = orders.streams.order({ order_id: "o" });
  const { head } = await order.read();
  exactly<string>()(head.stream);
  exactly<number>()(head.revision);
  exactly<string>()(head.checksum);
  exactly<"stream" | "revision" | "checksum">()({} as keyof typeof head);
  // What comes back as JSON is a head again.
  const kept: typeof head = JSON.parse(JSON.stringify(head));
  order.unchangedSince(kept);
  // @ts-expect-error a head is as it was read
  head.revision = 2;
  // @ts-expect-error a revision alone is no head
  order.unchangedSince(head.revision);
  // @ts-expect-error without its checksum it is none
  order.unchangedSince({ stream: head.stream, revision: head.revision });
  // @ts-expect-error a head of before
  order.unchangedSince({ lastEventId: "01JA8B7K770W4XABTR20SSW99B", count: 1 });
  // @ts-expect-error an id is no head
  order.unchangedSince("01JA8B7K770W4XABTR20SSW99B");
  // @ts-expect-error nothing is no head; what is new is empty()
  order.unchangedSince(undefined);
}

export async function aConsistentStreamCarriesConditions(): Promise<void> {
  const order = orders.streams.order({ order_id: "o" });
  const { head } = await order.read();
  const paid = { order_id: "o", customer_id: "c", paid_at: "", method: "card" } as const;
  const data = { ...paid, paid: { amount: 1, currency: "EUR" as const } };
  const event = { type: OrdersEventTypes.ORDER_PAID, data } as const;
  const unchanged = order.unchangedSince(head);
  exactly<number>()(unchanged.expectedRevision);
  await orders.saveEvent(event, { expect: [unchanged, order.empty()] });
  await orders.saveEvents([event], { expect: [unchanged] });
  // A condition is on any stream of the table.
  await store.saveEvents([], { expect: [unchanged] });
  // @ts-expect-error a head is no condition
  void orders.saveEvent(event, { expect: [head] });
  // @ts-expect-error a condition without a list
  void orders.saveEvent(event, { expect: unchanged });
  // @ts-expect-error a condition that may be missing
  void orders.saveEvent(event, { expect: [undefined] });
  // @ts-expect-error conditions that are undefined; leave the member out
  void orders.saveEvent(event, { expect: undefined });
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
