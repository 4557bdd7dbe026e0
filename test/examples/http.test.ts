import { newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { beforeEach, expect, test } from "vitest";
import {
  createStoreEventClient,
  type StoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import { createPriceApi } from "../../schemas-example/store/http.js";

let store: StoreEventClient;
let post: (body: unknown) => Promise<Response>;

beforeEach(() => {
  store = createStoreEventClient(new MemoryTable(), "events");
  const app = createPriceApi(store);
  post = async (body) =>
    app.request("/prices/lowered", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
});

test("Hono's validator takes a data schema and hands over typed data", async () => {
  const ids = { store_id: newEventId(), product_id: newEventId() };
  const response = await post({ ...ids, price: 75 });
  expect(response.status).toBe(201);
  const latest = await store.getLatestEvent({
    eventType: StoreEventTypes.PRICE_LOWERED,
    partitionId: ids.store_id,
  });
  expect(latest).toMatchObject({
    ...((await response.json()) as object),
    data: { ...ids, price: 75 },
  });
});

test("input that breaks the schema is answered with 400, every failing path, and no value", async () => {
  const response = await post({ store_id: "not a ulid", price: "secret", extra: 1 });
  expect(response.status).toBe(400);
  const text = await response.text();
  const { issues } = JSON.parse(text) as { issues: { path: string[]; message: string }[] };
  expect(issues.map(({ path }) => path.join("."))).toEqual([
    "store_id",
    "price",
    "extra",
    "product_id",
  ]);
  expect(text).not.toContain("secret");
});
