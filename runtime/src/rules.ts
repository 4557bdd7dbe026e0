/**
 * The rules that the generator shares with the runtime, without the AWS SDK: for `ddb-pattern-gen`, and for no
 * other package. It may change in any version.
 *
 * @module
 */
export { eventSourcePatterns } from "./consumers/event-source-patterns.js";
export { type KeyStep, keysOf } from "./keys/event-keys.js";
export { encodeKey, entityOf, streamMarker } from "./keys/key.js";
export { guardKey, revisionKey } from "./keys/revision.js";
export { MAINTENANCE_ACTIONS } from "./maintenance/policies.js";
export { CAUSATION_FIELDS } from "./schema/causation.js";
export { isIdField } from "./schema/id-field.js";
export { itemSize } from "./storage/item-size.js";
export { equalItems } from "./validation/equal-items.js";
export {
  FORMATS,
  type Format,
  isDate,
  isDateTime,
  isDuration,
  isEmail,
  isLocalDateTime,
  isTime,
  isUlid,
  isUri,
  isUuid,
} from "./validation/formats.js";
export { isMultipleOf } from "./validation/multiple-of.js";
