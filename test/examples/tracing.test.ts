import { randomUUID } from "node:crypto";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import {
  createOrdersEventClient,
  createOrdersEventConsumer,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.js";
import { traced, traceEventStore, traceMetadata } from "../../schemas-example/orders/tracing.js";
import { TABLES } from "../client/support.js";
import { asLambda, changesOf, shopTable } from "../consumers/support.js";

const exporter = new InMemorySpanExporter();
let stop: () => void;

beforeAll(() => {
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  stop = traceEventStore();
});

beforeEach(() => exporter.reset());

afterAll(() => {
  stop();
  for (const api of [trace, context, propagation]) api.disable();
});

/** Runs some work in a span, as a web server's instrumentation would. */
function inSpan<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  return trace.getTracer("test").startActiveSpan(name, async (span) => {
    try {
      return await work();
    } finally {
      span.end();
    }
  });
}

function spanOf(name: string) {
  const span = exporter.getFinishedSpans().find((each) => each.name === name);
  if (span === undefined) throw new Error(`There is no span ${name}.`);
  return span;
}

const lost = () => {
  return { order_id: randomUUID(), customer_id: randomUUID() };
};

test.each(TABLES)(
  "a save is a span below the caller's, and a handler's span is linked to the writer's: %s",
  async (_, open) => {
    const { documents, tableName } = await open();
    const orders = createOrdersEventClient(documents, tableName);
    const saved = await inSpan("POST /orders", () =>
      orders.saveEvent({
        type: OrdersEventTypes.ORDER_LOST,
        data: lost(),
        metadata: traceMetadata(),
      }),
    );
    const handle = traced(async () => {});
    await handle(saved, {});

    const [request, save, handler] = [
      spanOf("POST /orders"),
      spanOf("save"),
      spanOf("handle ORDER_LOST"),
    ];
    expect(save.parentSpanContext?.spanId).toBe(request.spanContext().spanId);
    expect(save.attributes).toMatchObject({
      "db.collection.name": tableName,
      "event.types": ["ORDER_LOST"],
      "event.ids": [saved.id],
      "save.outcome": "written",
    });
    expect(save.duration[0] * 1e9 + save.duration[1]).toBeGreaterThan(0);
    expect(handler.kind).toBe(SpanKind.CONSUMER);
    expect(handler.parentSpanContext).toBeUndefined();
    expect(handler.links.map((link) => link.context)).toMatchObject([
      {
        traceId: request.spanContext().traceId,
        spanId: request.spanContext().spanId,
      },
    ]);
  },
);

test.each(TABLES)("a conflict is an event of the caller's span: %s", async (_, open) => {
  const { documents, tableName } = await open();
  const orders = createOrdersEventClient(documents, tableName);
  const data = lost();
  const event = { type: OrdersEventTypes.ORDER_LOST as const, data };
  const order = orders.streams.order({ order_id: data.order_id });
  const { head } = await order.read();
  await orders.saveEvent(event);
  const save = () => orders.saveEvent(event, { expect: [order.unchangedSince(head)] });
  await expect(inSpan("POST /lost", save)).rejects.toThrow("was expected empty");

  expect(spanOf("POST /lost").events).toMatchObject([
    { name: "conflict", attributes: { stream: "order", expectedRevision: 0 } },
  ]);
  const failed = exporter.getFinishedSpans().filter(({ name }) => name === "save")[1];
  expect(failed?.status.code).toBe(SpanStatusCode.ERROR);
  expect(failed?.attributes).toMatchObject({ "error.type": "stream-conflict" });
  expect(spanOf("read order").attributes).toMatchObject({ "read.events": 0, "read.requests": 1 });
});

test("a handler's span is below that of its consumer's caller, and its batch is a span beside it", async () => {
  const table = await shopTable();
  const orders = createOrdersEventClient(table.documents, table.tableName);
  await inSpan("POST /orders", () =>
    orders.saveEvent({
      type: OrdersEventTypes.ORDER_LOST,
      data: lost(),
      metadata: traceMetadata(),
    }),
  );
  const consumer = createOrdersEventConsumer({ ORDER_LOST: traced(async () => {}) });
  const handle = dynamoDBStreamHandler(consumer);
  const Records = (await changesOf(table)).map(asLambda);
  await inSpan("Lambda", () => handle({ Records }));

  const { spanId } = spanOf("Lambda").spanContext();
  const [handler, batch] = [spanOf("handle ORDER_LOST"), spanOf("handle batch of events")];
  expect([handler, batch].map(({ parentSpanContext }) => parentSpanContext?.spanId)).toEqual([
    spanId,
    spanId,
  ]);
  expect(handler.links[0]?.context.spanId).toBe(spanOf("POST /orders").spanContext().spanId);
  expect(batch.attributes).toMatchObject({ "batch.records": 1, "batch.events": 1 });
});
