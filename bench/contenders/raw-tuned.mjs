import { DynamoDBClient, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { ulid } from "ulid";
import { byId, keysOf, STORE, TABLE } from "../model.mjs";

/** Hand-written code that is tuned: cached middleware, and attribute values written by hand. */
export function open(config) {
  // Without `info` and `error`, older SDKs do not copy input and output for the logger.
  const logger = { trace() {}, debug() {}, warn() {} };
  const client = new DynamoDBClient({ ...config, cacheMiddleware: true, logger });

  async function read(type) {
    const events = [];
    let ExclusiveStartKey;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": { S: `STORE::${STORE}::${type}` } },
          ExclusiveStartKey,
        }),
      );
      for (const item of page.Items) events.push(decode(item));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    return events;
  }

  return {
    async save(event) {
      const now = Date.now();
      const id = ulid(now);
      const { store_id, product_id, price } = event.data;
      const stored = {
        sk: { S: id },
        id: { S: id },
        type: { S: event.type },
        timestamp: { S: new Date(now).toISOString() },
        data: {
          M: {
            store_id: { S: store_id },
            product_id: { S: product_id },
            price: { N: String(price) },
          },
        },
      };
      await client.send(
        new TransactWriteItemsCommand({
          TransactItems: keysOf(event).map((pk) => ({
            Put: {
              TableName: TABLE,
              Item: { pk: { S: pk }, ...stored },
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

function decode({ id, type, timestamp, data }) {
  const { store_id, product_id, price } = data.M;
  return {
    id: id.S,
    type: type.S,
    timestamp: timestamp.S,
    data: { store_id: store_id.S, product_id: product_id.S, price: Number(price.N) },
  };
}
