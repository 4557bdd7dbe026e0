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
} from "../client/client.js";
export type { EventBase } from "../events/event.js";
export type { Descriptor } from "../schema/descriptor.js";
export type { JsonValue } from "../schema/json-value.js";
export type {
  EntityLookup,
  EventInput,
  PartitionEntityLookup,
  PartitionLookup,
  TypeLookup,
} from "../schema/schema-types.js";
export { type ConsistentEventStream, consistentStreams } from "../streams/consistent.js";
export type { EventStream } from "../streams/stream.js";
export { equalItems } from "../validation/equal-items.js";
export { isDate, isDateTime, isEmail, isUlid, isUri, isUuid } from "../validation/formats.js";
export { isMultipleOf } from "../validation/multiple-of.js";
export {
  textLength,
  type Unchecked,
  type Validator,
  type Validators,
} from "../validation/validator.js";
