import type { ConsistentStreams } from "./consistent.js";

/**
 * The code that created each condition and can save with it. Clients whose schemas have no
 * consistent streams get the code from the condition.
 */
const origins = new WeakMap<object, ConsistentStreams>();

export function withOrigin<Condition extends object>(
  condition: Condition,
  origin: ConsistentStreams,
): Condition {
  origins.set(condition, origin);
  return condition;
}

/** The origin of the first condition of a list; `undefined` for a value that no stream created. */
export function originOf(expect: unknown): ConsistentStreams | undefined {
  return Array.isArray(expect) ? origins.get(expect[0]) : undefined;
}
