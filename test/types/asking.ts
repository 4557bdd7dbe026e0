// The queries that compile: those that some stored copy answers, and no others.
import {
  type OrderCancelled,
  type OrderPlaced,
  type OrdersEventClient,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.js";
import {
  type PriceLowered,
  type PriceRaised,
  type StoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import {
  type TodoEventClient,
  TodoEventTypes,
} from "../../schemas-example/todo/events.generated.js";
import { exactly } from "./equal.js";

declare const store: StoreEventClient;
declare const todo: TodoEventClient;
declare const orders: OrdersEventClient;

const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;
const eventTypes = [PRICE_LOWERED, PRICE_RAISED] as const;
const partitionId = "s";
const product = { modelKey: "product_id", modelId: "p" } as const;
const alert = { modelKey: "alert_id", modelId: "a" } as const;

export async function answersAreExact(either: typeof PRICE_LOWERED | typeof PRICE_RAISED) {
  exactly<PriceLowered | undefined>()(
    await store.getLatestEvent({ eventType: PRICE_LOWERED, partitionId }),
  );
  exactly<PriceLowered | PriceRaised | undefined>()(
    await store.getLatestEvent({ eventType: either, partitionId, ...product }),
  );
  exactly<PriceRaised[]>()(
    await store.getLatestEvents({ eventType: PRICE_RAISED, partitionId, ...alert, limit: 3 }),
  );
  exactly<(PriceLowered | PriceRaised)[]>()(
    await store.getEventStream({ eventTypes, partitionId, ...product, after: "x", order: "desc" }),
  );
  exactly<PriceLowered[]>()(
    await store.getEventStream({ eventTypes: [PRICE_LOWERED], partitionId }),
  );
  for await (const event of store.iterateEventStream({ eventTypes, partitionId, ...product })) {
    exactly<PriceLowered | PriceRaised>()(event);
  }
  const page = await store.getEventPage({ eventTypes, partitionId, limit: 50, cursor: "c" });
  exactly<(PriceLowered | PriceRaised)[]>()(page.events);
  exactly<string | undefined>()(page.cursor);
  exactly<(OrderPlaced | OrderCancelled)[]>()(
    await orders.getEventStream({
      eventTypes: [OrdersEventTypes.ORDER_PLACED, OrdersEventTypes.ORDER_CANCELLED],
      modelKey: "customer_id",
      modelId: "c",
    }),
  );
}

export function thePartitionIsAWall(): void {
  const ids = product;
  // @ts-expect-error a type alone, where every copy lies in a partition
  void store.getLatestEvent({ eventType: PRICE_LOWERED });
  // @ts-expect-error an entity across all partitions
  void store.getLatestEvents({ eventType: PRICE_LOWERED, ...ids });
  // @ts-expect-error the same, over several types
  void store.getEventStream({ eventTypes, ...ids });
  // @ts-expect-error a partition that may be missing
  void store.getLatestEvent({ eventType: PRICE_LOWERED, partitionId: undefined });
  const customer = { modelKey: "customer_id", modelId: "c" } as const;
  const { ORDER_PLACED, ORDER_PAID } = OrdersEventTypes;
  void orders.getLatestEvent({ eventType: ORDER_PLACED, ...customer });
  // @ts-expect-error a partition where the schema has none
  void orders.getLatestEvent({ eventType: ORDER_PLACED, ...customer, partitionId });
  // @ts-expect-error a type alone, where the schema stores entities only
  void orders.getLatestEvent({ eventType: ORDER_PLACED });
  // @ts-expect-error a type that is read in a materialized stream only
  void orders.getLatestEvent({ eventType: ORDER_PAID, ...customer });
  // The one lookup that a stream lifted over the wall.
  const { TODO_ARCHIVED, TODO_COMPLETED } = TodoEventTypes;
  void todo.getLatestEvent({ eventType: TODO_ARCHIVED, modelKey: "user_id", modelId: "u" });
  // @ts-expect-error which no other event type has
  void todo.getLatestEvent({ eventType: TODO_COMPLETED, modelKey: "user_id", modelId: "u" });
}

export function queriesAreWhole(modelKey: "product_id" | "alert_id"): void {
  const lowered = { eventType: PRICE_LOWERED, partitionId } as const;
  void store.getLatestEvent({ ...lowered, ...product });
  // @ts-expect-error the key of a model without its id
  void store.getLatestEvent({ ...lowered, modelKey: "product_id" });
  // @ts-expect-error the id of a model without its key
  void store.getLatestEvent({ ...lowered, modelId: "p" });
  // @ts-expect-error an id field that the event does not have
  void store.getLatestEvent({ ...lowered, ...alert });
  // @ts-expect-error a key that may be one that the event does not have
  void store.getLatestEvent({ ...lowered, modelKey, modelId: "p" });
  // @ts-expect-error a field that is no id
  void store.getLatestEvent({ ...lowered, modelKey: "price", modelId: "1" });
  // @ts-expect-error an id that is no string
  void store.getLatestEvent({ ...lowered, modelKey: "product_id", modelId: 7 });
  // @ts-expect-error an id field that only one of the types has
  void store.getEventStream({ eventTypes, partitionId, ...alert });
  // @ts-expect-error the same, one by one
  void store.iterateEventStream({ eventTypes, partitionId, ...alert });
  // @ts-expect-error the same, by pages
  void store.getEventPage({ eventTypes, partitionId, ...alert, limit: 50 });
  // @ts-expect-error a page without its size
  void store.getEventPage({ eventTypes, partitionId });
  // @ts-expect-error no event type at all
  void store.getEventStream({ partitionId });
  // @ts-expect-error the newest one has no limit
  void store.getLatestEvent({ ...lowered, limit: 1 });
  // @ts-expect-error and no order
  void store.getLatestEvent({ ...lowered, order: "asc" });
  // @ts-expect-error an order that there is not
  void store.getLatestEvents({ ...lowered, order: "newest" });
}

export function readOptionsAreExact(after: string | undefined, signal: AbortSignal): void {
  const lowered = { eventType: PRICE_LOWERED, partitionId } as const;
  const several = { eventTypes, partitionId } as const;
  const options = { after: "a", before: "b", limit: 1, order: "desc" } as const;
  const more = { consistentRead: true, unknownEvents: "skip", signal } as const;
  void store.getLatestEvents({ ...lowered, ...options, ...more });
  void store.getLatestEvent({ ...lowered, after: "a", before: "b", ...more });
  void store.getEventPage({ ...several, ...options, ...more });
  // @ts-expect-error a bound that may be missing would read from the beginning
  void store.getLatestEvents({ ...lowered, after });
  // @ts-expect-error a limit that is undefined
  void store.getLatestEvents({ ...lowered, limit: undefined });
  // @ts-expect-error a misspelt bound
  void store.getLatestEvents({ ...lowered, afterr: "a" });
  // @ts-expect-error a misspelt option
  void store.getEventStream({ ...several, consistentReads: true });
  // @ts-expect-error a member of another case
  void store.getLatestEvents({ ...lowered, partitionID: "s" });
  // @ts-expect-error a cursor where there are no pages
  void store.getEventStream({ ...several, cursor: "c" });
  // @ts-expect-error a cursor that is undefined; the first page has none
  void store.getEventPage({ ...several, limit: 50, cursor: undefined });
  // @ts-expect-error null is not left out
  void store.getEventPage({ ...several, limit: 50, cursor: null });
  // @ts-expect-error events of unknown types are thrown for, or skipped
  void store.getLatestEvents({ ...lowered, unknownEvents: "ignore" });
  // @ts-expect-error a date is no event id; eventIdAt makes one of it
  void store.getLatestEvents({ ...lowered, after: new Date() });
  // @ts-expect-error ids are read by ids, and not by revisions
  void store.getLatestEvents({ ...lowered, after: 1 });
}

export function someFieldsAreAskedUnderAnotherName(): void {
  const campaign = { modelKey: "campaign_id", modelId: "c" } as const;
  // @ts-expect-error a field that makes no copy
  void orders.getLatestEvents({ eventType: OrdersEventTypes.ORDER_PLACED, ...campaign });
  const assigned = { eventType: TodoEventTypes.TODO_ASSIGNED, partitionId } as const;
  void todo.getLatestEvent({ ...assigned, modelKey: "user_id", modelId: "u" });
  // @ts-expect-error a field under an entity, which only the entity's id asks for
  void todo.getLatestEvent({ ...assigned, modelKey: "assigned_to_user_id", modelId: "u" });
}
