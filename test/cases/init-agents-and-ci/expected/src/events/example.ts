import { createDocumentClient, newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { createOrdersEventClient, OrdersEventTypes } from "./events.generated";

const { AWS_ENDPOINT_URL_DYNAMODB, EVENTS_TABLE } = process.env;

/** The address of the table that `pnpm dev` starts. */
const LOCAL = AWS_ENDPOINT_URL_DYNAMODB ?? "http://127.0.0.1:8000";

/** The table in AWS that EVENTS_TABLE names; without it, the local one, or else one in memory. */
async function openTable() {
  if (EVENTS_TABLE !== undefined) return createDocumentClient();
  const request = fetch(LOCAL, { signal: AbortSignal.timeout(1000) });
  const isRunning = await request.then(
    () => true,
    () => false,
  );
  if (isRunning) {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    return createDocumentClient({ endpoint: LOCAL, region: "local", credentials });
  }
  console.log(`Nothing answers at ${LOCAL}, so these events are kept in memory.`);
  console.log("To keep them in a local table, run in another terminal: pnpm dev");
  return new MemoryTable();
}

async function main() {
  const orders = createOrdersEventClient(await openTable(), EVENTS_TABLE ?? "orders");
  const order_id = newEventId();
  await orders.saveEvent({
    type: OrdersEventTypes.ORDER_PLACED,
    data: { order_id, customer_id: newEventId(), total: "19.90" },
  });
  await orders.saveEvent({
    type: OrdersEventTypes.ORDER_PAID,
    data: { order_id, amount: "19.90" },
  });

  const { events } = await orders.streams.order({ order_id }).read();
  for (const { revision, type, data } of events) {
    console.log(`${revision} ${type} ${JSON.stringify(data)}`);
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
