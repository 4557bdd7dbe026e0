import { InvalidArgumentError } from "../errors.js";
import type { WithRevision } from "../events/event.js";
import { checkedSnapshots, type SnapshotOptions } from "../snapshots/options.js";
import { isPromise } from "../util/is-promise.js";
import { isPlainObject } from "../util/plain-object.js";
import { describeKind, quote, quoteUnlessWord } from "../util/quote.js";

/** An event as far as a fold's type needs it. */
interface TypedEvent {
  readonly type: string;
}

/**
 * The definition of a fold: the state of a stream without events, and a function for each event
 * type that returns the state after an event.
 *
 * A state is data: plain objects, lists, `Map`, `Set`, `Date` and whatever else `structuredClone`
 * copies. Handlers are synchronous, have no effects, and return the new state; they may change and
 * return the state that they get.
 */
export type FoldDefinition<State, Event extends TypedEvent> = {
  /**
   * The state of a stream without events, or a function that returns it. A value is copied for each
   * use.
   */
  readonly initial: State | (() => State);
} & {
  readonly [Each in Event as Each["type"]]: (state: State, event: Each) => NoInfer<State>;
};

/** The definition of a fold of a consistent stream. */
export type RevisionFoldDefinition<State, Event extends TypedEvent> = FoldDefinition<
  State,
  WithRevision<Event>
> & { readonly snapshots?: SnapshotOptions<State> };

/** A handler of a fold, untyped. */
export type Handler = (state: unknown, event: object) => unknown;

/** A definition that was checked. */
export interface CheckedDefinition {
  /** `Fold of stream "order"`, for messages. */
  readonly what: string;
  readonly initial: () => unknown;
  /** Whether `undefined` is a state. */
  readonly allowsUndefined: boolean;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly snapshots: SnapshotOptions<unknown> | undefined;
}

/**
 * Checks the definition of a fold.
 *
 * @param types - The event types of the stream.
 * @throws InvalidArgumentError for an event type without a handler, and for anything that is no part
 *   of a fold.
 */
export function checkedDefinition(
  definition: unknown,
  streamName: string,
  types: readonly string[],
  isConsistent: boolean,
): CheckedDefinition {
  const what = `The fold of stream ${quote(streamName)}`;
  if (!isPlainObject(definition)) {
    throw new InvalidArgumentError(
      `${what} must be a plain object, not ${describeKind(definition)}.`,
    );
  }
  const handlers = new Map<string, Handler>();
  const { initial, snapshots, ...others } = definition;
  if (!Object.hasOwn(definition, "initial")) {
    throw new InvalidArgumentError(
      `${what} lacks "initial", the state of a stream without events.`,
    );
  }
  for (const name of Reflect.ownKeys(others)) {
    const handler = typeof name === "string" ? others[name] : undefined;
    if (typeof name === "symbol" || !types.includes(name)) {
      throw new InvalidArgumentError(
        `${what} has ${quote(String(name))}, which is no event type of the stream.`,
      );
    }
    if (typeof handler !== "function") {
      throw new InvalidArgumentError(
        `${what}: the handler of ${quoteUnlessWord(name)} must be a function, not ${describeKind(handler)}.`,
      );
    }
    handlers.set(name, handler as Handler);
  }
  const missing = types.filter((type) => !handlers.has(type));
  if (missing.length > 0) {
    const names = missing.map(quoteUnlessWord).join(", ");
    throw new InvalidArgumentError(`${what} lacks a handler of ${names}.`);
  }
  const makeInitial = typeof initial === "function" ? () => initial() : () => copy(initial, what);
  const first: unknown = makeInitial();
  if (isPromise(first)) {
    // Its rejection would end the process.
    first.then(undefined, () => {});
    throw new InvalidArgumentError(
      `${what}: "initial" returned a promise. It returns the state itself.`,
    );
  }
  return {
    what,
    initial: makeInitial,
    allowsUndefined: first === undefined,
    handlers,
    snapshots: Object.hasOwn(definition, "snapshots")
      ? checkedSnapshots(snapshots, what, isConsistent)
      : undefined,
  };
}

/**
 * Copies a state, so that a decider that changes its copy changes no other.
 *
 * @throws InvalidArgumentError for a state that is not data.
 */
export function copy(state: unknown, what: string): unknown {
  if (typeof state !== "object" || state === null) {
    if (typeof state !== "function" && typeof state !== "symbol") return state;
    throw notData(what, describeKind(state));
  }
  // `structuredClone` would make an object without methods of it.
  const made: unknown = state.constructor;
  if (typeof made === "function" && !isCloned(state)) {
    throw notData(what, `an instance of ${quoteUnlessWord(made.name)}`);
  }
  try {
    return structuredClone(state);
  } catch {
    throw notData(what, "an object with members that cannot be copied, such as functions");
  }
}

function isCloned(state: object): boolean {
  return (
    isPlainObject(state) ||
    Array.isArray(state) ||
    state instanceof Map ||
    state instanceof Set ||
    state instanceof Date ||
    ArrayBuffer.isView(state)
  );
}

function notData(what: string, kind: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `${what} has a state that is not data, but ${kind}. Use plain objects, lists, Map, Set and Date.`,
  );
}
