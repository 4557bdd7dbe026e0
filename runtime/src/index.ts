/**
 * The runtime of clients that `ddb-pattern-gen` generates.
 *
 * @module
 */
export type { DocumentClient, EventClient, EventClientOptions, SaveOptions } from "./client.js";
export { createDocumentClient } from "./document-client.js";
export * from "./errors.js";
export type { EventBase, JsonValue } from "./event.js";
export { type Clock, newEventId } from "./event-id.js";
export type { AppendCondition, StreamHead } from "./head.js";
export type { ImportOptions, ImportOutcome, ImportProgress } from "./import.js";
export { decodeKey, encodeKey, type KeyEntity, type KeyParts } from "./key.js";
export type { EventPage } from "./page.js";
export type { ReadOptions } from "./read.js";
export type { RetryPolicy } from "./retry.js";
export type { EventInput, EventOf, SchemaTypes } from "./schema-types.js";
export { createEventTable } from "./storage/create-event-table.js";
export type {
  ConsistentEventStream,
  ConsistentStreamSlice,
  EventStream,
  StreamSlice,
} from "./stream.js";
export * from "./validation-error.js";
