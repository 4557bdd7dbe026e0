// Clients that add metadata.
import {
  type CartsEventClient,
  foldShoppingCart,
} from "../../schemas-example/cart/events.generated.js";
import type { OrdersEventClient } from "../../schemas-example/orders/events.generated.js";
import type { TodoEventClient } from "../../schemas-example/todo/events.generated.js";
import { exactly } from "./equal.js";

declare const carts: CartsEventClient;
declare const orders: OrdersEventClient;
declare const todo: TodoEventClient;

const data = { shoppingCartId: "s", occurredAt: "2026-01-02T03:04:05Z" };
const cancelled = { type: "ShoppingCartCancelled", data } as const;
const cart = foldShoppingCart<number>({
  initial: 0,
  ProductItemAddedToShoppingCart: (n) => n,
  ProductItemRemovedFromShoppingCart: (n) => n,
  ShoppingCartConfirmed: (n) => n,
  ShoppingCartCancelled: (n) => n,
});

export function metadataThatIsGivenIsOptional(): void {
  // @ts-expect-error the schema requires metadata
  void carts.saveEvent(cancelled);
  const by = carts.with({ metadata: { clientId: "c" } });
  void by.saveEvent(cancelled);
  void by.saveEvent({ ...cancelled, metadata: { correlationId: "x" } });
  void by.saveEvents([cancelled]);
  const stream = by.streams.shoppingCart({ shoppingCartId: "s" });
  void stream.decide(cart, () => [cancelled]);
  void stream.decide(cart, () => [{ ...cancelled, metadata: { correlationId: "x" } }]);
  void by.with({ metadata: { correlationId: "x" } }).saveEvent(cancelled);
  // @ts-expect-error an unknown field
  void by.saveEvent({ ...cancelled, metadata: { client: "c" } });
  // @ts-expect-error still the data of the event type
  void by.saveEvent({ ...cancelled, data: {} });
  // @ts-expect-error what the schema requires
  carts.with({ metadata: {} });
  // @ts-expect-error metadata is required by its own client still
  void carts.streams.shoppingCart({ shoppingCartId: "s" }).decide(cart, () => [cancelled]);
}

export async function aCauseIsAnEvent(): Promise<void> {
  const [event] = (await orders.streams.order({ order_id: "o" }).read()).events;
  if (event !== undefined) exactly<OrdersEventClient>()(orders.causedBy(event));
  exactly<OrdersEventClient>()(orders.with({ metadata: {} }));
  // @ts-expect-error no event
  orders.causedBy({});
  // @ts-expect-error the schema has no metadata
  void todo.with;
  // @ts-expect-error the schema has no metadata about causes
  void carts.causedBy;
}
