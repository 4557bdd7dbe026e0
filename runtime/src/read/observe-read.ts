import { decodeKey, streamNameOf } from "../keys/key.js";
import { publish, startTiming, summarizeError } from "../observing/channel.js";
import type { ReadContext } from "./pages.js";

/** The table that a read of a caller names. */
export interface NamedReadContext extends ReadContext {
  readonly tableName: string;
}

/** A read that is under way. */
interface ObservedRead {
  /** The context to read with. */
  readonly context: ReadContext;
  /**
   * Publishes that the read ended.
   *
   * @param events - The number of events that it returned.
   */
  readonly end: (events: number, failure?: { readonly error: unknown }) => void;
}

/** Starts to observe a read. */
export function observeRead(
  context: NamedReadContext,
  keys: readonly string[],
  { consistentRead }: { readonly consistentRead: boolean },
): ObservedRead {
  const stop = startTiming("ddb-pattern:read");
  if (stop === undefined) return { context, end: () => {} };
  let requests = 0;
  return {
    context: {
      ...context,
      onRequest() {
        requests++;
      },
    },
    end(events, failure) {
      publish("ddb-pattern:read", () => ({
        tableName: context.tableName,
        ...namesOf(keys),
        consistentRead,
        events,
        requests,
        ...(failure && { error: summarizeError(failure.error) }),
        ...stop(),
      }));
    },
  };
}

function namesOf(keys: readonly string[]) {
  const names = keys.map((key) => decodeKey(key)?.type ?? "");
  const stream = streamNameOf(names[0] ?? "");
  return stream === undefined ? { eventTypes: names } : { stream, eventTypes: [] };
}

/** Reads events as a whole. */
export async function observedRead<Result>(
  context: NamedReadContext,
  keys: readonly string[],
  plan: { readonly consistentRead: boolean },
  read: (context: ReadContext) => Promise<Result>,
  countOf: (result: Result) => number,
): Promise<Result> {
  const observed = observeRead(context, keys, plan);
  try {
    const result = await read(observed.context);
    observed.end(countOf(result));
    return result;
  } catch (error) {
    observed.end(0, { error });
    throw error;
  }
}

/** Reads events one by one. The read ends when the loop over them does. */
export async function* observedIteration<Event>(
  context: NamedReadContext,
  keys: readonly string[],
  plan: { readonly consistentRead: boolean },
  iterate: (context: ReadContext) => AsyncGenerator<Event, void, undefined>,
): AsyncGenerator<Event, void, undefined> {
  const observed = observeRead(context, keys, plan);
  let events = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const event of iterate(observed.context)) {
      events++;
      yield event;
    }
  } catch (error) {
    failure = { error };
    throw error;
  } finally {
    observed.end(events, failure);
  }
}
