import { getEventListeners } from "node:events";
import { Agent } from "node:http";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { describe, expect, test } from "vitest";
import { dynamoDBTable } from "../../runtime/src/storage/dynamodb/table.js";
import { type EventTable, TableError, type TableFailure } from "../../runtime/src/storage/table.js";
import { CLIENTS, StubHandler, stubbedClient } from "./stub-handler.js";

const ITEM = { pk: "p", sk: "s" };
const QUERY = { pk: "p", order: "asc", consistentRead: false } as const;

function insert(table: EventTable, signal?: AbortSignal): Promise<void> {
  return table.write([{ kind: "insert", item: ITEM }], { signal });
}

async function failureOf(call: Promise<unknown>): Promise<TableFailure> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(TableError);
  const { reason, mayBeWritten, requests, cause } = error as TableError;
  return { reason, mayBeWritten, requests, cause };
}

describe.each(Object.entries(CLIENTS))("%s", (_, newClient) => {
  test("sends the requests that DynamoDB expects", async () => {
    const handler = new StubHandler(({ answer }) => answer({ Items: [], Count: 0 }));
    const table = dynamoDBTable(newClient(handler), "events");
    await insert(table);
    await table.write(
      [
        { kind: "insert", item: ITEM },
        { kind: "check-absent", key: { pk: "p", sk: "t" } },
      ],
      {},
    );
    await table.queryPage({ ...QUERY, from: "a", to: "b", limit: 2 ** 40, start: ITEM }, {});
    const key = (sk: string) => ({ pk: { S: "p" }, sk: { S: sk } });
    const condition = {
      TableName: "events",
      ConditionExpression: "attribute_not_exists(pk)",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    };
    expect(handler.requests.map(({ operation, body }) => [operation, body])).toEqual([
      ["PutItem", { ...condition, Item: key("s") }],
      [
        "TransactWriteItems",
        {
          ClientRequestToken: expect.any(String),
          TransactItems: [
            { Put: { ...condition, Item: key("s") } },
            { ConditionCheck: { ...condition, Key: key("t") } },
          ],
        },
      ],
      [
        "Query",
        {
          TableName: "events",
          KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
          ExpressionAttributeValues: {
            ":pk": { S: "p" },
            ":from": { S: "a" },
            ":to": { S: "b" },
          },
          ScanIndexForward: true,
          ConsistentRead: false,
          Limit: 2 ** 31 - 1,
          ExclusiveStartKey: key("s"),
        },
      ],
    ]);
  });

  test("goes to the endpoint of its Region and account", async () => {
    const handler = new StubHandler(({ answer }) => answer({ Items: [], Count: 0 }));
    const credentials = { accessKeyId: "a", secretAccessKey: "s", accountId: "123456789012" };
    const config = { region: "eu-central-1", endpoint: undefined as never, credentials };
    const table = dynamoDBTable(newClient(handler, config), "events");
    await insert(table);
    await insert(table);
    await table.queryPage(QUERY, { signal: new AbortController().signal });
    const hostname = "123456789012.ddb.eu-central-1.amazonaws.com";
    expect(handler.requests.map((request) => request.hostname)).toEqual(Array(3).fill(hostname));
  });

  test("ends immediately with its signal, and so does its HTTP request", async () => {
    const handler = new StubHandler();
    const table = dynamoDBTable(newClient(handler), "events");
    const caller = new AbortController();
    const write = failureOf(insert(table, caller.signal));
    const [request] = await handler.made(1);
    const reason = new Error("The caller has left.");
    caller.abort(reason);
    expect(await write).toEqual({
      reason: "unavailable",
      mayBeWritten: true,
      requests: 1,
      cause: reason,
    });
    expect(request?.abortSignal?.aborted).toBe(true);
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
    // Another call is not affected.
    const read = table.queryPage(QUERY, { signal: new AbortController().signal });
    (await handler.made(2))[1]?.answer({ Items: [], Count: 0 });
    expect(await read).toEqual({ items: [] });
  });

  test("is not called with an aborted signal", async () => {
    const handler = new StubHandler();
    const table = dynamoDBTable(newClient(handler), "events");
    const reason = new Error("The caller has left.");
    expect(await failureOf(insert(table, AbortSignal.abort(reason)))).toEqual({
      reason: "unavailable",
      mayBeWritten: false,
      requests: 0,
      cause: reason,
    });
    expect(handler.requests).toEqual([]);
  });

  test("ends with its signal between two requests of the SDK, and sends no more", async () => {
    const handler = new StubHandler(({ refuse }) => refuse("InternalServerError", {}, 500));
    const caller = new AbortController();
    const client = newClient(handler, {
      maxAttempts: 5,
      retryStrategy: {
        acquireInitialRetryToken: async () => token(0),
        refreshRetryTokenForRetry: async (current: ReturnType<typeof token>) => {
          // The SDK now waits before its retry.
          setImmediate(() => caller.abort());
          return token(current.getRetryCount() + 1, 50);
        },
        recordSuccess: () => {},
        mode: "test",
      } as never,
    });
    const failure = await failureOf(insert(dynamoDBTable(client, "events"), caller.signal));
    expect(failure).toMatchObject({ reason: "unavailable", mayBeWritten: true, requests: 1 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(handler.requests).toHaveLength(1);
  });

  test("counts the requests of each of several concurrent calls", async () => {
    const handler = new StubHandler(({ operation, answer, fail }) => {
      if (operation === "Query") answer({ Items: [], Count: 0 });
      else fail(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
    });
    const table = dynamoDBTable(newClient(handler, { maxAttempts: 2 }), "events");
    const calls = Array.from({ length: 10 }, () => failureOf(insert(table)));
    const queries = Array.from({ length: 10 }, () => table.queryPage(QUERY, {}));
    await Promise.all(queries);
    const failures = await Promise.all(calls);
    expect(failures.map(({ requests }) => requests)).toEqual(Array(10).fill(2));
    expect(failures.every(({ mayBeWritten }) => mayBeWritten)).toBe(true);
  });

  test("reports that nothing was sent if the credentials fail", async () => {
    const handler = new StubHandler();
    const none = new Error("No credentials today.");
    const client = newClient(handler, { credentials: () => Promise.reject(none) });
    expect(await failureOf(insert(dynamoDBTable(client, "events")))).toEqual({
      reason: "refused",
      mayBeWritten: false,
      requests: 0,
      cause: none,
    });
  });

  test("sends no more concurrent requests than it has sockets, in order", async () => {
    const handler = new StubHandler();
    handler.configs = { httpAgent: new Agent({ maxSockets: 3 }) };
    const client = newClient(handler);
    // Two tables of one client share its sockets.
    const tables = [dynamoDBTable(client, "events"), dynamoDBTable(client, "events")] as const;
    const calls = Array.from({ length: 7 }, (_, index) =>
      (tables[index % 2] as EventTable).write(
        [{ kind: "insert", item: { pk: "p", sk: `${index}` } }],
        {},
      ),
    );
    for (let answered = 0; answered < 7; answered++) {
      const requests = await handler.made(Math.min(answered + 3, 7));
      await settled();
      expect(requests).toHaveLength(Math.min(answered + 3, 7));
      requests[answered]?.answer();
    }
    await Promise.all(calls);
    expect(handler.requests.map(({ body }) => body.Item)).toEqual(
      calls.map((_, index) => ({ pk: { S: "p" }, sk: { S: `${index}` } })),
    );
  });

  test("reports that a call that ended in the queue was never sent", async () => {
    const handler = new StubHandler();
    handler.configs = { httpsAgent: new Agent({ maxSockets: 1 }) };
    const table = dynamoDBTable(newClient(handler), "events");
    const first = insert(table);
    const caller = new AbortController();
    const second = failureOf(insert(table, caller.signal));
    const third = insert(table);
    await handler.made(1);
    caller.abort();
    expect(await second).toMatchObject({ mayBeWritten: false, requests: 0 });
    expect(getEventListeners(caller.signal, "abort")).toEqual([]);
    handler.requests[0]?.answer();
    await first;
    // The ended call is never sent.
    await handler.made(2);
    handler.requests[1]?.answer();
    await third;
    expect(handler.requests).toHaveLength(2);
  });

  test("has 50 sockets by default", async () => {
    const handler = new StubHandler();
    const table = dynamoDBTable(newClient(handler), "events");
    const calls = Array.from({ length: 60 }, () => insert(table));
    await handler.made(50);
    await settled();
    expect(handler.requests).toHaveLength(50);
    for (let index = 0; index < 60; index++) (await handler.made(index + 1))[index]?.answer();
    await Promise.all(calls);
  });
});

/** Waits until all requests that are already on their way have reached the request handler. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

function token(count: number, delay = 0) {
  return { getRetryCount: () => count, getRetryDelay: () => delay };
}

describe("the package's document client", () => {
  const answering = () =>
    new StubHandler(({ operation, answer }) =>
      answer(operation === "Query" ? { Items: [], Count: 0 } : {}),
    );

  /**
   * Counts how often a client builds its middleware stack, by the calls that create its functions.
   */
  function countBuilds(client: DynamoDBDocumentClient): () => number {
    let builds = 0;
    client.middlewareStack.add(
      (next) => {
        builds++;
        return next;
      },
      { step: "build", name: "countBuilds" },
    );
    return () => builds;
  }

  test("builds its middleware stack once for each operation, with or without signals", async () => {
    const client = stubbedClient(answering());
    const builds = countBuilds(client);
    const table = dynamoDBTable(client, "events");
    for (const signal of [undefined, new AbortController().signal, undefined]) {
      await insert(table, signal);
      await table.queryPage(QUERY, { signal });
      // A command of another client in between has no effect.
      await client.send(new GetCommand({ TableName: "events", Key: ITEM }));
    }
    expect(builds()).toBe(2 + 3);
  });

  test("sends its owner's commands with middleware that was added late", async () => {
    const client = stubbedClient(answering());
    await insert(dynamoDBTable(client, "events"));
    const builds = countBuilds(client);
    await client.send(new PutCommand({ TableName: "events", Item: { ...ITEM, gone: undefined } }));
    expect(builds()).toBe(1);
    expect(client.config.cacheMiddleware).toBeFalsy();
  });

  test("runs middleware that was added before the first call, even if it changes the input", async () => {
    const handler = answering();
    const client = stubbedClient(handler);
    client.middlewareStack.add(
      (next) => (args) =>
        next({ ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } }),
      { step: "initialize", priority: "high" },
    );
    const table = dynamoDBTable(client, "events");
    await insert(table);
    await insert(table);
    expect(handler.requests.map(({ body }) => body.ReturnConsumedCapacity)).toEqual([
      "TOTAL",
      "TOTAL",
    ]);
    // Calls are still distinguished.
    handler.react = undefined;
    const caller = new AbortController();
    const write = failureOf(insert(table, caller.signal));
    const request = (await handler.made(3))[2];
    caller.abort();
    expect(await write).toMatchObject({ mayBeWritten: true, requests: 1 });
    expect(request?.abortSignal?.aborted).toBe(true);
  });

  test("can be stubbed on the object and on the class, even after the first call", async () => {
    const client = stubbedClient(answering());
    const table = dynamoDBTable(client, "events");
    await insert(table);
    const sent: unknown[] = [];
    const stub = async (command: unknown) => {
      sent.push(command);
      return {};
    };
    client.send = stub as never;
    await insert(table);
    Reflect.deleteProperty(client, "send");

    const prototype = Object.getPrototypeOf(Object.getPrototypeOf(client));
    const { send } = prototype;
    prototype.send = stub;
    try {
      await insert(table);
    } finally {
      prototype.send = send;
    }
    expect(sent).toEqual([expect.any(PutItemCommand), expect.any(PutItemCommand)]);
  });
});
