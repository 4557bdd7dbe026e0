import { StreamConflictError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type AccountIds,
  type BankClient,
  deposited,
  newAccount,
  numbered,
  opened,
} from "./bank.js";
import { failureOf } from "./failure.js";
import type { Open, OpenTable } from "./open-table.js";
import { lowered, newProduct, readings, type ShopClient, shopClient } from "./shop.js";

export function schemaSuite(open: Open): void {
  let table: OpenTable;
  let bank: BankClient;
  let shop: ShopClient;
  beforeAll(async () => {
    table = await open();
    bank = table.client();
    shop = shopClient(table);
  });

  describe("two schemas with different event types and streams", () => {
    /** An account and a product with the same id, in one table of both schemas. */
    function twins() {
      const account = newAccount();
      const product = newProduct();
      return {
        account: { ...account, bank_id: product.store_id, account_id: product.product_id },
        product,
      };
    }

    test("share one table, each with its own events and revisions", async () => {
      const { account, product } = twins();
      const deposits = [await bank.saveEvent(deposited(account))];
      const prices = [await shop.saveEvent(lowered(product))];
      deposits.push(...(await bank.saveEvents([opened(account), deposited(account)])));
      prices.push(await shop.saveEvent(lowered(product)));

      const stream = bank.streams.account(account);
      expect((await stream.read()).events).toEqual(numbered(deposits));
      for (const [name, read] of Object.entries(readings(shop, product))) {
        expect({ name, events: await read() }).toEqual({
          name,
          events: name === "getLatestEvent" ? prices.slice(-1) : prices,
        });
      }
      expect((await shop.streams.ledger(product).read()).head.revision).toBe(2);
    });

    test("can use conditions on each other's streams", async () => {
      const { account, product } = twins();
      await bank.saveEvent(opened(account));
      const stream = bank.streams.account(account);
      const { head } = await stream.read();
      const options = { expect: [stream.unchangedSince(head)] };
      await shop.saveEvent(lowered(product), options);
      const moved = await bank.saveEvent(opened(account));
      const error = await failureOf(shop.saveEvent(lowered(product), options), StreamConflictError);
      expect(error).toMatchObject({
        stream: "account",
        ids: { BANK: account.bank_id, ACCOUNT: account.account_id },
        foundEventId: moved.id,
      });
      expect(await readings(shop, product).getLatestEvents()).toHaveLength(1);
    });
  });

  describe("two tables", () => {
    const streamOf = (of: BankClient, ids: AccountIds) => of.streams.account(ids).read();

    test("share nothing, even with one SDK client", async () => {
      const other = (await table.another()).client();
      const ids = newAccount();
      const [here, there] = [
        await bank.saveEvents([opened(ids), opened(ids)]),
        await other.saveEvents([deposited(ids)]),
      ];
      expect((await streamOf(bank, ids)).events).toEqual(numbered(here));
      expect((await streamOf(other, ids)).events).toEqual(numbered(there));
      const query = { eventType: "DEPOSITED", partitionId: ids.bank_id };
      expect(await bank.getLatestEvents(query)).toEqual([]);
      expect(await other.getLatestEvents(query)).toEqual(there);
    });

    test("can each store an event under the same id", async () => {
      const other = (await table.another()).client();
      const ids = newAccount();
      const { id, type, data } = await bank.saveEvent(opened(ids));
      await other.saveEvent({ id, type, data: { ...data, name: "another" } });
      expect((await streamOf(bank, ids)).events).toMatchObject([{ id, data, revision: 1 }]);
      expect((await streamOf(other, ids)).events).toMatchObject([{ id, revision: 1 }]);
    });
  });
}
