/** The event types of `events.yaml`, which all contenders save. */
export const TYPES = [
  "PRICE_LOWERED",
  "PRICE_RAISED",
  "PRODUCT_ADDED",
  "PRODUCT_REMOVED",
  "STOCK_COUNTED",
];

export const TABLE = "events";

export const STORE = "01JA8B7897ECZ47ZYM351HVBKB";

export function newEvent(type) {
  return {
    type,
    data: { store_id: STORE, product_id: "01JA8B75A0NTKHTDPP7Q1W7Q35", price: 100.5 },
  };
}

/** The keys of the three copies. */
export function keysOf({ type, data: { store_id, product_id } }) {
  return [
    type,
    `STORE::${store_id}::${type}`,
    `STORE::${store_id}::PRODUCT::${product_id}::${type}`,
  ];
}

export function byId(a, b) {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
