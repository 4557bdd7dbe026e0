import { newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { createOrdersEventClient, OrdersEventTypes } from "./events.generated";

// A table in memory keeps the rules of DynamoDB, errors included: no engine is needed.
test("an order that is placed and paid has both events", async () => {
  const orders = createOrdersEventClient(new MemoryTable(), "orders");
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
  const types: string[] = events.map(({ type }) => type);
  expect(types).toEqual(["ORDER_PLACED", "ORDER_PAID"]);
});
