import {
  type ShoppingCartEventInput,
  ShoppingCartEventTypes as Types,
} from "./events.generated.js";

export const events: readonly ShoppingCartEventInput[] = [
  {
    type: Types.PRODUCT_ITEM_ADDED,
    data: { shoppingCartId: "cart-1", clientId: "ada", addedAt: "2026-01-31T12:00:00Z" },
  },
  {
    type: Types.SHOPPING_CART_CONFIRMED,
    data: { shoppingCartId: "cart-1", confirmedAt: "2026-01-31T12:02:00Z" },
  },
];
