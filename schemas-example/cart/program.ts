import Big from "big.js";
import { newEventId } from "ddb-pattern-runtime";
import {
  type CartsEventClient,
  type CartsEventInput,
  CartsEventTypes,
  type CartsShoppingCartEvents,
  type ProductItem,
} from "./events.generated.js";

const { PRODUCT_ITEM_ADDED, PRODUCT_ITEM_REMOVED, CART_CONFIRMED, CART_CANCELLED } =
  CartsEventTypes;

/** A cart as the shop shows it: made from events, and never stored. */
export interface Cart {
  readonly status: "open" | "confirmed" | "cancelled";
  /** By product. */
  readonly quantities: ReadonlyMap<string, number>;
  readonly total: Big;
}

const EMPTY: Cart = { status: "open", quantities: new Map(), total: new Big(0) };

/** One step of a cart's history. */
export function apply(cart: Cart, event: CartsShoppingCartEvents): Cart {
  switch (event.type) {
    case PRODUCT_ITEM_ADDED:
      return withItem(cart, event.data, 1);
    case PRODUCT_ITEM_REMOVED:
      return withItem(cart, event.data, -1);
    case CART_CONFIRMED:
      return { ...cart, status: "confirmed" };
    case CART_CANCELLED:
      return { ...cart, status: "cancelled" };
  }
}

function withItem(cart: Cart, { productId, quantity, unitPrice }: ProductItem, sign: 1 | -1): Cart {
  const before = cart.quantities.get(productId) ?? 0;
  const quantities = new Map(cart.quantities).set(productId, before + sign * quantity);
  return { ...cart, quantities, total: cart.total.plus(new Big(unitPrice).times(sign * quantity)) };
}

/** Reads a cart, decides, and saves only if nothing happened to the cart in between. */
async function change(
  client: CartsEventClient,
  shoppingCartId: string,
  decide: (cart: Cart) => CartsEventInput | undefined,
): Promise<boolean> {
  const stream = client.streams.shoppingCart({ shoppingCartId });
  const { events, head } = await stream.read();
  const decision = decide(events.reduce(apply, EMPTY));
  if (decision === undefined) return false;
  await client.saveEvent(decision, { expect: [stream.unchangedSince(head)] });
  return true;
}

/** What the program found out. */
export interface CartStory {
  readonly isConfirmed: boolean;
  readonly isChangedAfterwards: boolean;
  readonly total: string | undefined;
  /** The types of the events, as they are stored. */
  readonly history: readonly string[];
  readonly timesTeapotWasAdded: number;
}

/** A client fills a cart, takes one thing out again, and orders the rest. */
export async function cartStory(client: CartsEventClient): Promise<CartStory> {
  const shoppingCartId = newEventId();
  const base = () => ({ shoppingCartId, occurredAt: new Date().toISOString() });
  const metadata = { clientId: "web-4711" };
  const teapots: ProductItem = { productId: newEventId(), quantity: 2, unitPrice: "12.50" };
  const cups: ProductItem = { productId: newEventId(), quantity: 3, unitPrice: "4.10" };

  for (const item of [teapots, cups]) {
    const data = { ...base(), ...item };
    await client.saveEvent({ type: PRODUCT_ITEM_ADDED, data, metadata });
  }
  const removeTeapot = () =>
    change(client, shoppingCartId, ({ status, quantities }) => {
      if (status !== "open" || (quantities.get(teapots.productId) ?? 0) < 1) return undefined;
      const data = { ...base(), ...teapots, quantity: 1 };
      return { type: PRODUCT_ITEM_REMOVED, data, metadata };
    });
  const confirm = () =>
    change(client, shoppingCartId, ({ status, quantities, total }) => {
      if (status !== "open" || quantities.size === 0) return undefined;
      return { type: CART_CONFIRMED, data: { ...base(), total: total.toFixed(2) }, metadata };
    });

  await removeTeapot();
  const isConfirmed = await confirm();
  const isChangedAfterwards = await removeTeapot();

  const { events } = await client.streams.shoppingCart({ shoppingCartId }).read();
  const confirmed = events.find((event) => event.type === CART_CONFIRMED);
  const added = await client.getLatestEvents({
    eventType: PRODUCT_ITEM_ADDED,
    modelKey: "productId",
    modelId: teapots.productId,
  });
  return {
    isConfirmed,
    isChangedAfterwards,
    total: confirmed?.data.total,
    history: events.map((event) => event.type),
    timesTeapotWasAdded: added.length,
  };
}
