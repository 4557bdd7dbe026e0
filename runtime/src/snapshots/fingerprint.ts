import type { Descriptor, StreamDescriptor } from "../schema/descriptor.js";
import { checksum } from "../util/checksum.js";

/**
 * A checksum of all that a schema says of the events of a stream. A snapshot of another fingerprint
 * may have been made of events with other fields or defaults.
 */
export function fingerprintOf(descriptor: Descriptor, { events }: StreamDescriptor): string {
  const { types, groups, metadata } = descriptor;
  const described = [...events].sort().map((type) => {
    // Lookups say nothing of the event itself.
    const { lookups: _, ...event } = descriptor.events[type] ?? { lookups: [] };
    return [type, event];
  });
  return checksum(JSON.stringify([described, types, groups, metadata]));
}
