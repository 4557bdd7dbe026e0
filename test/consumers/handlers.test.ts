import { newEventId } from "ddb-pattern-runtime";
import { createConsumer } from "ddb-pattern-runtime/codegen/v1";
import { dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { expect, test } from "vitest";
import { asLambda, batchOf, changesOf, SHOP, type ShopTable, shopTable } from "./support.js";

/** An order that was placed, paid and noted, of a customer with a name. */
async function savedOrder({ shop }: ShopTable) {
  const ids = { order_id: newEventId(), customer_id: newEventId() };
  const { order_id, customer_id } = ids;
  await shop.saveEvent({ type: "CUSTOMER_NAMED", data: { customer_id, name: "Ada" } });
  await shop.saveEvent({ type: "ORDER_PLACED", data: { ...ids, total: 3 } });
  await shop.saveEvent({ type: "ORDER_PAID", data: { order_id, amount: 3 } });
  await shop.saveEvent({ type: "ORDER_NOTED", data: { order_id, note: "fragile" } });
  return ids;
}

test("a handler of an event type gets each event once, by its canonical copy", async () => {
  const table = await shopTable();
  const { customer_id, order_id } = await savedOrder(table);
  await table.shop.saveEvent({ type: "PAGE_VIEWED", data: { page_id: "home" } });
  const seen: unknown[] = [];
  const see = (event: unknown, { stream, revision }: { stream: unknown; revision: unknown }) => {
    seen.push([(event as { type: string }).type, stream, revision]);
  };
  const consumer = createConsumer(SHOP, { ORDER_PLACED: see, ORDER_PAID: see, PAGE_VIEWED: see });
  const records = (await changesOf(table)).map(asLambda);
  const answer = await dynamoDBStreamHandler(consumer)(batchOf(records));
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(seen.sort()).toEqual(
    [
      ["ORDER_PLACED", { name: "customer", ids: { customer_id } }, 2],
      ["ORDER_PAID", { name: "order", ids: { order_id } }, 2],
      ["PAGE_VIEWED", undefined, undefined],
    ].sort(),
  );
});
