import type { StreamModel } from "../../../model/model.js";
import type { MissingCopies, StreamChange } from "../../missing.js";

/** A stream that differs in one way, and the copies that its events lack for it. */
export interface ChangedStream {
  /** As it is read. */
  readonly stream: StreamModel;
  /** As it was when the events were stored; `undefined` for a new stream. */
  readonly before: StreamModel | undefined;
  readonly missing: readonly MissingCopies[];
}

/** The streams that lack copies because of one kind of change. */
export function changedStreams(
  all: readonly MissingCopies[],
  change: StreamChange,
): ChangedStream[] {
  const byStream = new Map<StreamModel, ChangedStream & { missing: MissingCopies[] }>();
  for (const missing of all) {
    const { cause } = missing;
    if (cause.is !== change) continue;
    const { stream, before } = cause;
    const known = byStream.get(stream) ?? { stream, before, missing: [] };
    byStream.set(stream, known);
    known.missing.push(missing);
  }
  return [...byStream.values()];
}

/** Three event types at most, for a message. */
export function namesOf(types: readonly string[]): string {
  const shown = types.slice(0, 3).join(", ");
  return types.length > 3 ? `${shown} and ${types.length - 3} more` : shown;
}
