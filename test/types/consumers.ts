// Consumers and projections.
import { createBillingEventConsumer } from "../../schemas-example/billing/2026/events.generated.js";
import {
  createOrdersEventConsumer,
  createOrdersProjection,
  type OrderPaid,
  type OrderPlaced,
  type OrdersEvents,
  type OrdersOrderEvents,
} from "../../schemas-example/orders/events.generated.js";
import { exactly } from "./equal.js";

export const consumer = createOrdersEventConsumer(
  {
    ORDER_PLACED: async (event, context) => {
      exactly<OrderPlaced>()(event);
      exactly<number | undefined>()(context.revision);
      await context.effect(() => event.data.total);
    },
    streams: {
      order: (event, context) => {
        exactly<OrdersOrderEvents & { readonly revision: number }>()(event);
        exactly<number>()(context.revision);
      },
    },
  },
  { attempts: 2, onParked: (event) => exactly<OrdersEvents>()(event) },
);

export function handlersAreOfTheSchema(): void {
  // @ts-expect-error no event type
  createOrdersEventConsumer({ ORDER_SENT: () => {} });
  // @ts-expect-error no consistent stream
  createOrdersEventConsumer({ streams: { customerOrders: () => {} } });
  // @ts-expect-error a name without checkpoints
  createOrdersEventConsumer({ ORDER_PLACED: () => {} }, { name: "orders" });
  // @ts-expect-error without the upcasters that events of earlier versions require
  createBillingEventConsumer({});
}

interface Row {
  readonly total: number;
}

export const totals = createOrdersProjection<Row>({
  name: "totals",
  version: 1,
  key: (event) => event.data.order_id,
  handlers: {
    ORDER_PLACED: (_, event) => ({ total: event.data.total.amount }),
    ORDER_PAID: (row, event) => {
      exactly<Row | undefined>()(row);
      exactly<OrderPaid>()(event);
      return { total: (row?.total ?? 0) - event.data.paid.amount };
    },
    ORDER_LOST: () => undefined,
  },
});

export function aProjectionIsOfTheSchema(): void {
  const definition = { name: "n", version: 1, key: () => "k" };
  // @ts-expect-error no event type
  createOrdersProjection<Row>({ ...definition, handlers: { ORDER_SENT: () => undefined } });
  // @ts-expect-error another item
  createOrdersProjection<Row>({ ...definition, handlers: { ORDER_PAID: () => ({ sum: 1 }) } });
}
