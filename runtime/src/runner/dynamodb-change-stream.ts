import { DescribeTableCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from "@aws-sdk/client-dynamodb-streams";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ChangeStreamError } from "../errors.js";
import { quote } from "../util/quote.js";
import type { ChangeStream, Shard } from "./change-stream.js";

/**
 * The change stream of a table.
 *
 * @throws ChangeStreamError for a table without a change stream that has new images.
 * @throws The SDK's errors.
 */
export async function openChangeStream(
  streams: DynamoDBStreamsClient,
  client: DynamoDBClient | DynamoDBDocumentClient,
  tableName: string,
  signal: AbortSignal,
): Promise<ChangeStream> {
  // Both clients can send the SDK's plain commands.
  const { Table } = await (client as DynamoDBClient).send(
    new DescribeTableCommand({ TableName: tableName }),
    { abortSignal: signal },
  );
  const { LatestStreamArn, StreamSpecification } = Table ?? {};
  const { StreamEnabled, StreamViewType } = StreamSpecification ?? {};
  const isUsable = StreamEnabled === true && /^NEW_/.test(StreamViewType ?? "");
  if (LatestStreamArn === undefined || !isUsable) {
    throw new ChangeStreamError(
      `Table ${quote(tableName)} has no change stream with new images. Enable its stream with the view type ` +
        "NEW_IMAGE or NEW_AND_OLD_IMAGES; createEventTable(client, name, { stream: true }) makes such a table.",
    );
  }
  return dynamoDBChangeStream(streams, LatestStreamArn);
}

function dynamoDBChangeStream(streams: DynamoDBStreamsClient, arn: string): ChangeStream {
  return {
    arn,

    async shards(signal) {
      const shards: Shard[] = [];
      let start: string | undefined;
      do {
        const { StreamDescription } = await streams.send(
          new DescribeStreamCommand({ StreamArn: arn, ExclusiveStartShardId: start }),
          { abortSignal: signal },
        );
        for (const { ShardId, ParentShardId } of StreamDescription?.Shards ?? []) {
          if (ShardId !== undefined) shards.push({ id: ShardId, parent: ParentShardId });
        }
        start = StreamDescription?.LastEvaluatedShardId;
      } while (start !== undefined);
      return shards;
    },

    async iterator(shard, after, signal) {
      const position =
        after === undefined
          ? ({ ShardIteratorType: "TRIM_HORIZON" } as const)
          : ({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after } as const);
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({ StreamArn: arn, ShardId: shard, ...position }),
        { abortSignal: signal },
      );
      if (ShardIterator !== undefined) return ShardIterator;
      throw new ChangeStreamError("DynamoDB Streams answered without a shard iterator.");
    },

    async records(iterator, signal) {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: iterator }),
        { abortSignal: signal },
      );
      return { records: Records, next: NextShardIterator };
    },
  };
}
