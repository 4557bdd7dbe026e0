/**
 * The types that a generated module uses. A generated client is an interface over plain maps from
 * event type to event, input and lookups. Generics over a whole schema would cost the compiler
 * almost twice as much for each call (36 instantiations for a save and a query, against 20).
 */

/**
 * A type without values, used instead of `never` where a member must not become a discriminant.
 * With it, TypeScript completes `modelKey` before `modelId` is written.
 */
declare const none: unique symbol;
interface NoModelId {
  readonly [none]: never;
}

/** A query by event type alone. A member that is present but `undefined` is refused at run time. */
export interface TypeLookup {
  partitionId?: never;
  modelKey?: never;
  modelId?: NoModelId;
}

/** A query for one entity, across all partitions. */
export interface EntityLookup<ModelKey extends string> {
  partitionId?: never;
  /** The name of the id field that identifies the entity. */
  modelKey: ModelKey;
  /** The entity's id. */
  modelId: string;
}

/** A query for one entity within one partition. */
export interface PartitionEntityLookup<ModelKey extends string> {
  /** The id of the partition. */
  partitionId: string;
  /** The name of the id field that identifies the entity. */
  modelKey: ModelKey;
  /** The entity's id. */
  modelId: string;
}

/**
 * A query within one partition.
 *
 * @typeParam _Partition - The partition's id field, shown in TypeScript's messages.
 * @typeParam _Schema - Distinguishes the lookups of different schemas; see {@link Ordered}.
 */
export interface PartitionLookup<_Partition extends string, _Schema extends string> {
  /** The id of the partition. */
  partitionId: string;
  modelKey?: never;
  modelId?: NoModelId;
}

/**
 * The base of a lookup map. It lists all lookups by size, the smallest last, because TypeScript
 * explains a query that matches no lookup by the last one. Up to version 6, TypeScript orders them
 * by first use; version 7 orders them by name.
 */
// biome-ignore lint/complexity/noBannedTypes: with members, it would be a part of the map.
export type Ordered<_Lookups> = {};

/** An event's data as a writer gives it: fields that have a default are optional. */
// Mapped over `keyof`, because `Omit` loses the named members of a type that has an index
// signature.
export type WithOptional<Data, Field extends string> = {
  [Name in keyof Data as Name extends Field ? never : Name]: Data[Name];
} & { [Name in keyof Data as Name extends Field ? Name : never]?: Data[Name] };
