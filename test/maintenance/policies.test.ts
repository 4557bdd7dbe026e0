import {
  maintenancePolicies,
  type PolicyDocument,
  planReindex,
  readContract,
  reindex,
  releaseContract,
  verifyTable,
} from "ddb-pattern-runtime/maintenance";
import { beforeEach, expect, test } from "vitest";
import { operationsOf, removeItem, type TestTable, testTable } from "../client/support.js";
import { NOTES_1, NOTES_2 } from "./notes.js";
import { notesOf, taken } from "./support.js";

const ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/events";

let table: TestTable;
beforeEach(async () => {
  table = await testTable();
});

/** The actions of all operations that a call sends, as a policy names them. */
async function actionsOf(call: () => Promise<unknown>): Promise<string[]> {
  const operations = await operationsOf(table, call);
  return [...new Set(operations.map(({ name }) => `dynamodb:${name}`))].sort();
}

const actionsIn = ({ Statement }: PolicyDocument) => Statement.flatMap(({ Action }) => Action);

test("each policy allows exactly what is sent, on the table alone", async () => {
  const { documents, tableName } = table;
  const policies = maintenancePolicies(ARN);
  const release = (descriptor: typeof NOTES_1, number: number) =>
    releaseContract(documents, tableName, descriptor, { release: number, shapes: "" });

  expect(await actionsOf(() => release(NOTES_1, 1))).toEqual(actionsIn(policies.release));
  const { id } = await notesOf(NOTES_1, table).saveEvent(taken());
  await release(NOTES_2, 2);
  const read = () => readContract(documents, tableName, "Notes");
  expect(await actionsOf(read)).toEqual(actionsIn(policies.readContract));
  const plan = () => planReindex(documents, tableName, NOTES_2);
  expect(await actionsOf(plan)).toEqual(actionsIn(policies.planReindex));
  const run = () => reindex(documents, tableName, NOTES_2);
  expect(await actionsOf(run)).toEqual(actionsIn(policies.reindex));
  await removeItem(table, { pk: "USER::u::TAKEN", sk: id });
  const verify = () => verifyTable(documents, tableName, NOTES_2);
  expect(await actionsOf(verify)).toEqual(actionsIn(policies.verify));
  const repair = () => verifyTable(documents, tableName, NOTES_2, { repair: true });
  expect(await actionsOf(repair)).toEqual(actionsIn(policies.repair));

  for (const { Version, Statement } of Object.values({ ...policies })) {
    expect(Version).toBe("2012-10-17");
    expect(Statement.map(({ Effect, Resource }) => ({ Effect, Resource }))).toEqual([
      { Effect: "Allow", Resource: ARN },
    ]);
  }
});

test("a policy is JSON", () => {
  expect(JSON.parse(JSON.stringify(maintenancePolicies(ARN).verify))).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan"],
        Resource: ARN,
      },
    ],
  });
});
