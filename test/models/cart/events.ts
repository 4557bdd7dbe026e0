import {
  type ShoppingCartEventInput,
  ShoppingCartEventTypes as Types,
} from "./events.generated.js";

const shoppingCartId = "cart-1";
const productItem = { productId: "tea", quantity: 2, price: 12.5 };

export const events: readonly ShoppingCartEventInput[] = [
  {
    type: Types.PRODUCT_ITEM_ADDED_TO_SHOPPING_CART,
    data: { shoppingCartId, productItem, addedAt: "2026-01-31T12:00:00Z" },
  },
  {
    type: Types.PRODUCT_ITEM_REMOVED_FROM_SHOPPING_CART,
    data: { shoppingCartId, productItem, removedAt: "2026-01-31T12:01:00Z" },
  },
  {
    type: Types.SHOPPING_CART_CONFIRMED,
    data: { shoppingCartId, confirmedAt: "2026-01-31T12:02:00Z" },
  },
];
