import type { Deadline } from "../storage/retry.js";
import {
  type ConditionFailure,
  type EventTable,
  tableErrorOf,
  type WriteAction,
} from "../storage/table.js";

/** Writes all actions, or nothing; then it returns the keys whose condition failed. */
export async function writeActions(
  deadline: Deadline,
  table: EventTable,
  actions: readonly WriteAction[],
): Promise<readonly ConditionFailure[] | undefined> {
  try {
    await deadline.call((options) => table.write(actions, options));
    return undefined;
  } catch (error) {
    const failure = tableErrorOf(error);
    if (failure?.code === "condition-failed") return failure.failures;
    throw error;
  }
}
