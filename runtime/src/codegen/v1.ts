/**
 * The entry that generated code imports, reserved for it. Committed clients must keep working with
 * newer runtimes, so nothing here is ever renamed or removed. An incompatible change gets a `v2`
 * entry next to this one.
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
export type {
  CausingEvent,
  ClientWithMetadata,
} from "../client/with-metadata-types.js";
export {
  type CheckpointedConsumerOptions,
  type CommonConsumerOptions,
  type ConsumerOptions,
  createConsumer,
  type PlainConsumerOptions,
} from "../consumers/create-consumer.js";
export type { EventConsumer } from "../consumers/event-consumer.js";
export type { ConsumerHandlers } from "../consumers/handler-types.js";
export type { HandlerContext, StreamHandlerContext } from "../consumers/handlers-sink.js";
export { createFold } from "../deciding/create-fold.js";
export type { FoldDefinition, RevisionFoldDefinition } from "../deciding/definition.js";
export type { WithRevision } from "../events/event.js";
export type { UpcastEvent, Upcaster } from "../events/upcasters.js";
export type { ProjectionDefinition, ProjectionHandlers } from "../projections/definition.js";
export { createProjection, type Projection } from "../projections/projection.js";
export type {
  LatestReadOptions,
  PageOptions,
  ReadOptions,
  RevisionReadOptions,
} from "../read/options.js";
export type { EventPage } from "../read/page.js";
export type { Descriptor } from "../schema/descriptor.js";
export type {
  EntityLookup,
  Ordered,
  PartitionEntityLookup,
  PartitionLookup,
  TypeLookup,
  WithOptional,
} from "../schema/generated-types.js";
export type { JsonValue } from "../schema/json-value.js";
export type { StandardSchema } from "../schema/standard-schema.js";
export {
  type ConsistentEventStream,
  type ConsistentStreamSlice,
  consistentStreams,
} from "../streams/consistent.js";
export type { Decided, DecideOptions, Fold, RevisionFold } from "../streams/fold.js";
export type { AppendCondition, StreamHead } from "../streams/head.js";
export type { EventStream, StreamSlice } from "../streams/stream.js";
export { type EarlierVersions, earlierVersions } from "../write/earlier-versions.js";
export type { ImportOptions, ImportOutcome, ImportProgress } from "../write/import.js";
