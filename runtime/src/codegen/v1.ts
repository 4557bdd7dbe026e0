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
} from "../client.js";
export type { Descriptor } from "../descriptor.js";
export { equalItems } from "../equal-items.js";
export type { EventBase, JsonValue } from "../event.js";
export { isDate, isDateTime, isEmail, isUlid, isUri, isUuid } from "../formats.js";
export { isMultipleOf } from "../multiple-of.js";
export type {
  EntityLookup,
  EventInput,
  PartitionEntityLookup,
  PartitionLookup,
  TypeLookup,
} from "../schema-types.js";
export type { ConsistentEventStream, EventStream } from "../streams/stream.js";
export { textLength, type Unchecked, type Validator, type Validators } from "../validator.js";
