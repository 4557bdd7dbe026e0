/** What a careful programmer writes without this package, by case. */
import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";

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

const ABSENT = "attribute_not_exists(pk)";

/**
 * Applies each event once to the item of its order: reads the item and the checkpoint of the stream,
 * and writes both in one transaction; for all events of a stream in a batch together.
 */
export function projectOnce(handlers, client, TableName) {
  return async ({ Records }) => {
    await inParallel(8, groupByStream(Records.filter(isEvent)), async ([stream, records]) => {
      const { order_id } = unmarshall(records[0].dynamodb.NewImage).data;
      const keys = [`item::${order_id}`, `checkpoint::${stream}`].map((pk) =>
        marshall({ pk, sk: "-" }),
      );
      const request = { RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } } };
      const { Responses } = await client.send(new BatchGetItemCommand(request));
      const [item, checkpoint] = keys.map((key) =>
        Responses[TableName].map((each) => unmarshall(each)).find(({ pk }) => pk === key.pk.S),
      );
      const position = checkpoint?.revision ?? 0;
      let state = item?.state;
      let last = position;
      for (const { dynamodb } of records) {
        const event = unmarshall(dynamodb.NewImage);
        const revision = Number(event.sk);
        if (revision <= last) continue;
        state = handlers[event.type]?.(state, event) ?? state;
        last = revision;
      }
      if (last === position) return;
      const put = (key, attributes, condition) => {
        return { Put: { TableName, Item: { ...key, ...marshall(attributes) }, ...condition } };
      };
      const unchanged = (name, value) =>
        value === undefined
          ? { ConditionExpression: ABSENT }
          : {
              ConditionExpression: `${name} = :old`,
              ExpressionAttributeValues: marshall({ ":old": value }),
            };
      const TransactItems = [
        put(
          keys[0],
          { state, version: (item?.version ?? 0) + 1 },
          unchanged("version", item?.version),
        ),
        put(keys[1], { revision: last }, unchanged("revision", checkpoint?.revision)),
      ];
      await client.send(new TransactWriteItemsCommand({ TransactItems }));
    });
  };
}

/**
 * Makes the items of all orders from the table, in memory, and writes them. It cannot go on where it was
 * interrupted, and misses what is saved meanwhile.
 */
export async function rebuildAll(handlers, client, tableName, TableName, segments = 4) {
  const states = new Map();
  await inParallel(segments, Array.from({ length: segments }).keys(), async (Segment) => {
    let ExclusiveStartKey;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: tableName,
          Segment,
          TotalSegments: segments,
          ConsistentRead: true,
          ExclusiveStartKey,
        }),
      );
      for (const item of page.Items) {
        if (item.canonical?.BOOL !== true) continue;
        const event = unmarshall(item);
        const { order_id } = event.data;
        states.set(order_id, handlers[event.type]?.(states.get(order_id), event));
      }
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
  });
  const puts = [...states].map(([order_id, state]) => {
    return { PutRequest: { Item: marshall({ pk: `item::${order_id}`, sk: "-", state }) } };
  });
  const batches = [];
  while (puts.length > 0) batches.push(puts.splice(0, 25));
  await inParallel(8, batches, async (batch) => {
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: batch } }));
  });
}
