import { publish, summarizeError } from "../observing/channel.js";
import type { DeliveredEvent } from "./sink.js";

/** A consumer or a projection, and the attempts after which it gave an event up. */
export interface ParkedBy {
  readonly consumer: string | undefined;
  readonly attempts: number;
}

/** Publishes that an event was parked. */
export function publishParked(
  { id, type, stream, revision }: DeliveredEvent,
  error: unknown,
  { consumer, attempts }: ParkedBy,
): void {
  publish("ddb-pattern:consumer.parked", () => ({
    ...(consumer === undefined ? {} : { consumer }),
    eventId: id,
    eventType: type,
    ...(stream === undefined ? {} : { stream: stream.name, ids: stream.ids }),
    ...(revision === undefined ? {} : { revision }),
    attempts,
    error: summarizeError(error),
  }));
}
