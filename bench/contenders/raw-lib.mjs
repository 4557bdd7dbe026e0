import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, QueryCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { ulid } from "ulid";
import { byId, keysOf, STORE, TABLE } from "../model.mjs";

/** Hand-written code with lib-dynamodb and its defaults. */
export function open(config) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(config));

  async function read(type) {
    const events = [];
    let ExclusiveStartKey;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": `STORE::${STORE}::${type}` },
          ExclusiveStartKey,
        }),
      );
      events.push(...page.Items);
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return events;
  }

  return {
    async save(event) {
      const now = Date.now();
      const id = ulid(now);
      const stored = { sk: id, id, ...event, timestamp: new Date(now).toISOString() };
      await client.send(
        new TransactWriteCommand({
          TransactItems: keysOf(event).map((pk) => ({
            Put: {
              TableName: TABLE,
              Item: { pk, ...stored },
              ConditionExpression: "attribute_not_exists(pk)",
            },
          })),
        }),
      );
    },
    read,
    async readStream(types) {
      return (await Promise.all(types.map(read))).flat().sort(byId);
    },
  };
}
