import { z } from "zod";

export const OrderPlaced = z.object({
  orderId: z.string(),
});
