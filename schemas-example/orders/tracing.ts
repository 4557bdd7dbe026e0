/**
 * Maps what the runtime publishes to spans of OpenTelemetry. Copy it, and change it as you like: the
 * runtime knows channels of Node, and no library for tracing.
 */
import {
  type Attributes,
  context,
  type Link,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { type ErrorSummary, observe, type Timing } from "ddb-pattern-runtime";

const tracer = trace.getTracer("orders");

/** Begins to make spans. Returns a function that ends it. */
export function traceEventStore(): () => void {
  const stops = [
    observe("ddb-pattern:save", (save) => {
      record("save", SpanKind.PRODUCER, save, {
        ...tableOf(save.tableName),
        "event.types": [...save.eventTypes],
        "event.ids": [...save.eventIds],
        "save.attempts": save.attempts,
        "save.outcome": save.outcome,
      });
    }),
    observe("ddb-pattern:read", (read) => {
      record(`read ${read.stream ?? read.eventTypes.join(", ")}`, SpanKind.CLIENT, read, {
        ...tableOf(read.tableName),
        "read.events": read.events,
        "read.requests": read.requests,
      });
    }),
    observe("ddb-pattern:decide", (decide) => {
      record(`decide ${decide.stream}`, SpanKind.INTERNAL, decide, {
        ...tableOf(decide.tableName),
        "event.types": [...decide.eventTypes],
        "decide.attempts": decide.attempts,
      });
    }),
    observe("ddb-pattern:consumer.batch", (batch) => {
      record(`handle batch of ${batch.consumer ?? "events"}`, SpanKind.CONSUMER, batch, {
        "batch.records": batch.records,
        "batch.events": batch.events,
        "batch.duplicates": batch.duplicates,
        "batch.filled": batch.filled,
        "batch.failed": batch.failed,
      });
    }),
    // Conflicts and retries have no duration: they are events of the caller's span.
    observe("ddb-pattern:conflict", ({ stream, expectedRevision }) => {
      trace.getActiveSpan()?.addEvent("conflict", { stream, expectedRevision });
    }),
    observe("ddb-pattern:retry", ({ operation, reason, attempt }) => {
      trace.getActiveSpan()?.addEvent("retry", { operation, reason, attempt });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** Makes a span of something that has ended, below the caller's span. */
function record(
  name: string,
  kind: SpanKind,
  { startedAt, durationMs, error }: Timing & { readonly error?: ErrorSummary },
  attributes: Attributes,
): void {
  const span = tracer.startSpan(name, { kind, startTime: startedAt, attributes });
  if (error !== undefined) {
    span.setAttribute("error.type", error.code ?? error.name);
    span.setStatus({ code: SpanStatusCode.ERROR, message: error.message ?? error.name });
  }
  span.end(startedAt + durationMs);
}

function tableOf(tableName: string): Attributes {
  return { "db.system.name": "aws.dynamodb", "db.collection.name": tableName };
}

/** The metadata by which handlers find the span of the writer; nothing outside of a span. */
export function traceMetadata(): { traceparent?: string } {
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  const { traceparent } = carrier;
  return traceparent === undefined ? {} : { traceparent };
}

interface TracedEvent {
  readonly type: string;
  readonly metadata?: { readonly traceparent?: string };
}

/**
 * Makes a handler of a consumer that runs in a span of its own. The span is linked to the writer's and
 * not below it: it may begin days later, and one batch has events of many writers.
 */
export function traced<Event extends TracedEvent, Context>(
  handle: (event: Event, context: Context) => Promise<void>,
): (event: Event, context: Context) => Promise<void> {
  return (event, handlerContext) => {
    const options = { kind: SpanKind.CONSUMER, links: linksTo(event) };
    return tracer.startActiveSpan(`handle ${event.type}`, options, async (span) => {
      try {
        await handle(event, handlerContext);
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  };
}

function linksTo({ metadata = {} }: TracedEvent): Link[] {
  const writer = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, metadata));
  return writer === undefined ? [] : [{ context: writer }];
}
