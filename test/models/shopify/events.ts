import { type ShopifyEventInput, ShopifyEventTypes as Types } from "./events.generated.js";

const order = {
  shop_id: "tea.myshopify.com",
  admin_graphql_api_id: "gid://shopify/Order/820982911946154508",
  total_price: "403.00",
  created_at: "2026-01-31T12:00:00-05:00",
};

export const events: readonly ShopifyEventInput[] = [
  {
    type: Types.ORDERS_CREATE,
    data: {
      ...order,
      order_id: "820982911946154508",
      app_id: "580111",
      checkout_id: "25602235976",
      location_id: "487838322",
      user_id: "711943",
      note_attributes: [{ name: "gift", value: "yes" }],
      line_items: [
        { product_id: 788032119674292, variant_id: 49148385, quantity: 1, sku: "TEA-1" },
      ],
      product_ids: ["788032119674292"],
      variant_ids: ["49148385"],
    },
  },
  {
    type: Types.ORDERS_CREATE,
    data: {
      ...order,
      order_id: "820982911946154509",
      checkout_id: "25602235977",
      note_attributes: [],
      line_items: [],
      product_ids: ["788032119674292", "788032119674293"],
      variant_ids: [],
    },
  },
];
