import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import { newEventId } from "ddb-pattern-runtime";
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from "vitest";
import {
  createStoreEventClient,
  StoreEventTypes,
} from "../../schemas-example/store/events.generated.js";
import { run, temporaryFolder } from "../cli/support.js";
import { type Connection, connect } from "../engines/connect.js";

let connection: Connection;
beforeAll(() => {
  connection = connect(inject("endpoint"));
});
afterAll(() => connection.client.destroy());

let tables = 0;
const newName = () => `created-${process.pid}-${Date.now()}-${++tables}`;

function create(table: string, ...options: readonly string[]) {
  const args = ["table", "--table", table, "--create", "--endpoint", inject("endpoint")];
  return run([...args, ...options], temporaryFolder());
}

test("a created table takes events, and gives them back; creating it again changes nothing", async () => {
  const table = newName();
  const views = `${table}-views`;
  for (let time = 0; time < 2; time++) {
    expect(await create(table, "--consumer", "shipping", "--projections", views)).toEqual({
      exit: 0,
      stdout: "",
      stderr: `The table ${table} is ready.\nThe table ${views} is ready.\n`,
    });
  }
  const store = createStoreEventClient(connection.documents, table);
  const ids = { store_id: newEventId(), product_id: newEventId() };
  const saved = await store.saveEvent({
    type: StoreEventTypes.PRICE_LOWERED,
    data: { ...ids, price: 3 },
  });
  expect((await store.streams.productPrices(ids).read()).events).toEqual([saved]);
  const { Table } = await connection.client.send(new DescribeTableCommand({ TableName: table }));
  expect(Table?.StreamSpecification).toMatchObject({ StreamViewType: "NEW_IMAGE" });
});

test("a table with other keys, or without the stream, is refused", async () => {
  const [other, plain] = [newName(), newName()];
  await connection.client.send(
    new CreateTableCommand({
      TableName: other,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    }),
  );
  const refused = await create(other);
  expect(refused).toMatchObject({ exit: 1, stdout: "" });
  expect(refused.stderr).toMatch(/^error table-unusable .*\n\n.*is not a table for events/);

  expect(await create(plain)).toMatchObject({ exit: 0 });
  const lacking = await create(plain, "--consumer", "shipping");
  expect(lacking).toMatchObject({ exit: 1 });
  expect(lacking.stderr).toContain("has no change stream");
});

test("an address where nothing answers is a clear error", async () => {
  const args = ["table", "--table", "events", "--create", "--endpoint", "http://127.0.0.1:9"];
  const { exit, stderr } = await run(args, temporaryFolder());
  expect(exit).toBe(1);
  expect(stderr).toMatch(
    /^error table-unusable .*\n\n {2}Table "events" cannot be created: .+\.\n/,
  );
});

test("a table of AWS is protected and backed up", async () => {
  const calls: (readonly [name: string, input: Readonly<Record<string, unknown>>])[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const name = String(request.headers["x-amz-target"]).split(".").at(-1) ?? "";
    calls.push([name, JSON.parse(body)]);
    response.setHeader("content-type", "application/x-amz-json-1.0");
    const KeySchema = [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ];
    const AttributeDefinitions = ["pk", "sk"].map((AttributeName) => ({
      AttributeName,
      AttributeType: "S",
    }));
    const Table = { TableStatus: "ACTIVE", KeySchema, AttributeDefinitions };
    response.end(JSON.stringify({ Table }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const before = { ...process.env };
  onTestFinished(() => {
    process.env = before;
    server.close();
  });
  // As AWS's own address: the command line names none.
  process.env.AWS_ENDPOINT_URL_DYNAMODB = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_REGION = "eu-west-1";
  process.env.AWS_ACCESS_KEY_ID = "local";
  process.env.AWS_SECRET_ACCESS_KEY = "local";

  const args = ["table", "--table", "events", "--create"];
  expect(await run(args, temporaryFolder())).toMatchObject({ exit: 0 });
  expect(calls.filter(([name]) => name !== "DescribeTable")).toEqual([
    ["CreateTable", expect.objectContaining({ BillingMode: "PAY_PER_REQUEST" })],
    ["UpdateTable", { TableName: "events", DeletionProtectionEnabled: true }],
    [
      "UpdateContinuousBackups",
      {
        TableName: "events",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    ],
  ]);
});
