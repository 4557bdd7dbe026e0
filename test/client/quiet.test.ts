import { EventValidationError, StorageError } from "ddb-pattern-runtime";
import { afterEach, expect, test, vi } from "vitest";
import { cancel } from "../engines/proxy.js";
import { behindProxy, failureOf, priceLowered, storeOf, testTable } from "./support.js";

afterEach(() => vi.restoreAllMocks());

test("the client writes nothing to the console, even when calls fail", async () => {
  const faulty = await behindProxy(await testTable());
  const store = storeOf(faulty);
  // The SDK may warn once about this version of Node.
  await store.saveEvent(priceLowered());
  const spies = [
    ...(["debug", "error", "info", "log", "trace", "warn"] as const).map((method) =>
      vi.spyOn(console, method),
    ),
    vi.spyOn(process.stdout, "write"),
    vi.spyOn(process.stderr, "write"),
    vi.spyOn(process, "emitWarning"),
  ];

  const { store_id, product_id } = (await store.saveEvent(priceLowered())).data;
  await store.streams.productPrices({ store_id, product_id }).read();
  faulty.proxy.next(cancel("TransactionConflict", "None"));
  await store.saveEvent(priceLowered());
  await failureOf(store.saveEvent(priceLowered({ price: Number.NaN })), EventValidationError);
  const nowhere = storeOf({ ...faulty, tableName: "no-such-table" });
  await failureOf(nowhere.saveEvent(priceLowered()), StorageError);

  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  await faulty.close();
});
