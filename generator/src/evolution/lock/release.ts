import { newestParts } from "./history.js";
import { changedParts, type Parts } from "./parts.js";
import type { Lock } from "./read.js";
import { partsOf, type ReleasableSchema } from "./schema-parts.js";
import { shapesOf } from "./shapes.js";
import type { NewRelease } from "./write.js";

/** Whether the newest release has the shapes of a schema. */
export function isReleased({ model }: Pick<ReleasableSchema, "model">, lock: Lock): boolean {
  return lock.releases.at(-1)?.shapes === shapesOf(model);
}

/** The release that a lock lacks; `undefined` if its newest one is the schema. */
export function nextRelease(
  schema: ReleasableSchema,
  lock: Lock | undefined,
): NewRelease | undefined {
  if (lock !== undefined && isReleased(schema, lock)) return undefined;
  const older: Parts = lock === undefined ? {} : newestParts(lock);
  const changes = changedParts(older, partsOf(schema));
  if (Object.keys(changes).length === 0) return undefined;
  return { number: (lock?.releases.length ?? 0) + 1, shapes: shapesOf(schema.model), changes };
}
