import type { EventStream, PlainEvent } from "ddb-pattern-runtime";
import {
  consistentStreams,
  createEventClient,
  type Descriptor,
} from "ddb-pattern-runtime/codegen/v1";

/**
 * A shop: events of one consistent stream, of two, and of none. The canonical copy of ORDER_PLACED is in
 * the stream of its customer, so the stream of the order has no canonical copy of it.
 */
export const SHOP = {
  codegen: 1,
  name: "Shop",
  events: {
    CUSTOMER_NAMED: { lookups: [], data: { customer_id: "string", name: "string" } },
    ORDER_PLACED: {
      lookups: [["customer_id"]],
      data: { order_id: "string", customer_id: "string", total: "integer" },
    },
    ORDER_PAID: { lookups: [], data: { order_id: "string", amount: "integer" } },
    ORDER_NOTED: { lookups: [], data: { order_id: "string", note: "string" } },
    PAGE_VIEWED: { lookups: [[], ["page_id"]], data: { page_id: "string" } },
  },
  streams: {
    customer: {
      name: "customer",
      by: ["customer_id"],
      events: ["CUSTOMER_NAMED", "ORDER_PLACED"],
      consistent: true,
    },
    order: {
      name: "order",
      by: ["order_id"],
      events: ["ORDER_PLACED", "ORDER_PAID", "ORDER_NOTED"],
      consistent: true,
    },
    pageViews: { name: "page_views", by: ["page_id"], events: ["PAGE_VIEWED"] },
  },
} as const satisfies Descriptor;

interface ShopInput {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

export interface ShopClient {
  saveEvent(event: ShopInput): Promise<PlainEvent>;
  saveEvents(events: readonly ShopInput[]): Promise<PlainEvent[]>;
  readonly streams: { readonly [member: string]: (ids: object) => EventStream<PlainEvent> };
}

export function shopClient(
  documents: Parameters<typeof createEventClient>[1],
  tableName: string,
  descriptor: Descriptor = SHOP,
  options: Parameters<typeof createEventClient>[3] = {},
  versions?: Parameters<typeof createEventClient>[5],
): ShopClient {
  return createEventClient<ShopClient>(
    descriptor,
    documents,
    tableName,
    options,
    consistentStreams,
    versions,
  );
}
