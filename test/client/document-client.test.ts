import { createDocumentClient, newEventId } from "ddb-pattern-runtime";
import { expect, inject, test } from "vitest";
import {
  createStoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import { testTable } from "./support.js";

const LOCAL = {
  region: "local",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
} as const;

test("logs only to the configured logger", () => {
  const silent = createDocumentClient(LOCAL).config.logger;
  expect(Object.values(console)).not.toContain(silent.info);
  const { trace, debug, info, warn, error } = console;
  const logger = { trace, debug, info, warn, error };
  expect(createDocumentClient({ ...LOCAL, logger }).config.logger).toBe(logger);
});

test("saves and reads", async () => {
  const { tableName } = await testTable();
  const documents = createDocumentClient({ ...LOCAL, endpoint: inject("endpoint") });
  const store = createStoreEventClient(documents, tableName);
  const data = { store_id: newEventId(), product_id: newEventId(), price: 1 };
  const saved = await store.saveEvent({ type: StoreEventTypes.PRICE_LOWERED, data });
  const found = await store.getLatestEvent({
    eventType: StoreEventTypes.PRICE_LOWERED,
    partitionId: data.store_id,
  });
  expect(found).toEqual(saved);
});
