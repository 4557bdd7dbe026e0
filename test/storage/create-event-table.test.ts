import {
  CreateTableCommand,
  DescribeTableCommand,
  type KeySchemaElement,
  type ScalarAttributeType,
} from "@aws-sdk/client-dynamodb";
import { afterAll, expect, inject, test } from "vitest";
import { createEventTable } from "../../runtime/src/storage/dynamodb/create-event-table.js";
import { dynamoDBTable } from "../../runtime/src/storage/dynamodb/table.js";
import { connect, newTable } from "../engines/connect.js";
import { StubHandler, stubbedClient } from "./stub-handler.js";

const connection = connect(inject("endpoint"));
afterAll(() => connection.client.destroy());

let names = 0;
const newName = () => `created-${process.pid}-${Date.now()}-${++names}`;

test("creates a usable table, with either client", async () => {
  for (const client of [connection.client, connection.documents]) {
    const name = newName();
    await createEventTable(client, name);
    await dynamoDBTable(client, name).write([{ kind: "insert", item: { pk: "p", sk: "s" } }], {});
    const { Table } = await connection.client.send(new DescribeTableCommand({ TableName: name }));
    expect(Table).toMatchObject({
      TableStatus: "ACTIVE",
      BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    });
    expect(Table?.GlobalSecondaryIndexes ?? []).toEqual([]);
  }
});

test("accepts an existing table and keeps its items", async () => {
  const name = await newTable(connection);
  const table = dynamoDBTable(connection.client, name);
  await table.write([{ kind: "insert", item: { pk: "p", sk: "s" } }], {});
  await createEventTable(connection.client, name);
  const page = await table.queryPage({ pk: "p", order: "asc", consistentRead: true }, {});
  expect(page.items).toEqual([{ pk: "p", sk: "s" }]);
});

test("can be called concurrently", async () => {
  const name = newName();
  await Promise.all(Array.from({ length: 5 }, () => createEventTable(connection.client, name)));
});

const key = (AttributeName: string, KeyType: "HASH" | "RANGE"): KeySchemaElement => {
  return { AttributeName, KeyType };
};

test.each<[string, KeySchemaElement[], Record<string, ScalarAttributeType>]>([
  ["no sort key", [key("pk", "HASH")], { pk: "S" }],
  ["other names", [key("id", "HASH"), key("sk", "RANGE")], { id: "S", sk: "S" }],
  ["another type", [key("pk", "HASH"), key("sk", "RANGE")], { pk: "S", sk: "N" }],
  ["names the wrong way round", [key("sk", "HASH"), key("pk", "RANGE")], { pk: "S", sk: "S" }],
])("refuses an existing table with %s", async (_, KeySchema, types) => {
  const name = newName();
  await connection.client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema,
      AttributeDefinitions: Object.entries(types).map(([AttributeName, AttributeType]) => {
        return { AttributeName, AttributeType };
      }),
    }),
  );
  await expect(createEventTable(connection.client, name)).rejects.toThrow(
    `Table "${name}" exists, but is not a table for events: its key must be "pk"`,
  );
});

test("enables a change stream with new images", async () => {
  const name = newName();
  await createEventTable(connection.client, name, { stream: true });
  await createEventTable(connection.client, name, { stream: true });
  const { Table } = await connection.client.send(new DescribeTableCommand({ TableName: name }));
  expect(Table?.StreamSpecification).toEqual({
    StreamEnabled: true,
    StreamViewType: "NEW_IMAGE",
  });
  expect(Table?.LatestStreamArn).toContain(name);
});

test("refuses an existing table without the change stream that was asked for", async () => {
  const name = await newTable(connection);
  await expect(createEventTable(connection.client, name, { stream: true })).rejects.toThrow(
    `Table "${name}" exists, but has no change stream with new images.`,
  );
});

test.each([
  [{ streams: true }, 'The options has no member "streams"'],
  [{ stream: 1 }, '"stream" must be true or false.'],
])("refuses the options %j", async (options, message) => {
  await expect(createEventTable(connection.client, newName(), options as never)).rejects.toThrow(
    message,
  );
});

test("rethrows other errors", async () => {
  const handler = new StubHandler(({ refuse }) => refuse("AccessDeniedException"));
  await expect(createEventTable(stubbedClient(handler), "events")).rejects.toMatchObject({
    name: "AccessDeniedException",
  });
});
