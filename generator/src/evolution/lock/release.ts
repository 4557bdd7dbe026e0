import { newestParts } from "./history.js";
import { changedParts } from "./parts.js";
import type { Lock } from "./read.js";
import { partsOf, type ReleasableSchema } from "./schema-parts.js";
import { shapesOf } from "./shapes.js";
import type { NewRelease } from "./write.js";

/** The release with which the lock of a schema begins. */
export function firstRelease(schema: ReleasableSchema): NewRelease {
  return { number: 1, shapes: shapesOf(schema.model), changes: partsOf(schema) };
}

/** The release that a lock lacks; `undefined` if its newest one is the schema. */
export function nextRelease(schema: ReleasableSchema, lock: Lock): NewRelease | undefined {
  const { number, shapes: released } = lock.newest;
  const shapes = shapesOf(schema.model);
  if (shapes === released) return undefined;
  const changes = changedParts(newestParts(lock), partsOf(schema));
  return Object.keys(changes).length === 0 ? undefined : { number: number + 1, shapes, changes };
}
