/**
 * The types that a generated client is made of. They key on the event *map*, never on `Extract` over
 * the union of events: that costs the compiler a thousand times less at a thousand events.
 */

/** What a generated module passes as one type. */
export interface SchemaTypes {
  /** Event type → event. */
  events: object;
  /** Event type → the lookups that find it, each under a name of its own. */
  lookups: object;
  /** Stream → the function that picks one by its ids. */
  streams: object;
  /** The metadata that every event can have. Left out where the schema declares none. */
  metadata?: object;
  /** Event type → the names of its fields that have a default. Left out where no field has. */
  defaults?: object;
}

/** The event types of a schema. */
export type EventTypeOf<Schema extends SchemaTypes> = keyof Schema["events"] &
  keyof Schema["lookups"] &
  string;

/** The event of a type, or the union for a union of types. */
export type EventOf<
  Schema extends SchemaTypes,
  Type extends EventTypeOf<Schema> = EventTypeOf<Schema>,
> = Schema["events"][Type];

/**
 * What saving takes: `type` and `data`, tied to each other. Distributes over `Type`, so that one
 * type with another's data does not compile.
 */
export type EventInput<
  Schema extends SchemaTypes,
  Type extends EventTypeOf<Schema> = EventTypeOf<Schema>,
> = {
  [Each in Type]: {
    type: Each;
    data: DataInputOf<Schema, Each>;
    /** A ULID of `newEventId()`, for a save that is safe to repeat. Left out, the runtime generates one. */
    id?: string;
    /** What is stored beside `data`; no event is found by it. */
    metadata?: MetadataOf<Schema>;
  };
}[Type];

/** An event's data as a writer gives it: what has a default may be left out. */
type DataInputOf<Schema extends SchemaTypes, Type extends EventTypeOf<Schema>> = Schema extends {
  defaults: { [Each in Type]: infer Field };
}
  ? WithOptional<DataOf<Schema["events"][Type]>, Field>
  : DataOf<Schema["events"][Type]>;

type DataOf<Event> = Event extends { data: infer Data } ? Data : never;

/** By the names of the members, as `Omit` would lose them all where data may have others beside them. */
type WithOptional<Data, Field> = {
  [Name in keyof Data as Name extends Field ? never : Name]: Data[Name];
} & { [Name in keyof Data as Name extends Field ? Name : never]?: Data[Name] };

/** The schema's metadata; `undefined` where it declares none. */
export type MetadataOf<Schema extends SchemaTypes> = Schema extends { metadata: infer Metadata }
  ? Metadata
  : undefined;

/** Asks by event type alone. A member that is there but `undefined` is refused at run time. */
export interface TypeLookup {
  partitionId?: never;
  modelKey?: never;
  modelId?: never;
}

/** Asks within one partition. */
export interface PartitionLookup {
  partitionId: string;
  modelKey?: never;
  modelId?: never;
}

/** Asks for one entity within one partition. */
export interface PartitionEntityLookup<ModelKey extends string> {
  partitionId: string;
  modelKey: ModelKey;
  modelId: string;
}

/** Asks for one entity, across all partitions. */
export interface EntityLookup<ModelKey extends string> {
  partitionId?: never;
  modelKey: ModelKey;
  modelId: string;
}

/**
 * The lookups that every one of the event types has: `keyof` a union is what its members share, so
 * a stream of two types can be asked only what both are stored under.
 */
export type LookupOf<
  Schema extends SchemaTypes,
  Type extends EventTypeOf<Schema>,
> = Schema["lookups"][Type][keyof Schema["lookups"][Type]];
