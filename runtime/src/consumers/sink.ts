import type { PlainEvent } from "../events/event.js";

/**
 * The end of the path from a change stream to a consumer: records become copies, copies become runs,
 * and a sink handles runs. The handlers of a consumer and the items of a projection are sinks.
 *
 * @module
 */

/** The consistent stream that a copy of an event belongs to. */
export interface StreamOfEvent {
  /** The partition key of the stream's copies. */
  readonly key: string;
  /** The stream's name in the schema. */
  readonly name: string;
  /** The ids that identify the stream, by the names that the schema has for them: `{ order_id: "…" }`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** One event on its way to a sink. */
export interface DeliveredEvent {
  readonly id: string;
  /** The event type; for an event that is stored as an alias, the type that has the alias. */
  readonly type: string;
  /** The time of the event's id, as ISO 8601. */
  readonly timestamp: string;
  /** Whether the copy is the canonical one. */
  readonly canonical: boolean;
  /** `undefined` for an event whose copy is in no consistent stream. */
  readonly stream: StreamOfEvent | undefined;
  /** The event's revision in `stream`. */
  readonly revision: number | undefined;
  /** Whether the event was handled before, by a version that this one replaces: effects are off. */
  readonly isReplay: boolean;
  /** The event as it is stored: of any version, not checked. */
  readonly stored: PlainEvent;
  /**
   * Makes the event of the newest version.
   *
   * @returns A new object for each call, but data without defaults and upcasters is shared.
   * @throws UnknownEventVersionError, UpcastError
   */
  readonly decode: () => PlainEvent;
}

/**
 * Consecutive events of one consistent stream; or, without `stream`, one event that has no revision.
 */
export interface Run {
  /** The partition key of the stream; `undefined` for an event without a revision. */
  readonly stream: string | undefined;
  /** The revision before the run; 0 for the beginning of the stream, and without a stream. */
  readonly after: number;
  /**
   * The last revision of the run; 0 without a stream. A position after the run is `through`, even if
   * the last events are left out.
   */
  readonly through: number;
  /**
   * The events with revisions above `after`, up to `through`, in their order. The list lacks the
   * events that the consumer does not handle, those of retired types, those that
   * `unknownEvents: "skip"` leaves out, and those that were deleted by hand. It can be empty.
   */
  readonly events: readonly DeliveredEvent[];
}

/** Handles runs, and knows the position in each stream. */
export interface Sink {
  /**
   * Whether an event without a revision that is delivered again is recognised, and not handled again.
   * Default false.
   */
  readonly knowsSingleEvents?: boolean;
  /** The last revision of a stream that was handled; 0 if none was. */
  position(stream: string, signal?: AbortSignal): Promise<number>;
  /**
   * Handles a run. It must be handled whole when the promise is fulfilled. Runs of one stream are
   * delivered one after another, runs of different streams in parallel.
   *
   * @throws PositionMovedError if the position is not `after`: another process was faster. The run is
   *   cut or read again from the position.
   * @throws RunError if an event failed; those before it were handled.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a sink that parks nothing returns nothing.
  deliver(run: Run, signal?: AbortSignal): Promise<Delivery | void>;
}

/** Details of a run that was handled, for messages to observers. */
export interface Delivery {
  /** The events that were given up. */
  readonly parked: number;
}

/** The position of a stream is not the one that a run begins after. Internal: the core handles it. */
export class PositionMovedError extends Error {
  override readonly name = "PositionMovedError";
  readonly code = "position-moved";

  constructor(options?: ErrorOptions) {
    super("Another process has handled events of the stream.", options);
  }
}

/**
 * An event of a run failed, which is the `cause`. Any other error of a sink says that nothing of the
 * run was handled, or that this is not known. Internal: users get the cause.
 */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly code = "run";
  /** The last revision of the run that was handled; `after`, if none was. */
  readonly through: number;

  constructor(through: number, cause: unknown) {
    super("An event of a run failed.", { cause });
    this.through = through;
  }
}

// Codes are compared instead of classes, because a process can contain two copies of the package.

export function isPositionMoved(error: unknown): error is PositionMovedError {
  return error instanceof Error && (error as Partial<PositionMovedError>).code === "position-moved";
}

export function isRunError(error: unknown): error is RunError {
  return error instanceof Error && (error as Partial<RunError>).code === "run";
}
