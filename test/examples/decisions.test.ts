import { randomUUID } from "node:crypto";
import { given } from "ddb-pattern-runtime/testing";
import { describe, test } from "vitest";
import { OrdersEventTypes } from "../../schemas-example/orders/events.generated.js";
import { cancel, OrderError, order, pay, ship } from "../../schemas-example/orders/order.js";
import { orderOfTeapots } from "../../schemas-example/orders/program.js";

const { ORDER_CANCELLED, ORDER_PAID, ORDER_SHIPPED } = OrdersEventTypes;
const order_id = randomUUID();
const ids = { order_id, customer_id: randomUUID() };
const payment = {
  paid: { amount: 2500, currency: "EUR" },
  method: "card",
  paid_at: "2026-05-01T12:00:00Z",
} as const;

const placed = orderOfTeapots(ids);
const paid = { type: ORDER_PAID, data: { ...ids, ...payment } } as const;
const shipped = {
  type: ORDER_SHIPPED,
  data: { ...ids, parcel_id: "DK-1", tracking: null },
} as const;
const cancelled = {
  type: ORDER_CANCELLED,
  data: { ...ids, reason: "customer", refund: null },
} as const;

describe("an order", () => {
  test("that is placed is paid", () => {
    given(order, [placed]).when(pay(order_id, payment)).then([paid]);
  });

  test("that is paid is not paid again", () => {
    given(order, [placed, paid]).when(pay(order_id, payment)).thenNothing();
  });

  test("that is cancelled is neither paid nor shipped", () => {
    given(order, [placed, cancelled]).when(pay(order_id, payment)).thenThrows(OrderError);
    given(order, [placed, cancelled]).when(ship(order_id, "DK-1")).thenThrows(OrderError);
  });

  test("that is paid is shipped, once", () => {
    given(order, [placed, paid]).when(ship(order_id, "DK-1")).then([shipped]);
    given(order, [placed, paid, shipped]).when(ship(order_id, "DK-2")).thenNothing();
  });

  test("that is not paid is not shipped", () => {
    given(order, [placed]).when(ship(order_id, "DK-1")).thenThrows(OrderError);
  });

  test("is cancelled until it is shipped", () => {
    given(order, [placed]).when(cancel(order_id)).then([cancelled]);
    given(order, [placed, paid]).when(cancel(order_id)).then([cancelled]);
    given(order, [placed, paid, shipped]).when(cancel(order_id)).thenThrows(OrderError);
  });

  test("owes nothing when it is paid", () => {
    given(order, [placed, paid]).thenState({
      status: "paid",
      customer_id: ids.customer_id,
      lines: placed.data.lines,
      owed: 0,
    });
  });
});
