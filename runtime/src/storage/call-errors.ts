import {
  EventTooLargeError,
  RetriesExhaustedError,
  SaveAbortedError,
  StorageError,
  withOutcome,
} from "../errors.js";
import { CallFailure } from "./retry.js";

/** The error that a read throws. After an abort it is the reason of the caller's signal. */
export function readError(error: unknown): unknown {
  if (!(error instanceof CallFailure)) return error;
  return error.reason === "aborted" ? error.cause : publicError(error, error.message);
}

/** The error that a save throws, with its outcome. */
export function saveError(
  error: unknown,
  eventIds: readonly string[],
  isUndecided: boolean,
): unknown {
  const mayBeWritten = isUndecided || (error instanceof CallFailure && error.mayBeWritten);
  // A save without events writes nothing: it only checks its conditions.
  const isUnknown = mayBeWritten && eventIds.length > 0;
  const outcome = isUnknown ? "unknown" : "not-written";
  if (!(error instanceof CallFailure)) return withOutcome(error, outcome, eventIds);
  const advice = isUnknown
    ? "The write may have happened; to make sure, save again with the same event ids"
    : "Nothing was written";
  const ids = isUnknown ? `: ${firstOf(eventIds)}` : "";
  const message = `${error.message} ${advice}${ids}.`;
  const failure =
    error.reason === "aborted"
      ? new SaveAbortedError(message, error.cause)
      : publicError(error, message);
  return withOutcome(failure, outcome, eventIds);
}

/** The first ids, for a message; `eventIds` has all of them. */
function firstOf(eventIds: readonly string[]): string {
  const first = eventIds.slice(0, 5).join(", ");
  return eventIds.length > 5 ? `${first} and ${eventIds.length - 5} more in eventIds` : first;
}

function publicError({ reason, requests, cause }: CallFailure, message: string): Error {
  switch (reason) {
    case "item-too-large":
      return new EventTooLargeError(message, { cause });
    case "refused":
    case "unexpected":
      return new StorageError(message, cause);
    default:
      return new RetriesExhaustedError(message, requests, cause);
  }
}
