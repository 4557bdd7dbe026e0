import { sValidator } from "@hono/standard-validator";
import { Hono } from "hono";
import { type StoreEventClient, StoreEventTypes, storeDataSchemas } from "./events.generated.js";

/** An HTTP API that saves what it is sent, once the schema has accepted it. */
export function createPriceApi(store: StoreEventClient): Hono {
  const app = new Hono();
  app.post(
    "/prices/lowered",
    sValidator("json", storeDataSchemas.PRICE_LOWERED, ({ success, ...result }, context) => {
      if (success) return;
      return context.json({ issues: "error" in result ? result.error : [] }, 400);
    }),
    async (context) => {
      const data = context.req.valid("json");
      const { id } = await store.saveEvent({ type: StoreEventTypes.PRICE_LOWERED, data });
      return context.json({ id }, 201);
    },
  );
  return app;
}
