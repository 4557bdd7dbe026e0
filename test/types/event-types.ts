// The event types, as values and as types under one name, in either style.
import {
  type PriceLowered,
  type StoreEventBase,
  type StoreEventMap,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import { TodoEventTypes } from "../../schemas-example/todo/events.generated.js";
import { exactly } from "./equal.js";

export const anyType: StoreEventTypes = StoreEventTypes.PRICE_LOWERED;
export const oneType: StoreEventTypes.PRICE_LOWERED = StoreEventTypes.PRICE_LOWERED;
// @ts-expect-error another member
export const otherType: StoreEventTypes.PRICE_LOWERED = StoreEventTypes.PRICE_RAISED;
// @ts-expect-error the event type of another schema
export const foreignType: StoreEventTypes = TodoEventTypes.TODO_ADDED;
// @ts-expect-error no member
export const noType: StoreEventTypes.PRICE_FROZEN = "PRICE_FROZEN";
// @ts-expect-error any text
export const someText: StoreEventTypes = String("PRICE_LOWERED");

export const allTypes: StoreEventTypes[] = Object.values(StoreEventTypes);
exactly<"PRICE_LOWERED" | "PRICE_RAISED">()({} as keyof typeof StoreEventTypes);

/** A record over all event types: one that is missing does not compile. */
export const labels: Record<StoreEventTypes, string> = {
  [StoreEventTypes.PRICE_LOWERED]: "lowered",
  [StoreEventTypes.PRICE_RAISED]: "raised",
};
// @ts-expect-error one is missing
export const someLabels: Record<StoreEventTypes, string> = { PRICE_LOWERED: "lowered" };

export function everyEventHasTheBase(lowered: PriceLowered): StoreEventBase {
  exactly<string>()(lowered.id);
  exactly<string>()(lowered.timestamp);
  exactly<PriceLowered>()({} as StoreEventMap[typeof StoreEventTypes.PRICE_LOWERED]);
  return lowered;
}

/** Types stay a plain text where one is asked for: in a log, in a key. */
export const asText: string = StoreEventTypes.PRICE_LOWERED;
