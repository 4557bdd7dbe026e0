import type { SchemaEntry } from "./catalogue.js";

/** The entities that the events of a schema name, the most named one first. */
export function entitiesIn({ sections }: Pick<SchemaEntry, "sections">): string[] {
  const counts = new Map<string, number>();
  for (const { events } of sections) {
    for (const { entities } of events) {
      for (const { entity } of entities) counts.set(entity, (counts.get(entity) ?? 0) + 1);
    }
  }
  // Entities that are named equally often keep the order of the schema.
  return [...counts].sort(([, a], [, b]) => b - a).map(([entity]) => entity);
}
