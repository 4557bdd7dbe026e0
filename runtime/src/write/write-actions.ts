import type { Deadline, OnRetry } from "../storage/retry.js";
import {
  type ConditionFailure,
  type EventTable,
  tableErrorOf,
  type WriteAction,
} from "../storage/table.js";

/**
 * Writes all actions, or nothing; then it returns the keys whose condition failed.
 *
 * @param onRetry - Called before the write is repeated because other writes were under way.
 */
export async function writeActions(
  deadline: Deadline,
  table: EventTable,
  actions: readonly WriteAction[],
  onRetry?: OnRetry,
): Promise<readonly ConditionFailure[] | undefined> {
  try {
    await deadline.call((options) => table.write(actions, options), onRetry);
    return undefined;
  } catch (error) {
    const failure = tableErrorOf(error);
    if (failure?.code === "condition-failed") return failure.failures;
    throw error;
  }
}
