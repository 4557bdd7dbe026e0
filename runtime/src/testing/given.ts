import { AssertionError, deepStrictEqual } from "node:assert";
import type { OptionalMetadata } from "../client/with-metadata-types.js";
import { copy } from "../deciding/definition.js";
import { FoldRunner } from "../deciding/fold-runner.js";
import { InvalidArgumentError } from "../errors.js";
import { type Fold, foldCodeOf } from "../streams/fold.js";
import { isPromise } from "../util/is-promise.js";
import { describeKind } from "../util/quote.js";
import { type CompletedEvent, EventCompleter } from "./complete-events.js";

/** The events that happened before a decision. */
export interface Given<State, Input> {
  /** Calls a decider with the state after the given events, once a `then…` is called. */
  readonly when: <
    Decided extends
      | readonly OptionalMetadata<Input>[]
      | Promise<readonly OptionalMetadata<Input>[]>,
  >(
    decide: (state: State) => Decided,
  ) => Outcome<State, Input, Decided>;

  /** Asserts the state after the given events, as `assert.deepStrictEqual` compares. */
  readonly thenState: (expected: State) => void;
}

/** The outcome of a decider. If the decider is asynchronous, each assertion is a promise: await it. */
export interface Outcome<State, Input, Decided> {
  /**
   * Asserts the events that were decided, in their order: their types and data, with defaults; and
   * the `metadata` and the `id` of an event where the expected event has them.
   */
  readonly then: (expected: readonly OptionalMetadata<Input>[]) => Settled<Decided>;

  /** Asserts that nothing was decided. */
  readonly thenNothing: () => Settled<Decided>;

  /**
   * Asserts that the decider failed, or decided on events that a save would refuse.
   *
   * @param expected - The class of the error, or a function that returns whether it is the right one.
   *   Default: any error.
   */
  readonly thenThrows: (
    expected?: (new (...args: never[]) => Error) | ((error: unknown) => boolean),
  ) => Settled<Decided>;

  /** Asserts the state after the given events and those that were decided. */
  readonly thenState: (expected: State) => Settled<Decided>;
}

/** Nothing, or a promise of it after an asynchronous decider. */
export type Settled<Decided> = Decided extends PromiseLike<unknown> ? Promise<void> : undefined;

/** What a decider returned or threw. */
type Result =
  | { readonly events: readonly CompletedEvent[] }
  | { readonly error: unknown; readonly events?: undefined };

/**
 * Tests a decider without a table: `given(fold, events).when(decide).then(expected)`.
 *
 * The given, decided and expected events are inputs, as `saveEvent` takes them; metadata that the
 * schema requires may be missing. They are checked against the schema and completed with ids, timestamps, defaults and, for a consistent stream,
 * revisions from 1.
 *
 * @throws InvalidArgumentError for a value that is not a fold, and for events that do not belong to
 *   one stream.
 * @throws EventValidationError for given or expected events that a save would refuse.
 */
export function given<State, Event, Input>(
  fold: Fold<State, Event, Input>,
  events: readonly OptionalMetadata<Input>[] = [],
): Given<State, Input> {
  const runner = runnerOf(fold);
  const completer = new EventCompleter(runner);
  const history = completer.complete(events, "The given events");
  const stateBefore = () => runner.apply(runner.initial(), history.map(eventOf));

  function resultOf(decided: unknown): Result {
    try {
      return { events: completer.fork().complete(decided, "The decided events") };
    } catch (error) {
      return { error };
    }
  }

  function run(decide: (state: State) => unknown): Result | Promise<Result> {
    try {
      const decided = decide(copy(stateBefore(), runner.definition.what) as State);
      if (!isPromise(decided)) return resultOf(decided);
      return Promise.resolve(decided).then(resultOf, (error: unknown) => ({ error }));
    } catch (error) {
      return { error };
    }
  }

  function outcomeOf(decide: (state: State) => unknown) {
    let result: Result | Promise<Result> | undefined;
    const check = (assertion: (result: Result) => void) => {
      result ??= run(decide);
      return isPromise(result) ? Promise.resolve(result).then(assertion) : assertion(result);
    };
    return {
      // biome-ignore lint/suspicious/noThenProperty: `await` without an assertion is refused below.
      then(expected: unknown) {
        if (!Array.isArray(expected)) {
          throw new InvalidArgumentError(
            `then takes the list of the expected events, not ${describeKind(expected)}.`,
          );
        }
        const wanted = new EventCompleter(runner).complete(expected, "The expected events");
        return check((result) => {
          const decided = eventsOf(result);
          const actual = decided.map((event, index) => comparable(event, wanted[index]));
          deepStrictEqual(
            actual,
            wanted.map((event) => comparable(event, event)),
          );
        });
      },
      thenNothing() {
        return check((result) => {
          const decided = eventsOf(result);
          deepStrictEqual(
            decided.map((event) => comparable(event, undefined)),
            [],
          );
        });
      },
      thenThrows(expected?: unknown) {
        return check((result) => checkError(result, expected));
      },
      thenState(expected: State) {
        return check((result) => {
          const state = runner.apply(stateBefore(), eventsOf(result).map(eventOf));
          deepStrictEqual(state, expected);
        });
      },
    };
  }

  return {
    when: (decide) => outcomeOf(decide) as never,
    thenState: (expected) => deepStrictEqual(stateBefore(), expected),
  };
}

function runnerOf(fold: unknown): FoldRunner {
  const code = foldCodeOf(fold);
  if (code instanceof FoldRunner) return code;
  throw new InvalidArgumentError("The fold was created by another copy of ddb-pattern-runtime.");
}

const eventOf = ({ event }: CompletedEvent) => event;

/** @throws The error of the decider. */
function eventsOf(result: Result): readonly CompletedEvent[] {
  if (result.events === undefined) throw result.error;
  return result.events;
}

/** The parts of an event that a test compares. */
function comparable({ event, input }: CompletedEvent, expected: CompletedEvent | undefined) {
  const { type, data, metadata } = event;
  return {
    type,
    data,
    ...(expected?.event.metadata === undefined ? {} : { metadata }),
    ...(expected?.input.id === undefined ? {} : { id: input.id }),
  };
}

function checkError(result: Result, expected: unknown): void {
  if (result.events !== undefined) {
    const { length } = result.events;
    throw new AssertionError({
      message: `Expected the decider to throw, but it decided on ${length} ${length === 1 ? "event" : "events"}.`,
      actual: result.events.map((event) => comparable(event, undefined)),
      operator: "throws",
    });
  }
  const { error } = result;
  if (expected === undefined) return;
  if (typeof expected !== "function") {
    throw new InvalidArgumentError(
      `thenThrows takes a class or a function, not ${describeKind(expected)}.`,
    );
  }
  if (isErrorClass(expected)) {
    if (error instanceof expected) return;
    throw new AssertionError({
      message: `Expected the decider to throw ${expected.name}, but it threw ${String(error)}`,
      actual: error,
      expected,
      operator: "throws",
    });
  }
  if (expected(error) === true) return;
  throw new AssertionError({
    message: `The decider threw another error than expected: ${String(error)}`,
    actual: error,
    operator: "throws",
  });
}

function isErrorClass(value: unknown): value is new () => Error {
  return value === Error || (value as { readonly prototype?: unknown }).prototype instanceof Error;
}
