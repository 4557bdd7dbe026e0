// What saving takes, by name, and what checks it before.
import {
  type OrderPlacedInput,
  ordersDataSchemas,
} from "../../schemas-example/orders/events.generated.js";
import {
  type PriceLowered,
  type PriceLoweredInput,
  type PriceRaised,
  type PriceRaisedInput,
  parseStoreEvent,
  type StoreEventClient,
  type StoreEventInput,
  type StoreEventInputs,
  StoreEventTypes,
  storeDataSchemas,
  storeEventSchema,
} from "../../schemas-example/store/events.generated.js";
import { exactly } from "./equal.js";
import type { InferOutput, StandardSchemaV1 } from "./standard-schema.js";

declare const store: StoreEventClient;

const data = { store_id: "s", product_id: "p", price: 1 };

export async function inputsHaveNames(): Promise<void> {
  const lowered: PriceLoweredInput = { type: StoreEventTypes.PRICE_LOWERED, data };
  exactly<PriceLowered>()(await store.saveEvent(lowered));
  const raised: PriceRaisedInput = { type: "PRICE_RAISED", data: { ...data, alert_id: "a" } };
  const inputs: StoreEventInput[] = [lowered, raised, { ...raised, id: "x" }];
  exactly<(PriceLowered | PriceRaised)[]>()(await store.saveEvents(inputs));
  exactly<StoreEventInput>()({} as StoreEventInputs[keyof StoreEventInputs]);
  // @ts-expect-error the data of another event type
  const wrong: PriceLoweredInput = { type: "PRICE_LOWERED", data: raised.data, metadata: {} };
  void wrong;
  // @ts-expect-error another event type
  const other: PriceLoweredInput = { type: StoreEventTypes.PRICE_RAISED, data };
  void other;
}

export async function typesAreStringsToo(): Promise<void> {
  exactly<PriceLowered>()(await store.saveEvent({ type: "PRICE_LOWERED", data }));
  const query = { eventType: "PRICE_RAISED", partitionId: "s" } as const;
  exactly<PriceRaised | undefined>()(await store.getLatestEvent(query));
  const eventTypes = ["PRICE_RAISED", "PRICE_LOWERED"] as const;
  const both = await store.getEventStream({ eventTypes, partitionId: "s" });
  exactly<(PriceLowered | PriceRaised)[]>()(both);
  // @ts-expect-error a string that is no event type
  void store.getLatestEvent({ eventType: "PRICE_FROZEN", partitionId: "s" });
  // @ts-expect-error any string
  void store.saveEvent({ type: String("PRICE_LOWERED"), data });
  // @ts-expect-error the data of another event type
  void store.saveEvent({ type: "PRICE_LOWERED", data: { ...data, alert_id: "a" } });
}

export function eventsFromOutsideAreParsed(body: unknown): void {
  const event = parseStoreEvent(body);
  exactly<StoreEventInput>()(event);
  exactly<"PRICE_LOWERED">()({} as PriceLoweredInput["type"]);
  void store.saveEvents([event]);
  if (event.type === "PRICE_RAISED") exactly<string | undefined>()(event.data.alert_id);
  if (event.type === StoreEventTypes.PRICE_LOWERED) exactly<PriceLoweredInput>()(event);
  // @ts-expect-error an event that nothing has checked
  void store.saveEvent(body);
}

/** As a library takes a schema. */
declare function validator<Schema extends StandardSchemaV1>(schema: Schema): InferOutput<Schema>;

export function schemasAreStandardSchemas(): void {
  exactly<StoreEventInput>()(validator(storeEventSchema));
  exactly<PriceRaised["data"]>()(validator(storeDataSchemas.PRICE_RAISED));
  exactly<OrderPlacedInput["data"]>()(validator(ordersDataSchemas.ORDER_PLACED));
  exactly<keyof StoreEventInputs>()({} as keyof typeof storeDataSchemas);
  const result = storeDataSchemas.PRICE_RAISED["~standard"].validate({});
  if (result.issues === undefined) exactly<PriceRaised["data"]>()(result.value);
  else exactly<string | undefined>()(result.issues[0]?.message);
  // @ts-expect-error an event type that the schema does not have
  void storeDataSchemas.PRICE_FROZEN;
}
