import {
  type ConsistentEventStream,
  type EventIssue,
  type EventStream,
  EventValidationError,
  newEventId,
  type PlainEvent,
} from "ddb-pattern-runtime";
import type { Descriptor, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { expect } from "vitest";
import { createClientOf, type TestClient } from "../client/descriptors.js";
import { failureOf } from "./failure.js";
import { callsOf, type OpenTable } from "./open-table.js";

/** Stored types that try to be more than types: separators, codes of them, names of entities. */
export const TAGGED = "catalog:tagged%v1";
export const BUNDLED = "catalog::bundled";
export const RELATED = "100%3A related";
export const RENAMED = "catalog.renamed.v1";

const PRODUCTS = { type: "string[]", entity: "product" } as const;

/**
 * A schema with ids in camelCase, types that are not names, groups of fields, lists of ids and
 * required metadata.
 */
export const CATALOG: Descriptor = {
  codegen: 1,
  name: "Catalog",
  partition: "shopId",
  idSuffix: "Id",
  groups: {
    Base: { shopId: "string", "editorId?": { type: "string", entity: "user" } },
    Text: {
      name: { type: "string", minLength: 2 },
      "language?": { type: "string", default: "en" },
      "author?": { type: "object", additionalProperties: "email", pii: true },
    },
  },
  events: {
    [TAGGED]: {
      include: ["Base"],
      data: { productIds: { ...PRODUCTS, maxItems: 5 }, "tag?": "string" },
      lookups: [["shopId"], ["shopId", "productId"]],
    },
    [BUNDLED]: {
      include: ["Base"],
      data: {
        productIds: { type: "array", items: "string", entity: "product", maxItems: 3, minItems: 1 },
      },
      lookups: [],
    },
    [RELATED]: {
      include: ["Base"],
      data: {
        productId: "string",
        "relatedIds?": { ...PRODUCTS, maxItems: 4, pii: true },
        "seenIds?": { type: "ulid[]" },
      },
      lookups: [["productId"], ["userId"]],
    },
    [RENAMED]: {
      include: ["Base", "Text"],
      data: { productId: "string" },
      lookups: [["shopId", "productId"]],
    },
  },
  metadata: { correlationId: "string", "actor?": "string" },
  streams: {
    tags: {
      name: "tags",
      by: ["shopId", "productId"],
      events: [TAGGED, RENAMED],
      materialized: true,
    },
    product: {
      name: "product",
      by: ["productId"],
      events: [BUNDLED, RELATED],
      consistent: true,
    },
    changes: { name: "changes", by: ["shopId", "productId"], events: [TAGGED, RENAMED] },
  },
};

interface ProductIds {
  readonly shopId: string;
  readonly productId: string;
}

interface CatalogStreams {
  tags: (ids: ProductIds) => EventStream<PlainEvent>;
  changes: (ids: ProductIds) => EventStream<PlainEvent>;
  product: (ids: { readonly productId: string }) => ConsistentEventStream<PlainEvent>;
}

export type CatalogClient = TestClient<CatalogStreams>;

export function catalogClient(
  { table, tableName }: Pick<OpenTable, "table" | "tableName">,
  options: EventClientOptions = {},
  descriptor: Descriptor = CATALOG,
): CatalogClient {
  return createClientOf(descriptor, table, tableName, options);
}

export function newProduct(): ProductIds {
  return { shopId: newEventId(), productId: newEventId() };
}

/** The issues of a save that is refused before any call. */
export async function issuesOf(
  table: OpenTable,
  save: () => Promise<unknown>,
): Promise<readonly EventIssue[]> {
  let issues: readonly EventIssue[] = [];
  const calls = await callsOf(table, async () => {
    ({ issues } = await failureOf(save(), EventValidationError));
  });
  expect(calls).toEqual([]);
  return issues;
}

/** An event of the catalog, with the metadata that its schema requires. */
export function catalogEvent(type: string, data: object) {
  return { type, data, metadata: { correlationId: "c-1" } };
}

export function tagged(shopId: string, productIds: readonly unknown[], more: object = {}) {
  return catalogEvent(TAGGED, { shopId, productIds, ...more });
}

export function bundled(productIds: readonly unknown[]) {
  return catalogEvent(BUNDLED, { shopId: "s", productIds });
}

export function renamed({ shopId, productId }: ProductIds, more: object = {}) {
  return catalogEvent(RENAMED, { shopId, productId, name: "tea", ...more });
}
