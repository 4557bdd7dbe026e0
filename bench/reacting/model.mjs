/** The events of the benchmark: orders that are placed, paid and shipped; and records of them. */
import { randomUUID } from "node:crypto";
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  createOrdersEventClient,
  OrdersEventTypes,
} from "../../schemas-example/orders/events.generated.ts";

export const EVENTS_PER_ORDER = 4;
/** The orders whose events mingle. */
const OPEN_ORDERS = 200;
const PRICE = { amount: 1250, currency: "EUR" };

/** Saves events of many orders and customers. */
export async function saveOrders(documents, tableName, count) {
  const orders = createOrdersEventClient(documents, tableName, { validate: "off" });
  for (let done = 0; done < count; ) {
    const size = Math.min(OPEN_ORDERS, Math.ceil((count - done) / EVENTS_PER_ORDER));
    const ids = Array.from({ length: size }, () => {
      return { order_id: randomUUID(), customer_id: randomUUID() };
    });
    const events = [placed, paid, shipped, lost].flatMap((make) => ids.map(make));
    const outcomes = await orders.saveEvents(events, { atomic: false });
    if (outcomes.some(({ status }) => status !== "saved"))
      throw new Error("An event is not saved.");
    done += events.length;
  }
}

const placed = (ids) => {
  return {
    type: OrdersEventTypes.ORDER_PLACED,
    data: {
      ...ids,
      lines: [
        { sku: "TEAPOT-1", quantity: 2, price: PRICE },
        { sku: "CUP-7", quantity: 6, price: PRICE },
      ],
      total: { amount: 10_000, currency: "EUR" },
      ship_to: { lines: ["12 Harbour Lane"], postcode: "7000", country: "DK" },
      attributes: { channel: "newsletter" },
    },
  };
};
const paid = (ids) => {
  const paid_at = new Date().toISOString();
  const data = { ...ids, paid: { amount: 10_000, currency: "EUR" }, method: "card", paid_at };
  return { type: OrdersEventTypes.ORDER_PAID, data };
};
const shipped = (ids) => {
  const data = { ...ids, parcel_id: "DK-4711", tracking: null };
  return { type: OrdersEventTypes.ORDER_SHIPPED, data };
};
const lost = (ids) => ({ type: OrdersEventTypes.ORDER_LOST, data: ids });

/** The items of a table as the records that Lambda gets of them, in the order of the saves. */
export async function recordsOf(client, tableName) {
  const items = [];
  let ExclusiveStartKey;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey }));
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  items.sort((a, b) => (a.id.S < b.id.S ? -1 : a.id.S > b.id.S ? 1 : 0));
  return items.map((NewImage, index) => {
    return {
      eventID: String(index),
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      dynamodb: {
        Keys: { pk: NewImage.pk, sk: NewImage.sk },
        NewImage,
        SequenceNumber: String(index + 1).padStart(21, "0"),
        ApproximateCreationDateTime: Date.now() / 1000,
        StreamViewType: "NEW_IMAGE",
      },
    };
  });
}

/** The batches in which Lambda delivers records. */
export function batchesOf(records, size) {
  const batches = [];
  for (let start = 0; start < records.length; start += size) {
    batches.push({ Records: records.slice(start, start + size) });
  }
  return batches;
}
