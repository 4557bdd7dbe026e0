import { type DecodeEvent, decodeToNewest } from "../events/decode.js";
import { upgradeWith } from "../events/upgrade.js";
import type { Descriptor } from "../schema/descriptor.js";
import { schemaOf } from "../schema/schema.js";

/**
 * Creates the function that converts stored events to the newest version of their types.
 *
 * @param upcasters - As the client's option, unchecked.
 * @throws InvalidArgumentError if a step that requires an upcaster has none.
 */
export function newestDecoder(descriptor: Descriptor, upcasters: unknown): DecodeEvent {
  return decodeToNewest(schemaOf(descriptor), upgradeWith(descriptor, upcasters));
}
