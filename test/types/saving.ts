// What saving takes. The files of this folder are compiled, never run: each line that a
// directive expects to be wrong is a promise, and a compiler that accepts it fails the test.
import {
  type OrdersEventClient,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.js";
import {
  createStoreEventClient,
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

type DocumentClient = Parameters<typeof createStoreEventClient>[0];

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
  // @ts-expect-error a timestamp is of the id, and not given
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
    exactly<string>()(outcome.id);
    if (outcome.status === "saved") exactly<PriceLowered | PriceRaised>()(outcome.event);
    else {
      exactly<"not-written" | "unknown">()(outcome.status);
      exactly<unknown>()(outcome.error);
    }
    // @ts-expect-error only what was saved is an event
    void outcome.event;
  }
  const saved = await store.saveEvents(events, { expect: [] });
  exactly<(PriceLowered | PriceRaised)[]>()(saved);
  // @ts-expect-error conditions go with a save that is all or nothing
  void store.saveEvents(events, { atomic: false, expect: [] });
  // @ts-expect-error one event is always all or nothing
  void store.saveEvent({ type: PRICE_LOWERED, data: lowered }, { atomic: false });
}

export function optionsOfSavesAreExact(signal: AbortSignal, id: string | undefined): void {
  const event = { type: PRICE_LOWERED, data: lowered };
  void store.saveEvent(event, { signal, expect: [], atomic: true });
  void store.saveEvents([event], { atomic: false, signal, parallel: 2 });
  // @ts-expect-error a misspelt option would save what must not be saved
  void store.saveEvent(event, { expct: [] });
  // @ts-expect-error the same of several
  void store.saveEvents([event], { expects: [] });
  // @ts-expect-error the same of an import
  void store.saveEvents([event], { atomic: false, progress: () => {} });
  // @ts-expect-error an option that is undefined
  void store.saveEvent(event, { signal: undefined });
  // @ts-expect-error a controller is no signal
  void store.saveEvent(event, { signal: new AbortController() });
  // @ts-expect-error an id that may be missing would be generated anew each time
  void store.saveEvent({ ...event, id });
  // @ts-expect-error a misspelt id
  void store.saveEvent({ ...event, eventId: "01JA8B7K770W4XABTR20SSW99B" });
  // @ts-expect-error a revision is the store's, and not given
  void store.saveEvent({ ...event, revision: 1 });
}

export function optionsOfClientsAreExact(client: DocumentClient): void {
  void createStoreEventClient(client, "events", {
    clock: Date.now,
    consistentRead: true,
    retry: { deadlineMs: 1_000, maxAttempts: 3 },
    unknownEvents: "skip",
    validate: "read-and-write",
  });
  // @ts-expect-error a misspelt option
  void createStoreEventClient(client, "events", { consistentReads: true });
  // @ts-expect-error an option that is undefined
  void createStoreEventClient(client, "events", { validate: undefined });
  // @ts-expect-error a misspelt policy
  void createStoreEventClient(client, "events", { retry: { maxattempts: 3 } });
  // @ts-expect-error what is unknown is thrown for, or skipped
  void createStoreEventClient(client, "events", { unknownEvents: "warn" });
  // @ts-expect-error a clock shows milliseconds
  void createStoreEventClient(client, "events", { clock: () => new Date() });
}
