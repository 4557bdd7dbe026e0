import type { EventModel, Lookup, StreamModel } from "../model/model.js";

/**
 * One kind of stored item that an event type has: those of a lookup, or those in a stream under its own key. An
 * event has an item for each way to fill the key with its ids, and none where an id is absent.
 */
export interface Copy {
  readonly source: CopySource;
  /**
   * The partition key with the names of fields in braces, for their encoded ids:
   * `STORE::{store_id}::PRODUCT::{product_id}::PRICE_LOWERED`. If several fields name one entity: `{from_id|to_id}`.
   */
  readonly pk: string;
  /** The sort key: the event's id, or its revision in 16 digits. */
  readonly sk: "{id}" | "{revision}";
  /** The partition keys of events that were saved under earlier names of the event type; queries read them, too. */
  readonly earlierPks: readonly string[];
  /** The entities of the partition key, outermost first. */
  readonly steps: readonly CopyStep[];
  /** The last part of the partition key before encoding: the stored event type, or `@` and the stream's name. */
  readonly ending: string;
  /** Whether every event of the type has an item of this kind. */
  readonly isCertain: boolean;
  /** Whether an item of this kind is the canonical copy of every event of the type. */
  readonly isCanonical: boolean;
  /** The number of items of this kind that an event has at least: 0 unless it is certain. */
  readonly min: number;
  /** The number of items of this kind that an event has at most. */
  readonly max: number;
}

export type CopySource =
  | { readonly kind: "lookup"; readonly lookup: Lookup }
  /** A consistent or a materialized stream. */
  | { readonly kind: "stream"; readonly stream: StreamModel };

/** One entity of a key. */
export interface CopyStep {
  /** As it is spelled in keys: `PRODUCT`. */
  readonly entity: string;
  /** The id that queries name it by: `product_id`. */
  readonly modelKey: string;
  /** The fields of the event whose ids can fill it, sorted. A list of ids fills it once for each distinct id. */
  readonly fields: readonly string[];
}

/** The stored items of an event type. */
export interface EventCopies {
  readonly event: EventModel;
  /** In the order in which the runtime looks for the canonical copy; see `keyTemplates`. */
  readonly copies: readonly Copy[];
  /**
   * The kind that the canonical copy of every event is of. `undefined` if no kind is certain: then it is the first
   * of the copies that the event has.
   */
  readonly canonical: Copy | undefined;
  /** `undefined` if every event has a copy that is sorted by its id, which makes a guard unnecessary. */
  readonly guard: Guard | undefined;
  /** The number of copies, without the guard, that an event has at least. */
  readonly min: number;
  /** The number of copies, without the guard, that an event has at most. */
  readonly max: number;
}

/**
 * The item that reserves an event's id. It is written if the caller of a save gives the id and all copies of the
 * event are in consistent streams, under the least of their keys.
 */
export interface Guard {
  /** The partition keys that it can have, as those of the copies. */
  readonly pks: readonly string[];
  readonly sk: "id#{id}";
}
