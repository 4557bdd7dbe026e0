/**
 * All that generated code imports. Reserved for it: committed clients must survive a newer runtime, so
 * nothing here is ever renamed or removed; an incompatible need gets a `v2` beside this entry.
 *
 * @module
 */
export {
  createEventClient,
  type DocumentClient,
  type EventClient,
  type EventClientOptions,
  type SaveOptions,
} from "../client/client.js";
export { type DataSchemas, dataSchemas, eventSchema, parseEvent } from "../client/event-schemas.js";
export type { EventBase, EventWithMetadata } from "../events/event.js";
export type { LatestReadOptions, PageOptions, ReadOptions } from "../read/options.js";
export type { EventPage } from "../read/page.js";
export type { Descriptor } from "../schema/descriptor.js";
export type {
  EntityLookup,
  EventInputBase,
  EventInputWithMetadata,
  Ordered,
  PartitionEntityLookup,
  PartitionLookup,
  TypeLookup,
  WithOptional,
} from "../schema/generated-types.js";
export type { JsonValue } from "../schema/json-value.js";
export type { StandardSchema } from "../schema/standard-schema.js";
export { type ConsistentEventStream, consistentStreams } from "../streams/consistent.js";
export type { EventStream } from "../streams/stream.js";
