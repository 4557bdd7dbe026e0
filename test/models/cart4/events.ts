import {
  type ShoppingCartEventInput,
  ShoppingCartEventTypes as Types,
} from "./events.generated.js";

export const events: readonly ShoppingCartEventInput[] = ["cart-1", "cart-2"].map(
  (shoppingCartId) => ({
    type: Types.PRODUCT_ITEM_ADDED,
    data: { shoppingCartId, addedAt: "2026-01-31T12:00:00Z" },
  }),
);
