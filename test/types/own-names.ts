// Names as their owner has them: camelCase ids, stored types, groups, lists of ids, required
// metadata. Compiled, never run: see saving.ts.
import {
  type Base,
  type CartConfirmed,
  type CartsEventClient,
  CartsEventTypes,
  type CartsMetadata,
  cartsDataSchemas,
  type ProductItem,
  type ProductItemAdded,
} from "../../schemas-example/cart/events.generated.js";
import {
  type HotelEventClient,
  HotelEventTypes,
} from "../../schemas-example/hotel/events.generated.js";
import { exactly } from "./equal.js";

declare const carts: CartsEventClient;
declare const hotel: HotelEventClient;

const { PRODUCT_ITEM_ADDED, CART_CONFIRMED } = CartsEventTypes;
const base: Base = { shoppingCartId: "c", occurredAt: "2026-01-31T12:00:00Z" };
const item: ProductItem = { productId: "p", quantity: 1, unitPrice: "12.50" };
const metadata: CartsMetadata = { clientId: "web" };

export async function itReturnsTheEventUnderItsStoredType(): Promise<void> {
  const data = { ...base, ...item };
  const saved = await carts.saveEvent({ type: PRODUCT_ITEM_ADDED, data, metadata });
  exactly<ProductItemAdded>()(saved);
  exactly<string>()(saved.metadata.clientId);
  exactly<string | undefined>()(saved.metadata.correlationId);
  exactly<ProductItemAdded>()(
    await carts.saveEvent({ type: "ProductItemAddedToShoppingCart", data, metadata }),
  );
  // @ts-expect-error the event's name, and not the type that is stored
  await carts.saveEvent({ type: "PRODUCT_ITEM_ADDED", data, metadata });
  cartsDataSchemas[PRODUCT_ITEM_ADDED]["~standard"].validate(data);
}

export async function metadataIsRequired(): Promise<void> {
  const data = { ...base, total: "12.50" };
  // @ts-expect-error no metadata, of which some is required
  await carts.saveEvent({ type: CART_CONFIRMED, data });
  // @ts-expect-error metadata without what is required
  await carts.saveEvent({ type: CART_CONFIRMED, data, metadata: { correlationId: "x" } });
  // @ts-expect-error one event of several without metadata
  await carts.saveEvents([{ type: CART_CONFIRMED, data }]);
}

export async function fieldsOfGroupsAreFieldsOfData(event: CartConfirmed): Promise<void> {
  const fields: Base = event.data;
  exactly<string>()(fields.shoppingCartId);
  exactly<string>()(event.data.total);
  // @ts-expect-error a field of a group is missing
  await carts.saveEvent({ type: CART_CONFIRMED, data: { total: "1" }, metadata });
  const data = { ...base, total: "1", more: 1 };
  // A spread hides a field that no group has; the runtime refuses it.
  await carts.saveEvent({ type: CART_CONFIRMED, data, metadata });
  await carts.saveEvent({
    type: CART_CONFIRMED,
    // @ts-expect-error a field that neither the event nor a group has
    data: { shoppingCartId: "c", occurredAt: "t", total: "1", more: 1 },
    metadata,
  });
}

export async function idsHaveTheSuffixOfTheSchema(): Promise<void> {
  const eventType = PRODUCT_ITEM_ADDED;
  exactly<ProductItemAdded[]>()(
    await carts.getLatestEvents({ eventType, modelKey: "productId", modelId: "p" }),
  );
  // @ts-expect-error no event has this id
  await carts.getLatestEvents({ eventType, modelKey: "product_id", modelId: "p" });
  const { head } = await carts.streams.shoppingCart({ shoppingCartId: "c" }).read();
  exactly<number>()(head.revision);
  // @ts-expect-error the id of another stream
  carts.streams.shoppingCart({ productId: "p" });
}

export async function aListOfIdsIsAListOfStrings(): Promise<void> {
  const type = HotelEventTypes.GROUP_CHECKED_OUT;
  const at = "2026-01-31T10:30";
  const { data } = await hotel.saveEvent({
    type,
    data: { groupId: "g", guestStayIds: ["s", "t"], at },
  });
  exactly<string[]>()(data.guestStayIds);
  // @ts-expect-error one id
  await hotel.saveEvent({ type, data: { groupId: "g", guestStayIds: "s", at } });
  hotel.streams.guestStay({ guestStayId: "s" });
}
