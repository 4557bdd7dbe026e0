import { createOrdersProjection } from "./events.generated.js";

/** What the shop's staff sees of a customer: one item of the projection. */
export interface CustomerOverview {
  /** The orders that the customer placed. */
  readonly orders: number;
  /** Those that are neither shipped nor cancelled. */
  readonly open: number;
  /** What the customer paid, in cents. */
  readonly paid: number;
}

const NEW_CUSTOMER: CustomerOverview = { orders: 0, open: 0, paid: 0 };

/**
 * Counts the orders of each customer. The orders of a customer are many streams, and an item gets their
 * events in any order, so the functions only add and subtract.
 */
export const customerOverview = createOrdersProjection<CustomerOverview>({
  name: "customers",
  version: 1,
  key: ({ data }) => data.customer_id,
  handlers: {
    ORDER_PLACED: (item = NEW_CUSTOMER) => {
      return { ...item, orders: item.orders + 1, open: item.open + 1 };
    },
    ORDER_PAID: (item = NEW_CUSTOMER, { data }) => {
      return { ...item, paid: item.paid + data.paid.amount };
    },
    ORDER_SHIPPED: (item = NEW_CUSTOMER) => ({ ...item, open: item.open - 1 }),
    ORDER_CANCELLED: (item = NEW_CUSTOMER) => ({ ...item, open: item.open - 1 }),
  },
});
