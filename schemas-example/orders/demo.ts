/** A save arrives at a projection: the change stream of a local engine, and two consumers of it. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { createEventTable, observe } from "ddb-pattern-runtime";
import { dynamoDBCheckpoints } from "ddb-pattern-runtime/consumers";
import { runConsumer } from "ddb-pattern-runtime/runner";
import { connect } from "../../test/engines/connect.js";
import type { Engine } from "../../test/engines/engine.js";
import { runDemo } from "../../test/engines/run-demo.js";
import { createOrdersEventClient } from "./events.generated.js";
import { order, pay } from "./order.js";
import { customerOverview } from "./overview.js";
import { orderOfTeapots } from "./program.js";
import { type Carrier, createShipping } from "./shipping.js";

const EVENTS = `orders-${Date.now()}`;
const ITEMS = `${EVENTS}-items`;

async function demo({ endpoint }: Engine): Promise<void> {
  const { client, documents } = connect(endpoint);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const streams = new DynamoDBStreamsClient({ endpoint, region: "local", credentials });
  await createEventTable(client, EVENTS, { stream: true });
  await createEventTable(client, ITEMS);
  const checkpoints = dynamoDBCheckpoints(documents, ITEMS);

  const overview = customerOverview.connect(documents, ITEMS, { events: { tableName: EVENTS } });
  const shipping = createShipping(carrier, { client: documents, tableName: EVENTS, checkpoints });
  const end = new AbortController();
  const { signal } = end;
  const source = { streams, client: documents, tableName: EVENTS, checkpoints, signal };
  const running = [overview, shipping].map((each) => runConsumer(each, { ...source, pollMs: 50 }));
  const stop = observe("ddb-pattern:save", ({ eventTypes }) => print("saved", ...eventTypes));

  const orders = createOrdersEventClient(documents, EVENTS);
  const ids = { order_id: randomUUID(), customer_id: randomUUID() };
  await orders.saveEvent(orderOfTeapots(ids));
  const paid = { amount: 2500, currency: "EUR" } as const;
  const payment = { paid, method: "card", paid_at: new Date().toISOString() } as const;
  await orders.streams.order({ order_id: ids.order_id }).decide(order, pay(ids.order_id, payment));

  for (let seen = ""; seen !== "1 order, 0 open, 2500 paid"; await wait(20)) {
    const item = await overview.get(ids.customer_id);
    const now = item && `${item.orders} order, ${item.open} open, ${item.paid} paid`;
    if (now === undefined || now === seen) continue;
    print("overview", now);
    seen = now;
  }
  const { events } = await overview.lag();
  print("lag", `${events} events`);
  stop();
  end.abort();
  await Promise.all(running);
}

const carrier: Carrier = {
  async book(_, order_id) {
    print("carrier", "books a parcel");
    return { parcel_id: `DK-${order_id.slice(0, 4)}` };
  },
  async giveUp() {},
};

function print(name: string, ...values: readonly string[]): void {
  process.stdout.write(`${name.padEnd(9)} ${values.join(", ")}\n`);
}

await runDemo(demo);
