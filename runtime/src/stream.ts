import type { PlainDescriptor, StreamDescriptor } from "./descriptor.js";
import { InvalidQuestionError } from "./errors.js";
import type { EventBase } from "./event.js";
import { idReason, lookupKey } from "./lookup.js";
import { planRead, type ReadOptions, readKeys } from "./read.js";
import type { RetryPolicy } from "./retry.js";
import type { EventTable } from "./storage/table.js";

/** One stream: the history of what its ids name. */
export interface EventStream<Event> {
  /**
   * The stream's events, oldest first unless `order` says otherwise.
   *
   * Costs a request for each event type of the stream, and for each further MB of a type.
   *
   * @throws InvalidQuestionError - before any call.
   */
  read(options?: ReadOptions): Promise<StreamSlice<Event>>;
}

/** What was read of a stream. */
export interface StreamSlice<Event> {
  readonly events: Event[];
}

type PickStream = (ids: Readonly<Record<string, unknown>>) => EventStream<EventBase>;

/** A function for each stream of the schema, under its own name. */
export function createStreams(
  descriptor: PlainDescriptor,
  table: EventTable,
  defaults: { readonly consistentRead: boolean; readonly retry: RetryPolicy },
): Readonly<Record<string, PickStream>> {
  const streams = Object.entries(descriptor.streams).map(([name, stream]) => {
    const pick: PickStream = (ids) => {
      const pks = streamKeys(descriptor, stream, ids);
      return {
        async read(options = {}) {
          return { events: await readKeys(table, pks, planRead(options, defaults)) };
        },
      };
    };
    return [name, pick] as const;
  });
  return Object.fromEntries(streams);
}

function streamKeys(
  descriptor: PlainDescriptor,
  stream: StreamDescriptor,
  given: Readonly<Record<string, unknown>>,
): string[] {
  const ids = stream.by.map((modelKey) => {
    const reason = idReason(given?.[modelKey]);
    if (reason !== undefined) {
      throw new InvalidQuestionError(`Stream "${stream.name}": "${modelKey}" ${reason}.`);
    }
    return [modelKey, given[modelKey] as string] as const;
  });
  return stream.events.map((type) => lookupKey(descriptor, type, ids));
}
