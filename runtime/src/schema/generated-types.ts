/**
 * The types that a generated module is made of. A generated client is an interface of its own over
 * plain maps from event type to event, input and lookups: generics of the runtime over a whole schema
 * cost the compiler twice as much for each call (36 instantiations a save and a query, against 20).
 */

/**
 * A word that no value has, in place of `never` where a discriminant must not be made of a member:
 * TypeScript then completes `modelKey` before `modelId` is written.
 */
declare const none: unique symbol;
interface NoModelId {
  readonly [none]: never;
}

/** Asks by event type alone. A member that is there but `undefined` is refused at run time. */
export interface TypeLookup {
  partitionId?: never;
  modelKey?: never;
  modelId?: NoModelId;
}

/** Asks for one entity, across all partitions. */
export interface EntityLookup<ModelKey extends string> {
  partitionId?: never;
  /** The name of the id that the events are found by. */
  modelKey: ModelKey;
  /** The id itself. */
  modelId: string;
}

/** Asks for one entity within one partition. */
export interface PartitionEntityLookup<ModelKey extends string> {
  /** The id of the partition. */
  partitionId: string;
  /** The name of the id that the events are found by. */
  modelKey: ModelKey;
  /** The id itself. */
  modelId: string;
}

/**
 * Asks within one partition.
 *
 * @typeParam _Partition - The id field that `partitionId` is a value of, for messages of TypeScript.
 * @typeParam _Schema - Keeps the lookups of schemas apart; see {@link Ordered}.
 */
export interface PartitionLookup<_Partition extends string, _Schema extends string> {
  /** The id of the partition. */
  partitionId: string;
  modelKey?: never;
  modelId?: NoModelId;
}

/**
 * A lookup map extends it, with all lookups in the order of their size, the smallest last. TypeScript
 * explains a query that fits no lookup by the last of them, and up to version 6 counts them in the
 * order in which it first sees them; version 7 sorts them by name.
 */
export type Ordered<_Lookups> = {};

/** What every event has that saving takes, beside its `type` and its `data`. */
export interface EventInputBase {
  /** A ULID of `newEventId()`, for a save that is safe to repeat. Left out, the runtime generates one. */
  id?: string;
  /** This schema declares no metadata. */
  metadata?: never;
}

/** The same, of a schema with metadata. */
export interface EventInputWithMetadata<Metadata extends object> {
  /** A ULID of `newEventId()`, for a save that is safe to repeat. Left out, the runtime generates one. */
  id?: string;
  /** What is stored beside `data`; no event is found by it. */
  metadata?: Metadata;
}

/** An event's data as a writer gives it: the fields that have a default may be left out. */
// By the names of the members, as `Omit` would lose them all where data may have others beside them.
export type WithOptional<Data, Field extends string> = {
  [Name in keyof Data as Name extends Field ? never : Name]: Data[Name];
} & { [Name in keyof Data as Name extends Field ? Name : never]?: Data[Name] };
