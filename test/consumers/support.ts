import { DescribeTableCommand } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type _Record as StreamRecord,
} from "@aws-sdk/client-dynamodb-streams";
import { createEventTable, newEventId } from "ddb-pattern-runtime";
import type { Descriptor } from "ddb-pattern-runtime/codegen/v1";
import { inject, onTestFinished } from "vitest";
import { type Connection, connect } from "../engines/connect.js";
import { SHOP, type ShopClient, shopClient } from "./shop.js";

export { SHOP, shopClient };

/** A table with a change stream, and a client of the shop. */
export interface ShopTable extends Connection {
  readonly tableName: string;
  readonly shop: ShopClient;
  readonly streams: DynamoDBStreamsClient;
}

let tables = 0;

export async function shopTable(descriptor: Descriptor = SHOP): Promise<ShopTable> {
  const connection = connect(inject("endpoint"));
  const tableName = `shop-${process.pid}-${Date.now()}-${++tables}`;
  await createEventTable(connection.client, tableName, { stream: true });
  const streams = new DynamoDBStreamsClient({
    endpoint: inject("endpoint"),
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  onTestFinished(() => {
    connection.client.destroy();
    streams.destroy();
  });
  const shop = shopClient(connection.documents, tableName, descriptor);
  return { ...connection, tableName, shop, streams };
}

/** An empty table with `pk` and `sk`, for checkpoints. */
export async function plainTable({ client }: Connection): Promise<string> {
  const tableName = `plain-${process.pid}-${Date.now()}-${++tables}`;
  await createEventTable(client, tableName);
  return tableName;
}

/** The ARN of a table's change stream. */
export async function streamArn({ client, tableName }: ShopTable): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
  return Table?.LatestStreamArn ?? "";
}

/** All records of a table's change stream so far, as the SDK gives them. */
export async function changesOf(table: ShopTable): Promise<StreamRecord[]> {
  const StreamArn = await streamArn(table);
  const { StreamDescription } = await table.streams.send(new DescribeStreamCommand({ StreamArn }));
  const found: StreamRecord[] = [];
  for (const { ShardId } of StreamDescription?.Shards ?? []) {
    const { ShardIterator } = await table.streams.send(
      new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
    );
    let next = ShardIterator;
    while (next !== undefined) {
      const { Records = [], NextShardIterator } = await table.streams.send(
        new GetRecordsCommand({ ShardIterator: next }),
      );
      if (Records.length === 0) break;
      found.push(...Records);
      next = NextShardIterator;
    }
  }
  return found;
}

/** A record as Lambda delivers it: bytes in base64, times in seconds. */
export function asLambda(record: StreamRecord): Record<string, unknown> {
  const { dynamodb, ...rest } = record;
  const time = dynamodb?.ApproximateCreationDateTime;
  return {
    ...rest,
    ...(toJson({
      dynamodb: {
        ...dynamodb,
        ApproximateCreationDateTime: time === undefined ? undefined : time.getTime() / 1000,
      },
    }) as object),
  };
}

let sequence = 0;

/** A record of Kinesis Data Streams for DynamoDB as Lambda delivers it. */
export function asKinesis(record: StreamRecord): Record<string, unknown> {
  const {
    SequenceNumber: _,
    ApproximateCreationDateTime: time,
    ...dynamodb
  } = record.dynamodb ?? {};
  const change = toJson({
    awsRegion: record.awsRegion,
    eventID: record.eventID,
    eventName: record.eventName,
    userIdentity: null,
    recordFormat: "application/json",
    tableName: "events",
    dynamodb: {
      ...dynamodb,
      ApproximateCreationDateTime: time?.getTime(),
      ApproximateCreationDateTimePrecision: "MILLISECOND",
    },
    eventSource: "aws:dynamodb",
  });
  return {
    kinesis: {
      kinesisSchemaVersion: "1.0",
      partitionKey: "partition",
      sequenceNumber: `4959${String(++sequence).padStart(52, "0")}`,
      data: Buffer.from(JSON.stringify(change)).toString("base64"),
      approximateArrivalTimestamp: 1_545_084_650.987,
    },
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventName: "aws:kinesis:record",
  };
}

function toJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, function (this: Record<string, unknown>, key: string, given: unknown) {
      const original = this[key];
      return original instanceof Uint8Array ? Buffer.from(original).toString("base64") : given;
    }),
  );
}

export const batchOf = (records: readonly unknown[]) => ({ Records: [...records] });

/** An order that was placed, paid and noted, of a customer with a name: revisions 1 to 3, and 1 and 2. */
export async function savedOrder({ shop }: Pick<ShopTable, "shop">) {
  const ids = { order_id: newEventId(), customer_id: newEventId() };
  const { order_id, customer_id } = ids;
  await shop.saveEvent({ type: "CUSTOMER_NAMED", data: { customer_id, name: "Ada" } });
  await shop.saveEvent({ type: "ORDER_PLACED", data: { ...ids, total: 3 } });
  await shop.saveEvent({ type: "ORDER_PAID", data: { order_id, amount: 3 } });
  await shop.saveEvent({ type: "ORDER_NOTED", data: { order_id, note: "fragile" } });
  return ids;
}

/** Appends so many notes to an order. */
export async function noteOrder(
  { shop }: Pick<ShopTable, "shop">,
  order_id: string,
  notes: number,
) {
  for (let note = 1; note <= notes; note++) {
    await shop.saveEvent({ type: "ORDER_NOTED", data: { order_id, note: `note ${note}` } });
  }
}

/** The key of an order's copy in the order's stream. */
export const isOfOrder =
  (order_id: string, revision?: number) =>
  ({ dynamodb }: StreamRecord): boolean =>
    dynamodb?.Keys?.pk?.S === `ORDER::${order_id}::@order` &&
    (revision === undefined || Number(dynamodb.Keys.sk?.S) === revision);
