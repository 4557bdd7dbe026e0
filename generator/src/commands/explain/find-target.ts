import { memberName } from "../../emit/typescript/names.js";
import type { EventModel, Model, StreamModel } from "../../model/model.js";

/** A part of a schema that has the name of an operand. */
export type Target =
  | { readonly kind: "event"; readonly model: Model; readonly event: EventModel }
  | { readonly kind: "stream"; readonly model: Model; readonly stream: StreamModel };

/**
 * The event types and streams of a name: an event type by its name in the schema, its stored type or an earlier one;
 * a stream by its name in the schema or in the client.
 */
export function findTargets(name: string, models: readonly Model[]): Target[] {
  return models.flatMap((model) => [
    ...model.events
      .filter((event) => namesOfEvent(event).includes(name))
      .map((event): Target => ({ kind: "event", model, event })),
    ...model.streams
      .filter((stream) => namesOfStream(stream).includes(name))
      .map((stream): Target => ({ kind: "stream", model, stream })),
  ]);
}

/** All names that {@link findTargets} knows. */
export function targetNames(models: readonly Model[]): string[] {
  return models.flatMap(({ events, streams }) => [
    ...events.flatMap(namesOfEvent),
    ...streams.flatMap(namesOfStream),
  ]);
}

function namesOfEvent({ type, storedType, aliases }: EventModel): string[] {
  return [type, storedType, ...aliases];
}

function namesOfStream(stream: StreamModel): string[] {
  return [stream.name, memberName(stream)];
}
