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
    schemasOf(storedType, version).some((schema) => {
      // Metadata that would be empty is not stored.
      if (schema.metadata === undefined && metadata !== undefined) return false;
      const content = { data, metadata: metadata ?? {} };
      return schemaIssues(schema, storedType, content).issues.length === 0;
    });
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
