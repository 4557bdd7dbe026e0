import type { ConsistentStreams } from "./consistent.js";

/**
 * The part of the runtime that made a condition, and can save under it: for clients of schemas that have no
 * consistent stream of their own.
 */
const origins = new WeakMap<object, ConsistentStreams>();

export function withOrigin<Condition extends object>(
  condition: Condition,
  origin: ConsistentStreams,
): Condition {
  origins.set(condition, origin);
  return condition;
}

/** The origin of the first condition of a list; `undefined` for all that no stream made. */
export function originOf(expect: unknown): ConsistentStreams | undefined {
  return Array.isArray(expect) ? origins.get(expect[0]) : undefined;
}
