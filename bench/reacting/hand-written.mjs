/** What a careful programmer writes without this package, by case. */
import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";

const isEvent = ({ eventName, dynamodb: { NewImage } }) =>
  eventName === "INSERT" && NewImage.canonical?.BOOL === true;

/** Handles each event at least once. */
export function handleAll(handlers) {
  return async ({ Records }) => {
    for (const record of Records) {
      if (!isEvent(record)) continue;
      const event = unmarshall(record.dynamodb.NewImage);
      await handlers[event.type]?.(event);
    }
  };
}

/** Handles each event once and in order: a checkpoint for each stream, eight streams in parallel. */
export function handleOnce(handlers, client, TableName) {
  return async ({ Records }) => {
    const streams = groupByStream(Records.filter(isEvent));
    await inParallel(8, streams, async ([stream, records]) => {
      const key = { pk: { S: `@checkpoint::hand::${stream}` }, sk: { S: "-" } };
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: key, ConsistentRead: true }),
      );
      const position = Number(Item?.position.S ?? 0);
      const events = records
        .map((record) => unmarshall(record.dynamodb.NewImage))
        .sort((a, b) => (a.sk < b.sk ? -1 : 1))
        .filter(({ sk }) => Number(sk) > position);
      for (const event of events) await handlers[event.type]?.(event);
      if (events.length === 0) return;
      await client.send(
        new PutItemCommand({
          TableName,
          Item: { ...key, position: { S: String(Number(events.at(-1).sk)) } },
          ...(Item === undefined
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "position = :old",
                ExpressionAttributeValues: { ":old": Item.position },
              }),
        }),
      );
    });
  };
}

const pkOf = ({ dynamodb }) => dynamodb.NewImage.pk.S;

function groupByStream(records) {
  const groups = new Map();
  for (const record of records) {
    const group = groups.get(pkOf(record));
    if (group === undefined) groups.set(pkOf(record), [record]);
    else group.push(record);
  }
  return groups;
}

/** Runs the work of all items, so many at a time. */
export async function inParallel(limit, items, work) {
  const iterator = items[Symbol.iterator]();
  const worker = async () => {
    for (const item of { [Symbol.iterator]: () => iterator }) await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
