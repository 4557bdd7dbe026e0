import type { EventBase } from "ddb-pattern-runtime";
import type { ProjectionDefinition } from "ddb-pattern-runtime/codegen/v1";
import type { ProjectionContext } from "ddb-pattern-runtime/projections";
import { descriptorOf, type PlainDescriptor } from "../client/descriptors.js";

/** Orders with a consistent stream each, and notes without one. */
export const PLAIN = {
  codegen: 1,
  name: "Shop",
  events: {
    PLACED: { ids: { order_id: "order_id", customer_id: null }, lookups: [] },
    PAID: { ids: { order_id: "order_id", customer_id: null }, lookups: [] },
    CANCELLED: { ids: { order_id: "order_id", customer_id: null }, lookups: [] },
    NOTED: { ids: { customer_id: "customer_id" }, lookups: [["customer_id"]] },
  },
  streams: {
    order: {
      name: "order",
      by: ["order_id"],
      events: ["PLACED", "PAID", "CANCELLED"],
      consistent: true,
    },
  },
} as const satisfies PlainDescriptor;

export const SHOP = descriptorOf(PLAIN);

interface OrderData {
  readonly order_id: string;
  readonly customer_id: string;
  readonly amount: number;
}

export interface ShopEventMap {
  PLACED: EventBase<"PLACED"> & { data: OrderData };
  PAID: EventBase<"PAID"> & { data: OrderData };
  CANCELLED: EventBase<"CANCELLED"> & { data: OrderData };
  NOTED: EventBase<"NOTED"> & { data: { readonly customer_id: string; readonly amount: number } };
}

/** What is known of one order. */
export interface OrderView {
  readonly order_id: string;
  readonly status: string;
  readonly paid: number;
  readonly revision: number;
  readonly events: number;
}

export type ShopDefinition<Item extends object> = ProjectionDefinition<ShopEventMap, Item>;

const order =
  (status: string) =>
  (
    item: OrderView | undefined,
    { data }: { readonly data: OrderData },
    { revision = 0 }: ProjectionContext,
  ): OrderView => {
    return {
      order_id: data.order_id,
      status,
      paid: (item?.paid ?? 0) + (status === "paid" ? data.amount : 0),
      revision,
      events: (item?.events ?? 0) + 1,
    };
  };

export const ORDERS: ShopDefinition<OrderView> = {
  name: "orders",
  version: 1,
  key: ({ data }) => ("order_id" in data ? data.order_id : undefined),
  handlers: { PLACED: order("placed"), PAID: order("paid"), CANCELLED: () => undefined },
};

/** What a customer has done: events of many streams, and of none. */
export interface CustomerView {
  readonly placed: number;
  readonly paid: number;
  readonly notes: number;
}

const NO_CUSTOMER: CustomerView = { placed: 0, paid: 0, notes: 0 };

export const CUSTOMERS: ShopDefinition<CustomerView> = {
  name: "customers",
  version: 1,
  key: ({ data }) => data.customer_id,
  handlers: {
    PLACED: (item = NO_CUSTOMER) => ({ ...item, placed: item.placed + 1 }),
    PAID: (item = NO_CUSTOMER, { data }) => ({ ...item, paid: item.paid + data.amount }),
    NOTED: (item = NO_CUSTOMER) => ({ ...item, notes: item.notes + 1 }),
  },
};
