import { DdbPatternError, type StreamConflictError } from "../errors.js";
import { publish, startTiming, summarizeError } from "../observing/channel.js";
import type { RetryMessage } from "../observing/messages.js";
import type { IdentifiedEvent, RunnableSave } from "./save.js";

/** The events of a save, and the table that they go to. */
interface ObservedSave {
  readonly tableName: string;
  readonly events: readonly IdentifiedEvent[];
}

/**
 * Starts to observe a save.
 *
 * @returns The function to call at its end. It publishes how the save ended; the error is the one
 *   that the caller gets.
 */
export function observeSave(save: ObservedSave) {
  const stop = startTiming("ddb-pattern:save");
  return (run: Pick<RunnableSave, "attempts"> | undefined, error?: unknown): void => {
    if (error !== undefined) publishConflict(save, error);
    if (stop === undefined) return;
    publish("ddb-pattern:save", () => ({
      tableName: save.tableName,
      eventTypes: save.events.map(({ checked }) => checked.type),
      eventIds: save.events.map(({ id }) => id),
      attempts: run?.attempts ?? 0,
      ...(error === undefined
        ? { outcome: "written" as const }
        : { outcome: outcomeOf(error), error: summarizeError(error) }),
      ...stop(),
    }));
  };
}

function outcomeOf(error: unknown) {
  return (error instanceof DdbPatternError ? error.outcome : undefined) ?? "unknown";
}

function publishConflict({ tableName, events }: ObservedSave, error: unknown): void {
  if (!(error instanceof DdbPatternError) || error.code !== "stream-conflict") return;
  const { stream, ids, expectedRevision, foundEventId } = error as StreamConflictError;
  publish("ddb-pattern:conflict", () => ({
    tableName,
    stream,
    ids,
    expectedRevision,
    eventIds: events.map(({ id }) => id),
    ...(foundEventId === undefined ? {} : { foundEventId }),
  }));
}

/** Publishes that a write of a save failed because of other writers, and is tried again. */
export function publishRetry(
  tableName: string,
  reason: RetryMessage["reason"],
  attempt: number,
): void {
  publish("ddb-pattern:retry", () => ({ tableName, operation: "save", reason, attempt }));
}
