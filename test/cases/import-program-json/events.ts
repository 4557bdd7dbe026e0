// No call and no enum: the types of the file that look like events are taken.
interface OrderPlaced {
  type: "OrderPlaced";
  data: { orderId: string; when: Date };
}
interface OrderPaid {
  type: "OrderPaid";
  data: { orderId: string; paymentID?: string };
}
interface Other {
  type: string;
  data: object;
}
export type { OrderPaid, OrderPlaced, Other };
