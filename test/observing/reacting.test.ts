import { randomUUID } from "node:crypto";
import { dynamoDBStreamHandler, MemoryCheckpoints } from "ddb-pattern-runtime/consumers";
import { rebuild } from "ddb-pattern-runtime/projections";
import { expect, test } from "vitest";
import {
  createOrdersEventClient,
  createOrdersEventConsumer,
  createOrdersProjection,
  foldOrder,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.js";
import { orderOfTeapots } from "../../schemas-example/orders/program.js";
import { SECRET } from "../client/support.js";
import { asLambda, changesOf, plainTable, shopTable } from "../consumers/support.js";
import { CHANNELS, listen, messagesOf } from "./support.js";

interface State {
  readonly note: string;
  readonly events: number;
}

const count = (state: State): State => ({ ...state, events: state.events + 1 });

/** A fold whose state, and whose snapshots, are secret. */
const order = foldOrder<State>({
  initial: { note: SECRET, events: 0 },
  ORDER_PLACED: count,
  ORDER_PAID: count,
  ORDER_SHIPPED: count,
  ORDER_CANCELLED: count,
  ORDER_LOST: count,
  snapshots: { name: "secret", version: 1, every: 1 },
});

/** Fails with a secret. */
function fail(): never {
  throw Object.assign(new Error(SECRET), { name: SECRET });
}

test("no message about deciding, consumers and projections has data, metadata or a state", async () => {
  const table = await shopTable();
  const { documents: client, tableName } = table;
  const items = await plainTable(table);
  const orders = createOrdersEventClient(client, tableName);
  const heard = listen(...CHANNELS);
  const ids = { order_id: randomUUID(), customer_id: randomUUID() };
  const { type, data } = orderOfTeapots(ids);
  const placed = { ...data, attributes: { [SECRET]: SECRET } };
  await orders.saveEvent({ type, data: placed, metadata: { traceparent: SECRET } });

  const stream = orders.streams.order({ order_id: ids.order_id });
  const shipped = { ...ids, parcel_id: SECRET, tracking: null };
  await stream.decide(order, () => [{ type: OrdersEventTypes.ORDER_SHIPPED, data: shipped }]);
  await stream.decide(order, () => []);
  await expect(stream.decide(order, fail)).rejects.toThrow(SECRET);

  const batch = { Records: (await changesOf(table)).map(asLambda) };
  const onError = () => {};
  const consumer = createOrdersEventConsumer(
    { ORDER_PLACED: fail, ORDER_SHIPPED: fail },
    {
      name: "secrets",
      checkpoints: new MemoryCheckpoints(),
      client,
      tableName,
      attempts: 1,
      onParked: (event) => event.type === OrdersEventTypes.ORDER_SHIPPED && fail(),
    },
  );
  await dynamoDBStreamHandler(consumer, { onError })(batch);

  const projection = (version: number, handler: () => State) =>
    createOrdersProjection<State>({
      name: "secrets",
      version,
      key: () => SECRET,
      handlers: { ORDER_PLACED: handler, ORDER_SHIPPED: handler },
    }).connect(client, items, { events: { tableName } });
  await dynamoDBStreamHandler(projection(1, fail), { onError })(batch);
  const good = projection(2, () => ({ note: SECRET, events: 1 }));
  await rebuild(good);
  await good.lag();

  const channels = new Set(heard.map(({ channel }) => channel));
  const missing = CHANNELS.filter((channel) => !channels.has(channel));
  expect(missing).toEqual(["ddb-pattern:conflict", "ddb-pattern:retry"]);
  expect(messagesOf(heard, "ddb-pattern:consumer.parked")).toMatchObject([
    { consumer: "secrets", eventType: "ORDER_PLACED", stream: "order", error: { name: "Error" } },
  ]);
  expect(JSON.stringify(heard)).not.toContain(SECRET);
});
