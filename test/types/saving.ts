// What saving takes. The files of this folder are compiled, never run: each line that a
// directive expects to be wrong is a promise, and a compiler that accepts it fails the test.
import {
  type OrdersEventClient,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.js";
import {
  type PriceLowered,
  type PriceRaised,
  type StoreEventClient,
  type StoreEventInput,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import {
  type TodoAdded,
  type TodoCompleted,
  type TodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import { exactly } from "./equal.js";

declare const store: StoreEventClient;
declare const todo: TodoEventClient;
declare const orders: OrdersEventClient;

const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;
const inProduct = { store_id: "s", product_id: "p" };
const lowered = { ...inProduct, price: 100 };
const inTodo = { list_id: "l", todo_id: "t" };

export async function itReturnsTheEventItself(): Promise<void> {
  exactly<PriceLowered>()(await store.saveEvent({ type: PRICE_LOWERED, data: lowered }));
  const raised = { ...lowered, alert_id: "a" };
  exactly<PriceRaised>()(await store.saveEvent({ type: PRICE_RAISED, data: raised }));
  const many: StoreEventInput[] = [
    { type: PRICE_LOWERED, data: lowered },
    { type: PRICE_RAISED, data: raised, id: "01JA8B7K770W4XABTR20SSW99B" },
  ];
  exactly<(PriceLowered | PriceRaised)[]>()(await store.saveEvents(many));
}

export function typeTiesData(either: TodoEventTypes.TODO_ADDED | TodoEventTypes.TODO_COMPLETED) {
  const added = { ...inTodo, user_id: "u", title: "Milk" };
  // @ts-expect-error another type's data
  void todo.saveEvent({ type: TodoEventTypes.LIST_CREATED, data: added });
  // @ts-expect-error the data of only one of the two types that it may be
  void todo.saveEvent({ type: either, data: { ...inTodo, user_id: "u" } });
  const completed = { type: either as TodoEventTypes, data: { ...inTodo, user_id: "u" } };
  // @ts-expect-error a type that may be any of them says nothing about the data
  void todo.saveEvent(completed);
  // @ts-expect-error one wrong event among several
  void todo.saveEvents([{ type: TodoEventTypes.LIST_CREATED, data: added }]);
  // @ts-expect-error no event type of the schema
  void store.saveEvent({ type: "PRICE_FROZEN", data: lowered });
  // @ts-expect-error no type at all
  void store.saveEvent({ data: lowered });
  // @ts-expect-error the event type of another schema
  void store.saveEvent({ type: TodoEventTypes.TODO_ADDED, data: lowered });
}

export function dataIsComplete(): void {
  // @ts-expect-error without the partition
  void store.saveEvent({ type: PRICE_LOWERED, data: { product_id: "p", price: 1 } });
  // @ts-expect-error without a field
  void store.saveEvent({ type: PRICE_LOWERED, data: inProduct });
  // @ts-expect-error a field that the event does not have
  void store.saveEvent({ type: PRICE_LOWERED, data: { ...inProduct, price: 1, prize: 2 } });
  // @ts-expect-error a field that only the other event has
  void store.saveEvent({ type: PRICE_LOWERED, data: { ...inProduct, price: 1, alert_id: "a" } });
  // @ts-expect-error a field of another type
  void store.saveEvent({ type: PRICE_LOWERED, data: { ...inProduct, price: "1" } });
  // @ts-expect-error an optional id is there or not; undefined is neither
  void store.saveEvent({ type: PRICE_RAISED, data: { ...lowered, alert_id: undefined } });
  // @ts-expect-error nor is null
  void store.saveEvent({ type: PRICE_RAISED, data: { ...lowered, alert_id: null } });
  // @ts-expect-error an id that is no string
  void store.saveEvent({ type: PRICE_LOWERED, data: { ...lowered, product_id: 7 } });
  // @ts-expect-error metadata, where the schema declares none
  void store.saveEvent({ type: PRICE_LOWERED, data: lowered, metadata: { actor: "a" } });
  // @ts-expect-error a time stamp is minted, not given
  void store.saveEvent({ type: PRICE_LOWERED, data: lowered, timestamp: "2026-01-01" });
}

export function fieldsHaveTheirTypes(): void {
  const paid = { order_id: "o", customer_id: "c", paid_at: "2026-01-01T00:00:00.000Z" };
  const money = { amount: 1, currency: "EUR" } as const;
  const { ORDER_PAID, ORDER_CANCELLED } = OrdersEventTypes;
  void orders.saveEvent({ type: ORDER_PAID, data: { ...paid, paid: money, method: "card" } });
  // @ts-expect-error a value that the enum does not list
  void orders.saveEvent({ type: ORDER_PAID, data: { ...paid, paid: money, method: "cash" } });
  const pounds = { amount: 1, currency: "XXX" } as const;
  // @ts-expect-error a value that the named type does not list
  void orders.saveEvent({ type: ORDER_PAID, data: { ...paid, paid: pounds, method: "card" } });
  const cancelled = { order_id: "o", customer_id: "c", reason: "fraud" } as const;
  void orders.saveEvent({ type: ORDER_CANCELLED, data: { ...cancelled, refund: null } });
  // @ts-expect-error what may be null may not be left out
  void orders.saveEvent({ type: ORDER_CANCELLED, data: cancelled });
  const details = { at: [1, "two", null] };
  void orders.saveEvent({ type: ORDER_CANCELLED, data: { ...cancelled, refund: null, details } });
  const dated = { ...cancelled, refund: null, details: { at: new Date() } };
  // @ts-expect-error what JSON cannot say
  void orders.saveEvent({ type: ORDER_CANCELLED, data: dated });
}

export function withoutMetadataInTheSchemaEventsHaveNone(event: PriceLowered): void {
  exactly<"id" | "timestamp" | "type" | "data">()({} as keyof typeof event);
}

export function storedEventsAreExact(added: TodoAdded, done: TodoCompleted): void {
  exactly<"low" | "normal" | "high" | undefined>()(added.data.priority);
  exactly<string | null | undefined>()(added.data.due);
  exactly<{ list_id: string; todo_id: string; user_id: string }>()(done.data);
  exactly<TodoEventTypes.TODO_COMPLETED>()(done.type);
}

export async function anImportTellsOfEachEvent(): Promise<void> {
  const events: StoreEventInput[] = [{ type: PRICE_LOWERED, data: lowered }];
  const outcomes = await store.saveEvents(events, {
    atomic: false,
    parallel: 2,
    onProgress: ({ done, total }) => exactly<number>()(done + total),
  });
  for (const outcome of outcomes) {
    if (outcome.status === "saved") exactly<PriceLowered | PriceRaised>()(outcome.event);
    else exactly<unknown>()(outcome.error);
  }
  const saved = await store.saveEvents(events, { expect: [] });
  exactly<(PriceLowered | PriceRaised)[]>()(saved);
  // @ts-expect-error conditions go with a save that is all or nothing
  void store.saveEvents(events, { atomic: false, expect: [] });
  // @ts-expect-error one event is always all or nothing
  void store.saveEvent({ type: PRICE_LOWERED, data: lowered }, { atomic: false });
}
