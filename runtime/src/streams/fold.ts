import { InvalidArgumentError } from "../errors.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import type { StreamDescriptor } from "../schema/descriptor.js";
import type { Schema } from "../schema/schema.js";
import { describeKind } from "../util/quote.js";
import type { OpenContext, SaveNew } from "./consistent.js";
import type { StreamHead } from "./head.js";
import type { RevisionSource } from "./read-revisions.js";

declare const input: unique symbol;

/**
 * A fold: makes a state of the events of a stream, one after the other. `foldOrder` of a generated
 * module creates it.
 *
 * @typeParam Event - The events of the stream.
 * @typeParam Input - The inputs of these events, for deciders and tests.
 */
export interface Fold<State, Event, Input = unknown> {
  /** The stream's name in the schema. */
  readonly stream: string;
  /** A new state of a stream without events. */
  readonly initial: () => State;
  /**
   * The state after some events, the oldest first.
   *
   * @throws InvalidArgumentError for an event whose type the stream does not list, and if a handler
   *   returns a promise, or `undefined` where the initial state is not `undefined`.
   */
  readonly apply: (state: State, events: Iterable<Event>) => State;
  /** Exists only in types. */
  readonly [input]?: Input;
}

/** A fold of a consistent stream, whose events have revisions. */
export type RevisionFold<State, Event, Input = unknown> = Fold<State, WithRevision<Event>, Input>;

/** The options of `state` of a stream without revisions. */
export interface StateOptions {
  /** As for reads. Default: the client's setting, else false. */
  readonly consistentRead?: boolean;
  /** As for reads. A state from which events are left out is no ground for a decision. */
  readonly unknownEvents?: "throw" | "skip";
  /** Aborts the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The options of `state` of a consistent stream. */
export interface RevisionStateOptions extends StateOptions {
  /** Whether the state has every append that was acknowledged before the call. Default true. */
  readonly consistentRead?: boolean;
  /**
   * Called with the promise of the snapshot that the call writes, if it writes one. The promise is
   * never rejected. For platforms that freeze a process after its answer, as Lambda does.
   */
  readonly waitUntil?: (written: Promise<void>) => void;
}

/** The options of `decide`. */
export interface DecideOptions {
  /** How often to decide again after a conflict. Default 8. */
  readonly retries?: number;
  /** Aborts the call: a read with the signal's reason, a save with `SaveAbortedError`. */
  readonly signal?: AbortSignal;
  /** As for `state`. */
  readonly waitUntil?: (written: Promise<void>) => void;
}

/** The result of `state` of a consistent stream. */
export interface RevisionState<State> {
  readonly state: State;
  /** The revision of the last event in the state; 0 for an empty stream. */
  readonly revision: number;
  /** The head for `unchangedSince`. */
  readonly head: StreamHead;
}

/** The result of `decide`. */
export interface Decided<State, Event> {
  /** The state after the events. */
  readonly state: State;
  /** The events that were decided, as stored; empty if nothing was decided. */
  readonly events: WithRevision<Event>[];
  /** The stream's last revision, as far as the call knows; 0 for an empty stream. */
  readonly revision: number;
}

/** The parts of a stream without revisions that the code of folds uses. */
export interface PlainAccess {
  readonly schema: Schema;
  readonly stream: StreamDescriptor;
  /** Reads the stream. The options are not checked yet. */
  readonly read: (options: object) => Promise<{ readonly events: readonly PlainEvent[] }>;
}

/** The parts of a consistent stream that the code of folds uses. */
export interface RevisionAccess {
  readonly schema: Schema;
  readonly stream: StreamDescriptor;
  readonly context: OpenContext;
  readonly source: RevisionSource;
  readonly saveNew: SaveNew;
}

/**
 * The code that runs a fold. It comes with the fold, so that bundles of programs without folds omit
 * it.
 */
export interface FoldCode {
  plainState(access: PlainAccess, options: unknown): Promise<unknown>;
  revisionState(access: RevisionAccess, options: unknown): Promise<unknown>;
  decide(access: RevisionAccess, decider: unknown, options: unknown): Promise<unknown>;
}

const codes = new WeakMap<object, FoldCode>();

export function withFoldCode<Created extends object>(fold: Created, code: FoldCode): Created {
  codes.set(fold, code);
  return fold;
}

/** @throws InvalidArgumentError for a value that is not a fold. */
export function foldCodeOf(fold: unknown): FoldCode {
  const code = typeof fold === "object" && fold !== null ? codes.get(fold) : undefined;
  if (code !== undefined) return code;
  throw new InvalidArgumentError(
    `Expected a fold, got ${describeKind(fold)}. Pass what a "fold" function of the generated module returned.`,
  );
}
