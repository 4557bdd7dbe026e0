import { PutCommand, ScanCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { InvalidArgumentError, newEventId, StorageError } from "ddb-pattern-runtime";
import {
  addMissingCopies,
  createEventFunctions,
  type EventBase,
  type MigrationOptions,
  type MigrationProblem,
  type MigrationProgress,
} from "ddb-pattern-runtime/ddb-pattern";
import { beforeEach, describe, expect, test } from "vitest";
import { failureOf, type TestTable, testTable } from "../client/support.js";
import { skipReason } from "../engines/differences.js";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});

/** The part of a key that 0.1.1 created from an id field of any value. */
function keyPart([field, id]: [string, unknown]): string {
  return `${field.replace(/_id$/, "").toUpperCase()}::${id}::`;
}

function idFields(data: object): [string, unknown][] {
  return Object.entries(data).filter(([field]) => field.endsWith("_id"));
}

async function put(keys: readonly string[], event: object, sk: string): Promise<string> {
  const { documents, tableName } = table;
  const TransactItems = keys.map((pk) => {
    return { Put: { TableName: tableName, Item: { pk, sk, ...event } } };
  });
  await documents.send(new TransactWriteCommand({ TransactItems }));
  return sk;
}

function eventOf(data: object, more: object) {
  return { id: newEventId(), type: "T", timestamp: new Date().toISOString(), data, ...more };
}

/** An event as 0.1.1 saved it: by its type and by each id, but not by ids within the partition. */
function saveAs011(data: object, more: object = {}): Promise<string> {
  const event = eventOf(data, more);
  const keys = idFields(data).map((field) => keyPart(field) + event.type);
  return put([String(event.type), ...keys], event, event.id);
}

/**
 * An event as `ddbItemsFrom(event, "store_id")` of 0.1.1 created its items: all within the
 * partition.
 */
function saveWithPartition(data: { store_id: string; product_id?: unknown }): Promise<string> {
  const event = eventOf(data, {});
  const partition = keyPart(["store_id", data.store_id]);
  const keys = idFields(data).map((field) => partition + keyPart(field) + event.type);
  return put([partition + event.type, ...keys], event, event.id);
}

function migrate(options?: MigrationOptions): Promise<MigrationProgress> {
  return addMissingCopies(table.documents, table.tableName, "store_id", options);
}

async function scanned(): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await table.documents.send(
    new ScanCommand({ TableName: table.tableName }),
  );
  return Items.toSorted((a, b) => (`${a.pk} ${a.sk}` < `${b.pk} ${b.sk}` ? -1 : 1));
}

/** The ids of the events of a type that a query finds. */
async function found(query: object, eventType = "T"): Promise<string[]> {
  const client = createEventFunctions<string, EventBase<string>>(
    table.documents,
    table.tableName,
    "store_id",
  );
  return (await client.getLatestEvents({ eventType, ...query })).map(({ id }) => id);
}

describe("addMissingCopies", () => {
  test("completes a table of 0.1.1, and adds nothing the second time", async () => {
    const ids = [
      await saveAs011({ store_id: "s", product_id: "p" }),
      await saveAs011({ store_id: "s", product_id: "a:b" }),
    ];
    expect(await found({ partitionId: "s" })).toEqual(ids);
    const ofProduct = (modelId: string) =>
      found({ partitionId: "s", modelKey: "product_id", modelId });
    expect(await ofProduct("p")).toEqual([]);

    // STORE::s::PRODUCT::p::T and, for the id with a colon, both keys with the product.
    const done = { events: 2, added: 3, present: 5, skipped: 0 };
    expect(await migrate()).toEqual(done);
    expect(await ofProduct("p")).toEqual([ids[0]]);
    expect(await ofProduct("a:b")).toEqual([ids[1]]);

    expect(await migrate()).toEqual({ ...done, added: 0, present: 8 });
    expect(await scanned()).toHaveLength(2 * 3 + 3);
  });

  test.skipIf(skipReason("consumed-capacity"))(
    "costs a query for each item not under its type, and a put for each copy",
    async () => {
      await saveAs011({ store_id: "s", product_id: "p" });
      table.operations.length = 0;
      await migrate();
      const names = table.operations.map(({ name }) => name).sort();
      expect(names).toEqual([...["PutItem", "PutItem", "PutItem"], ...["Query", "Query"], "Scan"]);
      const queries = table.operations.filter(({ name }) => name === "Query");
      expect(queries.map(({ units }) => units)).toEqual([0.5, 0.5]);
    },
  );

  test("copies all attributes of an item except the canonical mark", async () => {
    const more = { metadata: { actor: "a" }, v: 2, tags: new Set(["x"]), big: 2n ** 60n };
    await saveAs011({ store_id: "s", product_id: "p" }, { ...more, canonical: true });
    await migrate();
    const items = await scanned();
    expect(items).toHaveLength(4);
    for (const item of items) expect(item).toMatchObject(more);
    expect(items.filter(({ canonical }) => canonical === true)).toHaveLength(3);
  });

  test("finds each event that was saved with ddbItemsFrom(event, partitionKey) once", async () => {
    const ids = [
      await saveWithPartition({ store_id: "s", product_id: "p" }),
      await saveWithPartition({ store_id: "s" }),
    ];
    expect(await found({})).toEqual([]);
    expect(await migrate()).toEqual({ events: 2, added: 3, present: 3, skipped: 0 });
    expect(await found({})).toEqual(ids);
    expect(await found({ modelKey: "product_id", modelId: "p" })).toEqual([ids[0]]);
    expect(await migrate()).toEqual({ events: 2, added: 0, present: 6, skipped: 0 });
  });

  test.each(["order:placed", "100%", "T::T"])(
    "adds copies for the event type %s, which 0.1.1 did not encode",
    async (type) => {
      const id = await saveAs011({ store_id: "s", product_id: "p" }, { type });
      expect(await found({}, type)).toEqual([]);
      expect(await migrate()).toEqual({ events: 1, added: 4, present: 0, skipped: 0 });
      expect(await found({}, type)).toEqual([id]);
      const query = { partitionId: "s", modelKey: "product_id", modelId: "p" };
      expect(await found(query, type)).toEqual([id]);
      expect(await migrate()).toEqual({ events: 1, added: 0, present: 4, skipped: 0 });
    },
  );

  test.each([
    ["a number as id", { product_id: 7 }, "data.product_id must be a string, not number"],
    ["a list as id", { product_id: ["p", "q"] }, "data.product_id must be a string, not object"],
    ["an empty id", { product_id: "" }, "data.product_id must not be empty"],
    [
      "two fields for one entity",
      { user_id: "u", User_id: "v" },
      /^data.[uU]ser_id names the same entity as [uU]ser_id$/,
    ],
    ["a colon in a name", { "a:b_id": "x" }, 'data."a:b_id" has a colon in its name'],
    [
      "ids that are too long",
      { product_id: "p".repeat(1_100) },
      /key of 2221 bytes; DynamoDB allows 2048/,
    ],
  ])(
    "skips and reports an event that cannot be migrated, and continues: %s",
    async (_what, data, reason) => {
      const store_id = "s".repeat(1_100);
      const good = await saveAs011({ store_id, user_id: "u" });
      const sk = await saveAs011({ store_id, ...data });
      const later = await saveAs011({ store_id, user_id: "u" });
      const problems: MigrationProblem[] = [];
      const progress = await migrate({ onProblem: (problem) => problems.push(problem) });
      expect(progress).toEqual({ events: 3, added: 2, present: 6, skipped: 1 });
      const expected = typeof reason === "string" ? reason : expect.stringMatching(reason);
      expect(problems).toEqual([{ pk: "T", sk, type: "T", reason: expected }]);
      const query = { partitionId: store_id, modelKey: "user_id", modelId: "u" };
      expect(await found(query)).toEqual([good, later]);
      expect(await migrate()).toMatchObject({ events: 3, added: 0, skipped: 1 });
    },
  );

  test("reports an event once that has no copy under its type", async () => {
    const sk = await saveWithPartition({ store_id: "s", product_id: 7 });
    const problems: MigrationProblem[] = [];
    await migrate({ onProblem: (problem) => problems.push(problem) });
    expect(problems).toEqual([
      { pk: expect.stringMatching(/^STORE::s::.*T$/), sk, type: "T", reason: expect.anything() },
    ]);
  });

  test("reports events with duplicate ids, and events with a differing copy", async () => {
    const id = "1";
    for (const store of ["a", "b"]) {
      const event = eventOf({ store_id: store }, { id });
      await put([`STORE::${store}::T`], event, id);
    }
    const changed = await saveAs011({ store_id: "s", price: 1 });
    const old = { pk: "STORE::s::T", sk: changed, ...eventOf({ store_id: "s" }, { id: changed }) };
    await table.documents.send(new PutCommand({ TableName: table.tableName, Item: old }));
    const problems: MigrationProblem[] = [];
    const progress = await migrate({ onProblem: (problem) => problems.push(problem) });
    expect(progress).toEqual({ events: 4, added: 1, present: 2, skipped: 3 });
    const taken = (key: string, sk: string) =>
      `The key with pk "${key}" and sk "${sk}" is taken by another event.`;
    expect(problems.map(({ reason }) => reason).sort()).toEqual(
      [taken("STORE::s::T", changed), taken("T", id), taken("T", changed)].sort(),
    );
  });

  test("adds copies for fields, ids and types that no schema allows", async () => {
    const data = { store_id: "s", _id: "x", "y-z_id": "y", "2fa_id": "z" };
    const id = await saveAs011(data, { id: "id-1", type: 7 });
    expect(await migrate()).toEqual({ events: 1, added: 3, present: 5, skipped: 0 });
    for (const [modelKey, modelId] of Object.entries(data)) {
      expect(await found({ partitionId: "s", modelKey, modelId }, "7")).toEqual([id]);
    }
  });

  test("does not change streams, guards or other items", async () => {
    const { documents, tableName } = table;
    const [id, other] = [newEventId(), newEventId()];
    const event = { id, type: "T", timestamp: new Date().toISOString(), data: { store_id: "s" } };
    for (const Item of [
      { pk: "STORE::s::@prices", sk: id, ...event },
      { pk: "STORE::s::@store", sk: "0000000000000001", ...event, canonical: true },
      { pk: "STORE::s::@store", sk: `id#${id}`, revision: 1 },
      { pk: "T", sk: "LATEST", ...event },
      { pk: "T", sk: other, id: other, type: "T" },
      { pk: "CONFIG", sk: id, ...event },
    ]) {
      await documents.send(new PutCommand({ TableName: tableName, Item }));
    }
    const before = await scanned();
    expect(await migrate()).toEqual({ events: 0, added: 0, present: 0, skipped: 0 });
    expect(await scanned()).toEqual(before);
  });

  test("reports progress, and ends with an error that a callback throws", async () => {
    await saveAs011({ store_id: "s", product_id: "p" });
    await saveAs011({ store_id: "s", product_id: 7 });
    const pages: MigrationProgress[] = [];
    const done = await migrate({ onProgress: (progress) => pages.push(progress) });
    expect(pages).toEqual([done]);
    const fault = new Error("Stop here.");
    const reject = () => Promise.reject(fault);
    await expect(migrate({ onProblem: reject })).rejects.toBe(fault);
    await expect(migrate({ onProgress: reject })).rejects.toBe(fault);
  });

  test("ends with the signal's reason, immediately or later, and can be repeated", async () => {
    await saveAs011({ store_id: "s", product_id: 7 });
    for (let count = 0; count < 20; count++) await saveAs011({ store_id: "s", product_id: "p" });
    const reason = new Error("Enough.");
    await expect(migrate({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const onProblem = () => controller.abort(reason);
    await expect(migrate({ signal: controller.signal, onProblem })).rejects.toBe(reason);
    expect(await migrate()).toMatchObject({ events: 21, skipped: 1 });
    expect(await migrate()).toMatchObject({ added: 0, present: 80 });
  });

  test("refuses unknown options and a missing table", async () => {
    await failureOf(migrate({ onProblems: () => {} } as never), InvalidArgumentError);
    const { documents } = table;
    await failureOf(
      addMissingCopies(documents, table.tableName, "store" as never),
      InvalidArgumentError,
    );
    const error = await failureOf(
      addMissingCopies(documents, "no-such-table", "store_id"),
      StorageError,
    );
    expect(error.message).toContain("ResourceNotFoundException");
  });
});
