-- The orders of a shop.
CREATE TABLE orders (
  order_id uuid PRIMARY KEY
);
