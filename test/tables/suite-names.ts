import {
  decodeItem,
  decodeKey,
  InvalidArgumentError,
  newEventId,
  UnknownEventTypeError,
  UnknownLookupError,
} from "ddb-pattern-runtime";
import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { beforeAll, describe, expect, test } from "vitest";
import { createClientOf, type TestClient } from "../client/descriptors.js";
import { collect, numbered } from "./bank.js";
import {
  bundled,
  CATALOG,
  type CatalogClient,
  catalogClient,
  catalogEvent,
  newProduct,
  RELATED,
  RENAMED,
  renamed,
  TAGGED,
  tagged,
} from "./catalog.js";
import { failureOf } from "./failure.js";
import type { Open, OpenTable } from "./open-table.js";

/** The schema before two of its event types were added. */
const OLDER: Descriptor = {
  ...CATALOG,
  events: Object.fromEntries(
    Object.entries(CATALOG.events).filter(([type]) => type !== RENAMED && type !== RELATED),
  ),
  streams: Object.fromEntries(
    Object.entries(CATALOG.streams ?? {}).map(([name, stream]) => [
      name,
      { ...stream, events: stream.events.filter((type) => type !== RENAMED && type !== RELATED) },
    ]),
  ),
};

export function namesSuite(open: Open): void {
  let table: OpenTable;
  let client: CatalogClient;
  beforeAll(async () => {
    table = await open();
    client = catalogClient(table);
  });

  const related = (productId: string, more: object = {}) =>
    catalogEvent(RELATED, { shopId: "s", productId, ...more });

  describe("ids in camelCase", () => {
    test("make the keys that ids in snake_case make", async () => {
      const opened = await open();
      await catalogClient(opened).saveEvent(tagged("s", ["p"]));
      await catalogClient(opened).saveEvent(related("p", { editorId: "u" }));
      const keys = (await opened.items()).map(({ pk }) => pk);
      expect(keys).toEqual([
        "PRODUCT::p::100%253A related",
        "PRODUCT::p::@product",
        "SHOP::s::PRODUCT::p::@tags",
        "SHOP::s::PRODUCT::p::catalog%3Atagged%25v1",
        "SHOP::s::catalog%3Atagged%25v1",
        "USER::u::100%253A related",
      ]);
    });

    test("find events by partition, by entity, and by both", async () => {
      const { shopId, productId } = newProduct();
      const editorId = newEventId();
      const saved = await client.saveEvent(tagged(shopId, [productId]));
      const other = await client.saveEvent(related(productId, { editorId }));
      const within = { eventType: TAGGED, partitionId: shopId };
      const ofProduct = { modelKey: "productId", modelId: productId };
      expect(await client.getLatestEvents(within)).toEqual([saved]);
      expect(await client.getLatestEvent({ ...within, ...ofProduct })).toEqual(saved);
      expect(await client.getLatestEvents({ eventType: RELATED, ...ofProduct })).toEqual([other]);
      const ofUser = { modelKey: "userId", modelId: editorId };
      expect(await client.getLatestEvents({ eventType: RELATED, ...ofUser })).toEqual([other]);
    });

    test("identify streams of every kind", async () => {
      const ids = newProduct();
      const tags = [await client.saveEvent(tagged(ids.shopId, [ids.productId]))];
      tags.push(await client.saveEvent(renamed(ids)));
      const history = [await client.saveEvent(related(ids.productId))];
      expect((await client.streams.tags(ids).read()).events).toEqual(tags);
      expect(await collect(client.streams.changes(ids).iterate())).toEqual(tags);
      const { productId } = ids;
      const { events } = await client.streams.product({ productId }).read();
      expect(events).toEqual(numbered(history));
    });

    test("have no other spelling", async () => {
      const query = { eventType: RELATED, modelKey: "product_id", modelId: "p" };
      const error = await failureOf(client.getLatestEvents(query), UnknownLookupError);
      expect(error.message).toBe(
        '"100%3A related" has no lookup by product_id. It can be queried by productId; by userId. ' +
          "Add other lookups to the schema.",
      );
      const pick = client.streams.product as (ids: object) => unknown;
      expect(() => pick({ product_id: "p" })).toThrow(InvalidArgumentError);
    });
  });

  describe("event types that are not names", () => {
    test("are stored as they are", async () => {
      const { shopId, productId } = newProduct();
      await client.saveEvent(tagged(shopId, [productId]));
      const items = (await table.items()).filter(({ pk }) => pk.includes(shopId));
      expect(items.map(({ type }) => type)).toEqual([TAGGED, TAGGED, TAGGED]);
      const types = items.map(({ pk }) => decodeKey(pk)?.type);
      expect(types).toEqual(["@tags", TAGGED, TAGGED]);
      const streams = items.map((item) => decodeItem(item)?.stream);
      expect(streams).toEqual([items[0]?.pk, undefined, undefined]);
    });

    test("are merged with others in one order", async () => {
      const ids = newProduct();
      const saved = [
        await client.saveEvent(renamed(ids)),
        await client.saveEvent(tagged(ids.shopId, [ids.productId])),
        await client.saveEvent(renamed(ids)),
      ];
      const query = {
        eventTypes: [TAGGED, RENAMED],
        partitionId: ids.shopId,
        modelKey: "productId",
        modelId: ids.productId,
      };
      expect(await client.getEventStream(query)).toEqual(saved);
      const first = await client.getEventPage({ ...query, limit: 2 });
      expect(first.events).toEqual(saved.slice(0, 2));
      const { cursor = "" } = first;
      expect((await client.getEventPage({ ...query, limit: 2, cursor })).events).toEqual(
        saved.slice(2),
      );
    });

    test("cannot forge the key of another type", async () => {
      const id = newEventId();
      const forging = ["SHOP::", "::plain"].join(id);
      const event = { data: { shopId: "string" }, lookups: [[], ["shopId"]] };
      const descriptor: Descriptor = {
        codegen: 1,
        name: "Forging",
        idSuffix: "Id",
        events: { plain: event, [forging]: event },
      };
      const forger: TestClient<unknown> = createClientOf(descriptor, table.table, table.tableName);
      const [plain] = await forger.saveEvents([
        { type: "plain", data: { shopId: id } },
        { type: forging, data: { shopId: "other" } },
      ]);
      const query = { eventType: "plain", modelKey: "shopId", modelId: id };
      expect(await forger.getLatestEvents(query)).toEqual([plain]);
      expect(await forger.getLatestEvents({ eventType: forging })).toMatchObject([
        { type: forging },
      ]);
    });

    test("are named by errors", async () => {
      const error = await failureOf(
        client.saveEvent({ type: "catalog::tagged", data: {} }),
        UnknownLookupError,
      );
      expect(error.message).toBe('Schema "Catalog" has no event type "catalog::tagged".');
    });

    test("are reported if the schema does not list them, or skipped", async () => {
      const { shopId, productId } = newProduct();
      const ids = { shopId, productId };
      const known = await client.saveEvent(tagged(shopId, [productId]));
      await client.saveEvent(renamed(ids));
      await client.saveEvent(related(productId));
      const appended = await client.saveEvent(bundled([productId]));

      const older = catalogClient(table, {}, OLDER);
      const tags = await failureOf(older.streams.tags(ids).read(), UnknownEventTypeError);
      expect(tags.eventTypes).toEqual([RENAMED]);
      expect(tags.message).toContain(`does not list: ${JSON.stringify(RENAMED)}.`);
      const product = older.streams.product({ productId });
      expect(await failureOf(product.read(), UnknownEventTypeError)).toMatchObject({
        eventTypes: [RELATED],
      });

      const skip = { unknownEvents: "skip" } as const;
      expect((await older.streams.tags(ids).read(skip)).events).toEqual([known]);
      expect((await product.read(skip)).events).toEqual([{ ...appended, revision: 2 }]);
    });
  });
}
