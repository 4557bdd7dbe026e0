/**
 * The runtime of clients that `ddb-pattern-gen` generates.
 *
 * @module
 */
export type {
  DocumentClient,
  EventClient,
  EventClientOptions,
  SaveOptions,
} from "./client/client.js";
export { createDocumentClient } from "./client/document-client.js";
export {
  type CheckedTables,
  type ContractCheck,
  type ContractCheckContext,
  checkContract,
} from "./contract/check-contract.js";
export type { FoldDefinition, RevisionFoldDefinition } from "./deciding/definition.js";
export {
  ChangeStreamError,
  type ConflictingStream,
  ContractError,
  DdbPatternError,
  type DdbPatternErrorCode,
  EventIdReusedError,
  EventTooLargeError,
  type FoundRevision,
  InvalidArgumentError,
  InvalidCursorError,
  ProjectionError,
  RetriesExhaustedError,
  SaveAbortedError,
  type SaveOutcome,
  StorageError,
  type StoredEventId,
  StreamConflictError,
  TransactionLimitError,
  UnknownEventTypeError,
  UnknownEventVersionError,
  UnknownLookupError,
  UpcastError,
  type VersionStep,
} from "./errors.js";
export type { UnknownEvents } from "./events/decode.js";
export { type DecodedItem, decodeItem } from "./events/decode-item.js";
export type { EventBase, PlainEvent, WithRevision } from "./events/event.js";
export { type Clock, eventIdAt, newEventId } from "./events/event-id.js";
export type { UpcastEvent, Upcaster } from "./events/upcasters.js";
export { decodeKey, encodeKey, type KeyEntity, type KeyParts } from "./keys/key.js";
export { observe } from "./observing/channel.js";
export type {
  ChannelMessages,
  ChannelName,
  ConflictMessage,
  ConsumerBatchMessage,
  DecideMessage,
  ErrorSummary,
  LagMessage,
  ObservedStream,
  ParkedMessage,
  ReadMessage,
  RebuildMessage,
  RetryMessage,
  SaveMessage,
  SnapshotMessage,
  Timing,
} from "./observing/messages.js";
export type {
  LatestReadOptions,
  PageOptions,
  ReadOptions,
  RevisionReadOptions,
} from "./read/options.js";
export type { EventPage } from "./read/page.js";
export type { JsonValue } from "./schema/json-value.js";
export type { StandardIssue, StandardResult, StandardSchema } from "./schema/standard-schema.js";
export type { SnapshotCodec, SnapshotOptions } from "./snapshots/options.js";
export {
  type CreateEventTableOptions,
  createEventTable,
} from "./storage/dynamodb/create-event-table.js";
export type { RetryPolicy } from "./storage/retry.js";
export type { ConsistentEventStream, ConsistentStreamSlice } from "./streams/consistent.js";
export type {
  Decided,
  DecideOptions,
  Fold,
  RevisionFold,
  RevisionState,
  RevisionStateOptions,
  StateOptions,
} from "./streams/fold.js";
export type { AppendCondition, StreamHead } from "./streams/head.js";
export type { EventStream, StreamSlice } from "./streams/stream.js";
export {
  type EventIssue,
  type EventRule,
  EventValidationError,
} from "./validation/validation-error.js";
export type { ImportOptions, ImportOutcome, ImportProgress } from "./write/import.js";
