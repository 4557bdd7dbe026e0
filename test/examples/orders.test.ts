import { randomUUID } from "node:crypto";
import { dynamoDBCheckpoints, dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { expect, test } from "vitest";
import { createOrdersEventClient } from "../../schemas-example/orders/events.generated.js";
import { cancel, order, pay } from "../../schemas-example/orders/order.js";
import { customerOverview } from "../../schemas-example/orders/overview.js";
import { orderOfTeapots, ordersStory } from "../../schemas-example/orders/program.js";
import { type Carrier, createShipping } from "../../schemas-example/orders/shipping.js";
import {
  asLambda,
  changesOf,
  plainTable,
  type ShopTable,
  shopTable,
} from "../consumers/support.js";

/** The events of the table's change stream, as one batch of Lambda. */
async function batchOf(table: ShopTable) {
  return { Records: (await changesOf(table)).map(asLambda) };
}

/** An order that is paid, in a table with a change stream. */
async function paidOrder() {
  const table = await shopTable();
  const orders = createOrdersEventClient(table.documents, table.tableName);
  const ids = { order_id: randomUUID(), customer_id: randomUUID() };
  await orders.saveEvent(orderOfTeapots(ids));
  const stream = orders.streams.order({ order_id: ids.order_id });
  const paid = { amount: 2500, currency: "EUR" } as const;
  const payment = { paid, method: "card", paid_at: "2026-05-01T12:00:00Z" } as const;
  await stream.decide(order, pay(ids.order_id, payment));
  return { table, ids, stream };
}

/** A carrier that notes its calls. */
function notingCarrier() {
  const calls: string[] = [];
  const carrier: Carrier = {
    async book(key) {
      calls.push(`book ${key}`);
      return { parcel_id: `DK-${key}` };
    },
    async giveUp(parcel_id) {
      calls.push(`give up ${parcel_id}`);
    },
  };
  return { calls, carrier };
}

/** The function that ships orders, with checkpoints of its own. */
async function shippingHandler(table: ShopTable, carrier: Carrier) {
  const { documents: client, tableName } = table;
  const checkpoints = dynamoDBCheckpoints(client, await plainTable(table));
  return dynamoDBStreamHandler(createShipping(carrier, { client, tableName, checkpoints }));
}

test("the overview of a customer counts each order once, however often its records come", async () => {
  const table = await shopTable();
  const orders = createOrdersEventClient(table.documents, table.tableName);
  const { customer_id } = await ordersStory(orders);
  const overview = customerOverview.connect(table.documents, await plainTable(table), {
    events: { tableName: table.tableName },
  });
  const handle = dynamoDBStreamHandler(overview);
  const batch = await batchOf(table);
  for (let delivery = 0; delivery < 2; delivery++) {
    expect(await handle(batch)).toEqual({ batchItemFailures: [] });
  }
  expect(await overview.get(customer_id)).toEqual({ orders: 2, open: 0, paid: 5000 });
});

test("an order that is paid is shipped once, and the carrier gets one key", async () => {
  const { table, ids, stream } = await paidOrder();
  const { calls, carrier } = notingCarrier();
  const batch = await batchOf(table);
  const handle = await shippingHandler(table, carrier);
  await handle(batch);
  await handle(batch);
  // The checkpoints are lost.
  const again = await shippingHandler(table, carrier);
  expect(await again(batch)).toEqual({ batchItemFailures: [] });

  const { events } = await stream.read();
  const [, paid, shipped, ...others] = events;
  expect(calls).toEqual([`book ${paid?.id}`, `book ${paid?.id}`]);
  expect(shipped).toMatchObject({
    type: "ORDER_SHIPPED",
    data: { ...ids, parcel_id: `DK-${paid?.id}` },
    metadata: { causation_id: paid?.id, correlation_id: paid?.id },
  });
  expect(others).toEqual([]);
});

test("the parcel of an order that is cancelled in time is given up", async () => {
  const { table, ids, stream } = await paidOrder();
  await stream.decide(order, cancel(ids.order_id));
  const { calls, carrier } = notingCarrier();
  const handle = await shippingHandler(table, carrier);
  expect(await handle(await batchOf(table))).toEqual({ batchItemFailures: [] });

  const { events } = await stream.read();
  expect(events.map(({ type }) => type)).toEqual(["ORDER_PLACED", "ORDER_PAID", "ORDER_CANCELLED"]);
  expect(calls).toEqual([`book ${events[1]?.id}`, `give up DK-${events[1]?.id}`]);
});
