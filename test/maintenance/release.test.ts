import { ContractError } from "ddb-pattern-runtime";
import {
  compareContract,
  type Descriptor,
  describeContract,
  readContract,
  releaseContract,
} from "ddb-pattern-runtime/maintenance";
import { beforeEach, expect, test } from "vitest";
import { failureOf, operationsOf, type TestTable, testTable } from "../client/support.js";
import { NOTES_1, NOTES_2 } from "./notes.js";
import { notesOf, taken } from "./support.js";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});

const release = (descriptor: Descriptor, number = 1, shapes = `shapes of ${number}`) =>
  releaseContract(table.documents, table.tableName, descriptor, { release: number, shapes });

const namesOf = async (call: () => Promise<unknown>) =>
  (await operationsOf(table, call)).map(({ name }) => name);

const COMPLETE_1 = {
  TAKEN: { "NOTE::{note_id}::TAKEN": true },
  DROPPED: { "NOTE::{note_id}::DROPPED": true },
};

test("the contract of an empty table says that all is complete", async () => {
  expect(await readContract(table.documents, table.tableName, "Notes")).toBeUndefined();
  const { status, contract } = await release(NOTES_1);
  expect(status).toBe("written");
  expect(contract).toEqual({
    schema: "Notes",
    number: 1,
    release: 1,
    shapes: "shapes of 1",
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    events: { TAKEN: 1, DROPPED: 1 },
    former: [],
    copies: COMPLETE_1,
  });
  expect(await readContract(table.documents, table.tableName, "Notes")).toEqual(contract);
});

test("the first contract of a table with events says that nothing is complete", async () => {
  await notesOf(NOTES_1, table).saveEvent(taken());
  const { contract } = await release(NOTES_1);
  expect(contract.copies).toEqual({
    TAKEN: { "NOTE::{note_id}::TAKEN": contract.time },
    DROPPED: { "NOTE::{note_id}::DROPPED": contract.time },
  });
});

test("contracts of other schemas are no events", async () => {
  for (let count = 0; count < 12; count++) {
    await release({ ...NOTES_1, name: `Other${count}` });
  }
  expect((await release(NOTES_1)).contract.copies).toEqual(COMPLETE_1);
});

test("new lookups and streams of released event types are incomplete, others stay complete", async () => {
  await release(NOTES_1);
  const { contract } = await release(NOTES_2, 2);
  const { time } = contract;
  expect(contract.number).toBe(2);
  expect(contract.copies).toEqual({
    TAKEN: {
      "NOTE::{note_id}::TAKEN": true,
      "USER::{user_id}::TAKEN": time,
      "TAG::{tag_id}::TAKEN": time,
      "NOTE::{note_id}::@log": time,
      "NOTE::{note_id}::@order {revision}": time,
    },
    DROPPED: {
      "NOTE::{note_id}::DROPPED": true,
      "NOTE::{note_id}::@log": time,
      "NOTE::{note_id}::@order {revision}": time,
    },
  });
  const later = await release(NOTES_2, 3);
  expect(later.contract.copies).toEqual(contract.copies);
});

test("a new event type is complete, and a former one that returns is not", async () => {
  const { DROPPED, TAKEN } = NOTES_1.events;
  const without = { ...NOTES_1, events: { TAKEN }, streams: {} } as Descriptor;
  await release(without);
  const added = await release(NOTES_1, 2);
  expect(added.contract.copies).toEqual(COMPLETE_1);
  const removed = await release(without, 3);
  expect(removed.contract.former).toEqual(["DROPPED"]);
  const { contract } = await release({ ...NOTES_1, events: { TAKEN, DROPPED } } as Descriptor, 4);
  expect(contract.former).toEqual([]);
  expect(contract.copies.DROPPED).toEqual({ "NOTE::{note_id}::DROPPED": contract.time });
});

test("a renamed event type keeps the copies under its earlier name", async () => {
  await release(NOTES_1);
  const { DROPPED, TAKEN } = NOTES_1.events;
  const renamed = {
    ...NOTES_1,
    events: { TAKEN, REMOVED: { ...DROPPED, version: 2, aliases: ["DROPPED"] } },
    streams: {},
  } as Descriptor;
  const { contract } = await release(renamed, 2);
  expect(contract.events).toEqual({ TAKEN: 1, REMOVED: 2 });
  expect(contract.copies).toEqual({
    ...COMPLETE_1,
    REMOVED: { "NOTE::{note_id}::REMOVED": true },
  });
  expect(contract.former).toEqual([]);
});

const SENT = (fields: object) =>
  ({
    codegen: 1,
    name: "Bank",
    events: { SENT: { data: fields, lookups: [["account_id"]] } },
  }) as Descriptor;
const ACCOUNT = { type: "string", entity: "account" };

test("a lookup whose entity is filled by another field is incomplete, by a renamed one it is not", async () => {
  await release(SENT({ from_id: ACCOUNT }));
  const two = await release(SENT({ from_id: ACCOUNT, to_id: ACCOUNT }), 2);
  expect(two.contract.copies.SENT).toEqual({
    "ACCOUNT::{from_id|to_id}::SENT": two.contract.time,
  });
  const renamed = await release(SENT({ payer_id: { ...ACCOUNT, aliases: ["from_id"] } }), 3);
  expect(renamed.contract.copies.SENT).toEqual({
    "ACCOUNT::{payer_id}::SENT": two.contract.time,
  });
});

test("the same release again writes nothing", async () => {
  const first = await release(NOTES_1);
  expect(await release(NOTES_1)).toEqual({ status: "unchanged", contract: first.contract });
  expect((await release(NOTES_1, 1, "other shapes")).status).toBe("written");
});

test("of two releases at once, one is told that it was overtaken", async () => {
  const results = await Promise.all([release(NOTES_1, 1), release(NOTES_2, 2)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["overtaken", "written"]);
  const contract = await readContract(table.documents, table.tableName, "Notes");
  expect(results.map((each) => each.contract)).toEqual([contract, contract]);
});

test("a release costs one query and one write, and a scan of ten items without a contract", async () => {
  expect(await namesOf(() => release(NOTES_1))).toEqual(["Query", "Scan", "PutItem"]);
  expect(await namesOf(() => release(NOTES_2, 2))).toEqual(["Query", "PutItem"]);
  expect(await namesOf(() => release(NOTES_2, 2))).toEqual(["Query"]);
  const read = () => readContract(table.documents, table.tableName, "Notes");
  expect(await namesOf(read)).toEqual(["Query"]);
});

test("a contract of a later format is refused", async () => {
  const { PutCommand } = await import("@aws-sdk/lib-dynamodb");
  const Item = { pk: "@contract", sk: "Notes#0000000000000001", format: 2 };
  await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
  const error = await failureOf(release(NOTES_1), ContractError);
  expect(error.message).toContain("later version of ddb-pattern-runtime");
});

test("describes what a schema needs", () => {
  expect(describeContract(NOTES_2)).toEqual({
    schema: "Notes",
    events: { TAKEN: 1, DROPPED: 1 },
    copies: {
      TAKEN: [
        "NOTE::{note_id}::@log",
        "NOTE::{note_id}::@order {revision}",
        "NOTE::{note_id}::TAKEN",
        "TAG::{tag_id}::TAKEN",
        "USER::{user_id}::TAKEN",
      ],
      DROPPED: [
        "NOTE::{note_id}::@log",
        "NOTE::{note_id}::@order {revision}",
        "NOTE::{note_id}::DROPPED",
      ],
    },
  });
});

test("compares a contract with a schema", async () => {
  const { contract } = await release(NOTES_1);
  expect(compareContract(contract, NOTES_1)).toEqual({
    addedTypes: [],
    removedTypes: [],
    versions: [],
    addedKeys: [],
    removedKeys: [],
    incomplete: [],
  });
  const { TAKEN } = NOTES_2.events;
  const changed = {
    ...NOTES_2,
    events: {
      TAKEN: { ...TAKEN, version: 3, lookups: [["user_id"]] },
      MOVED: { data: { note_id: "string" }, lookups: [["note_id"]] },
    },
    streams: {},
  } as Descriptor;
  expect(compareContract(contract, changed)).toEqual({
    addedTypes: ["MOVED"],
    removedTypes: ["DROPPED"],
    versions: [{ storedType: "TAKEN", contract: 1, schema: 3 }],
    addedKeys: [{ storedType: "TAKEN", key: "USER::{user_id}::TAKEN" }],
    removedKeys: [{ storedType: "TAKEN", key: "NOTE::{note_id}::TAKEN" }],
    incomplete: [],
  });
  const later = await release(NOTES_2, 2);
  const { time } = later.contract;
  expect(compareContract(later.contract, NOTES_2).incomplete).toContainEqual({
    storedType: "TAKEN",
    key: "USER::{user_id}::TAKEN",
    since: time,
  });
});
