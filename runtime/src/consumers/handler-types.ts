import type { WithRevision } from "../events/event.js";
import type { HandlerContext, StreamHandlerContext } from "./handlers-sink.js";

/**
 * The handlers of a consumer: functions by event type, which get each event once, and, in `streams`,
 * functions by consistent stream, which get all events of the stream, in the order of its revisions. An event type
 * that is in several consistent streams comes in the order of the one that has its canonical copy: use `streams`
 * where the order of two event types matters. The consumer waits for a promise that a handler returns.
 *
 * @typeParam EventMap - The events by type.
 * @typeParam Streams - The events of each consistent stream by its member of the client.
 */
export type ConsumerHandlers<EventMap, Streams> = {
  readonly [Type in keyof EventMap]?: (event: EventMap[Type], context: HandlerContext) => unknown;
} & {
  readonly streams?: {
    readonly [Member in keyof Streams]?: (
      event: WithRevision<Streams[Member]>,
      context: StreamHandlerContext,
    ) => unknown;
  };
};
