import { DdbPatternError } from "../errors.js";
import type { DecodeEvent } from "../events/decode.js";
import type { EventItem, PlainEvent } from "../events/event.js";
import type { DataDescriptor, Descriptor } from "../schema/descriptor.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import { schemaIssues } from "../validation/rules/schema-issues.js";

/** Whether an event is valid as some release of the schema saved it. */
export type EventChecker = (
  storedType: string,
  version: number,
  data: unknown,
  metadata: unknown,
) => boolean;

/** Creates the check of stored events against all releases of a schema. */
export function eventChecker(released: readonly Descriptor[]): EventChecker {
  const schemas = new Map<string, Schema[]>();
  /** The schemas of a version of an event type, each as if it were the newest. */
  function schemasOf(storedType: string, version: number): readonly Schema[] {
    const name = JSON.stringify([storedType, version]);
    let known = schemas.get(name);
    if (known === undefined) {
      known = released.flatMap((descriptor) => {
        const shape = shapeOf(descriptor, storedType, version);
        if (shape === undefined) return [];
        const events = { [storedType]: { ...shape, lookups: [] } };
        return [schemaOf({ ...descriptor, events, streams: {} })];
      });
      schemas.set(name, known);
    }
    return known;
  }
  return (storedType, version, data, metadata) =>
    schemasOf(storedType, version).some((schema) => isValid(schema, storedType, data, metadata));
}

/**
 * Creates the check of stored events as reads return them: with the newest names of fields, with
 * defaults, and converted by upcasters.
 *
 * @param decode - Converts an event to the newest version of its type.
 */
export function newestEventChecker(
  descriptor: Descriptor,
  decode: DecodeEvent,
): (item: EventItem) => boolean {
  const schema = schemaOf(descriptor);
  return (item) => {
    let event: PlainEvent;
    try {
      event = decode(item);
    } catch (error) {
      if (error instanceof DdbPatternError) return false;
      throw error;
    }
    return isValid(schema, event.type, event.data, event.metadata);
  };
}

function isValid(schema: Schema, type: string, data: unknown, metadata: unknown): boolean {
  // Metadata that would be empty is not stored.
  if (schema.metadata === undefined && metadata !== undefined) return false;
  const content = { data, metadata: metadata ?? {} };
  return schemaIssues(schema, type, content).issues.length === 0;
}

/** The shape that a descriptor has of a version of a stored type. */
function shapeOf(
  { events }: Descriptor,
  storedType: string,
  version: number,
): DataDescriptor | undefined {
  const found = Object.entries(events).find(
    ([type, { aliases = [] }]) => type === storedType || aliases.includes(storedType),
  );
  if (found === undefined) return undefined;
  const [, { version: newest = 1, previous = {}, include, data, open }] = found;
  if (version !== newest) return previous[version];
  return { data, ...(include && { include }), ...(open && { open }) };
}
