import { EventValidationError } from "ddb-pattern-runtime";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type CatalogClient,
  catalogClient,
  catalogEvent,
  issuesOf,
  newProduct,
  RENAMED,
  renamed,
  tagged,
} from "./catalog.js";
import { failureOf } from "./failure.js";
import type { Open, OpenTable } from "./open-table.js";

export function fieldsSuite(open: Open): void {
  let table: OpenTable;
  let client: CatalogClient;
  beforeAll(async () => {
    table = await open();
    client = catalogClient(table);
  });

  const rulesOf = async (save: () => Promise<unknown>) => {
    const issues = await issuesOf(table, save);
    return issues.map(({ path, rule }) => [path.join("."), rule]);
  };

  describe("fields of groups", () => {
    test("are checked with the event's own fields", async () => {
      const wrong = { shopId: "", name: "x", productId: "p", editorId: 7, extra: 1 };
      expect(await rulesOf(() => client.saveEvent(catalogEvent(RENAMED, wrong)))).toEqual([
        ["data.shopId", "minLength"],
        ["data.name", "minLength"],
        ["data.editorId", "type"],
        ["data.extra", "additionalProperties"],
      ]);
    });

    test("that are missing are reported before the event's own fields", async () => {
      expect(await rulesOf(() => client.saveEvent(catalogEvent(RENAMED, {})))).toEqual([
        ["data.shopId", "required"],
        ["data.productId", "required"],
        ["data.name", "required"],
      ]);
    });

    test("get their defaults when they are read", async () => {
      const ids = newProduct();
      const saved = await client.saveEvent(renamed(ids));
      expect(saved.data).toMatchObject({ language: "en" });
      const german = await client.saveEvent(renamed(ids, { language: "de" }));
      expect((await client.streams.tags(ids).read()).events).toEqual([saved, german]);
      const items = (await table.items()).filter(({ id }) => id === saved.id);
      for (const { data } of items) expect(data).not.toHaveProperty("language");
    });

    test("do not show personal data in errors", async () => {
      const author = { "someone@example.com": 7 };
      const save = client.saveEvent(renamed(newProduct(), { author }));
      const error = await failureOf(save, EventValidationError);
      expect(error.message).toBe(
        '"catalog.renamed.v1" cannot be saved: data.author: a value inside it must be a string',
      );
    });
  });

  describe("required metadata", () => {
    const withMetadata = (metadata: object | undefined) => () => {
      const { metadata: _, ...event } = renamed(newProduct());
      return client.saveEvent(metadata === undefined ? event : { ...event, metadata });
    };

    test.each([undefined, {}, { actor: "me" }])("must be given, not %o", async (metadata) => {
      expect(await rulesOf(withMetadata(metadata))).toEqual([
        ["metadata.correlationId", "required"],
      ]);
    });

    test("is checked", async () => {
      expect(await rulesOf(withMetadata({ correlationId: 7, other: 1 }))).toEqual([
        ["metadata.correlationId", "type"],
        ["metadata.other", "additionalProperties"],
      ]);
      expect(await rulesOf(withMetadata([]))).toEqual([["metadata", "type"]]);
    });

    test("is required of each event of a save and of an import", async () => {
      const [good, { metadata: _, ...bad }] = [renamed(newProduct()), renamed(newProduct())];
      expect(await rulesOf(() => client.saveEvents([good, bad]))).toEqual([
        ["metadata.correlationId", "required"],
      ]);
      const outcomes = await client.saveEvents([good, bad], { atomic: false });
      expect(outcomes.map(({ status }) => status)).toEqual(["saved", "not-written"]);
    });

    test('may be missing with validate: "off", and is then reported by reads that are checked', async () => {
      const ids = newProduct();
      const { metadata: _, ...event } = tagged(ids.shopId, [ids.productId]);
      const saved = await catalogClient(table, { validate: "off" }).saveEvent(event);
      expect(saved).not.toHaveProperty("metadata");
      expect((await client.streams.tags(ids).read()).events).toEqual([saved]);
      const checking = catalogClient(table, { validate: "read-and-write" });
      const error = await failureOf(checking.streams.tags(ids).read(), EventValidationError);
      expect(error).toMatchObject({
        eventId: saved.id,
        issues: [{ path: ["metadata", "correlationId"], rule: "required" }],
      });
      expect(error.message).toBe(
        `"catalog:tagged%v1" ${saved.id} cannot be read: metadata.correlationId: is required`,
      );
    });
  });
}
