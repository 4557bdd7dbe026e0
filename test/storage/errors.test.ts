import { readFileSync } from "node:fs";
import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import { describe, expect, test } from "vitest";
import type { DynamoDBSender } from "../../runtime/src/storage/dynamodb/sender.js";
import { dynamoDBTable } from "../../runtime/src/storage/dynamodb/table.js";
import {
  type ConditionFailedError,
  type ContentionError,
  type TableError,
  tableErrorOf,
  type WriteAction,
} from "../../runtime/src/storage/table.js";
import { CLIENTS, StubHandler, type StubRequest, stubbedClient } from "./stub-handler.js";

const SECRET = "SECRET-CONTENT";
const item = (sk: string) => ({ pk: "p", sk, data: { name: SECRET } });
const PUT: readonly WriteAction[] = [{ kind: "insert", item: item("a") }];
const TRANSACTION: readonly WriteAction[] = [
  { kind: "insert", item: item("a") },
  { kind: "check-absent", key: { pk: "p", sk: "b" } },
];
const QUERY = { pk: "p", order: "asc", consistentRead: false } as const;

async function portErrorOf(
  call: Promise<unknown>,
): Promise<ConditionFailedError | ContentionError | TableError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const known = tableErrorOf(error);
  if (known === undefined) throw new Error("The call ended otherwise.", { cause: error });
  return known;
}

/** The error of a write with this answer; the SDK makes one attempt. */
function errorOf(
  actions: readonly WriteAction[],
  react: (request: StubRequest) => void,
  maxAttempts = 1,
) {
  const client = stubbedClient(new StubHandler(react), { maxAttempts });
  return portErrorOf(dynamoDBTable(client, "events").write(actions, {}));
}

function cancelled(...codes: readonly string[]) {
  return ({ refuse }: StubRequest) =>
    refuse("TransactionCanceledException", {
      message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(", ")}]`,
      CancellationReasons: codes.map((Code) => ({ Code, Message: `${Code}.` })),
    });
}

describe.each(Object.entries(CLIENTS))("%s", (_, newClient) => {
  test("reports the existing items of taken keys", async () => {
    const raw = {
      pk: { S: "p" },
      sk: { S: "a" },
      data: { M: { n: { N: "1" }, b: { B: "AAE=" } } },
    };
    const plain = { pk: "p", sk: "a", data: { n: 1, b: Uint8Array.of(0, 1) } };
    const handler = new StubHandler(({ operation, refuse }) =>
      operation === "PutItem"
        ? refuse("ConditionalCheckFailedException", { Item: raw })
        : refuse("TransactionCanceledException", {
            CancellationReasons: [
              { Code: "None" },
              { Code: "ConditionalCheckFailed", Item: raw },
              { Code: "TransactionConflict" },
              { Code: "ConditionalCheckFailed" },
            ],
          }),
    );
    const table = dynamoDBTable(newClient(handler), "events");
    expect(await portErrorOf(table.write(PUT, {}))).toMatchObject({
      code: "condition-failed",
      failures: [{ index: 0, item: plain }],
      requests: 1,
    });
    expect(await portErrorOf(table.write(TRANSACTION, {}))).toMatchObject({
      code: "condition-failed",
      failures: [
        { index: 1, item: plain },
        { index: 3, item: undefined },
      ],
    });
  });
});

describe("the existing item of a taken key", () => {
  test.each([
    [
      { pk: { S: "p" }, sk: { S: "a" } },
      { pk: "p", sk: "a" },
    ],
    [
      { pk: "p", sk: "a", n: 1 },
      { pk: "p", sk: "a", n: 1 },
    ],
    [undefined, undefined],
    [{ sk: { S: "a" } }, undefined],
    ["nonsense", undefined],
  ])("as other clients return it: %o", async (Item, expected) => {
    const throwing = (error: Error): DynamoDBSender => ({ send: () => Promise.reject(error) });
    const put = new ConditionalCheckFailedException({ $metadata: {}, message: "" });
    const transaction = new TransactionCanceledException({
      $metadata: {},
      message: "",
      CancellationReasons: [{ Code: "ConditionalCheckFailed", Item: Item as never }],
    });
    for (const [error, actions] of [
      [Object.assign(put, { Item }), PUT],
      [transaction, TRANSACTION],
    ] as const) {
      const table = dynamoDBTable(throwing(error), "events");
      expect(await portErrorOf(table.write(actions, {}))).toMatchObject({
        code: "condition-failed",
        failures: [{ index: 0, item: expected }],
      });
    }
  });
});

describe("contention", () => {
  test.each([
    ["None", "TransactionConflict"],
    ["ThrottlingError", "None"],
    ["ProvisionedThroughputExceeded", "TransactionConflict"],
  ])("%s, %s", async (...codes) => {
    expect(await errorOf(TRANSACTION, cancelled(...codes))).toMatchObject({
      code: "contention",
      mayBeWritten: false,
      requests: 1,
    });
  });

  test.each(["TransactionConflictException"])("%s", async (name) => {
    expect(await errorOf(PUT, ({ refuse }) => refuse(name))).toMatchObject({ code: "contention" });
  });

  test("not together with another reason", async () => {
    const error = await errorOf(TRANSACTION, cancelled("TransactionConflict", "ValidationError"));
    expect(error).toMatchObject({ code: "table", reason: "refused", mayBeWritten: false });
  });

  test("of Regions, unless the SDK has retried", async () => {
    const conflict = (extra: object) => {
      const error = Object.assign(new Error(), {
        name: "ReplicatedWriteConflictException",
        $fault: "client",
        $metadata: { httpStatusCode: 400, attempts: 1 },
        ...extra,
      });
      const table = dynamoDBTable({ send: () => Promise.reject(error) }, "events");
      return portErrorOf(table.write(PUT, {}));
    };
    expect(await conflict({})).toMatchObject({ code: "contention" });
    expect(await conflict({ $retryable: {} })).toMatchObject({
      code: "table",
      reason: "unavailable",
      mayBeWritten: false,
    });
  });
});

test("errors of a duplicated SDK are recognized by their code", async () => {
  const errors: readonly [Error, readonly WriteAction[], object][] = [
    [new Error("ConditionalCheckFailedException"), PUT, { code: "condition-failed" }],
    [
      Object.assign(new Error("Transaction cancelled [None, ConditionalCheckFailed]"), {
        __type: "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
      }),
      TRANSACTION,
      { code: "condition-failed", failures: [{ index: 1, item: undefined }] },
    ],
    [
      Object.assign(new Error("TransactionCanceledException"), {
        CancellationReasons: [{ Code: "TransactionConflict" }],
      }),
      TRANSACTION,
      { code: "contention" },
    ],
    [
      Object.assign(new Error("x"), { Code: "ThrottlingException" }),
      PUT,
      { reason: "unavailable" },
    ],
    [new Error("AccessDeniedException"), PUT, { reason: "refused", mayBeWritten: false }],
    [new Error("ResourceNotFoundException"), PUT, { reason: "refused", mayBeWritten: false }],
  ];
  for (const [error, actions, expected] of errors) {
    const table = dynamoDBTable({ send: () => Promise.reject(error) }, "events");
    expect(await portErrorOf(table.write(actions, {}))).toMatchObject(expected);
  }
});

describe("unavailable", () => {
  const faults: Readonly<Record<string, (request: StubRequest) => void>> = {
    throttling: ({ refuse }) => refuse("ThrottlingException"),
    "no capacity": ({ refuse }) => refuse("ProvisionedThroughputExceededException"),
    "a transaction in progress": ({ refuse }) => refuse("TransactionInProgressException"),
    "an internal error": ({ refuse }) => refuse("InternalServerError", {}, 500),
    "an error without a name": ({ answer }) => answer({}, 400),
    "a web page": ({ answer }) => answer(`<html>${SECRET}`, 403),
    "a web page for a success": ({ answer }) => answer(`<html>${SECRET}`),
    "half an answer": ({ answer }) => answer(`{"Items":[{"pk":{"S":"${SECRET}"}`),
    "a broken connection": ({ fail }) =>
      fail(Object.assign(new Error(SECRET), { code: "ECONNRESET" })),
    "a time-out": ({ fail }) => fail(Object.assign(new Error(SECRET), { name: "TimeoutError" })),
  };
  const CERTAIN = ["throttling", "no capacity", "a transaction in progress"];

  test.each(Object.entries(faults))("%s", async (name, react) => {
    expect(await errorOf(PUT, react)).toMatchObject({
      reason: "unavailable",
      mayBeWritten: !CERTAIN.includes(name),
      requests: 1,
    });
  });

  test("no connection: not written if it was the only request", async () => {
    const react = ({ fail }: StubRequest) =>
      fail(Object.assign(new Error(SECRET), { code: "ECONNREFUSED" }));
    expect(await errorOf(PUT, react)).toMatchObject({
      reason: "unavailable",
      mayBeWritten: false,
    });
    expect(await errorOf(PUT, react, 2)).toMatchObject({ mayBeWritten: true, requests: 2 });
  });

  test("the outcome is unknown after a second request", async () => {
    let count = 0;
    const error = await errorOf(
      PUT,
      ({ refuse, fail }) => {
        if (count++ > 0) refuse("AccessDeniedException");
        else fail(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
      },
      3,
    );
    expect(error).toMatchObject({ reason: "refused", mayBeWritten: true, requests: 2 });
  });

  test("the outcome is unknown if the credentials fail for a second request", async () => {
    const handler = new StubHandler(faults["a broken connection"]);
    const client = stubbedClient(handler, {
      maxAttempts: 3,
      credentials: async () => {
        if (handler.requests.length > 0) throw new Error("No credentials any more.");
        // They expire immediately, so the SDK requests new ones for each request.
        const expiration = new Date(Date.now() - 1);
        return { accessKeyId: "local", secretAccessKey: "local", expiration };
      },
    });
    const error = await portErrorOf(dynamoDBTable(client, "events").write(PUT, {}));
    expect(error).toMatchObject({ mayBeWritten: true, requests: 1 });
    expect(error.cause).toMatchObject({ message: "No credentials any more." });
  });

  test("a failed query has written nothing", async () => {
    for (const react of Object.values(faults)) {
      const client = stubbedClient(new StubHandler(react), { maxAttempts: 1 });
      const call = dynamoDBTable(client, "events").queryPage(QUERY, {});
      expect(await portErrorOf(call)).toMatchObject({ mayBeWritten: false });
    }
  });
});

describe("item-too-large", () => {
  test("directly, or as a cancellation reason of a transaction", async () => {
    const message = "Item size has exceeded the maximum allowed size";
    const put = await errorOf(PUT, ({ refuse }) => refuse("ValidationException", { message }));
    const transaction = await errorOf(TRANSACTION, ({ refuse }) =>
      refuse("TransactionCanceledException", {
        CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message: message }],
      }),
    );
    for (const error of [put, transaction]) {
      expect(error).toMatchObject({ reason: "item-too-large", mayBeWritten: false });
    }
  });
});

describe("messages", () => {
  test.each([
    ["ResourceNotFoundException", "There is no such table"],
    ["AccessDeniedException", "Allow dynamodb:PutItem on the table."],
    ["ExpiredTokenException", "The credentials have expired."],
    ["UnrecognizedClientException", "DynamoDB does not accept the credentials."],
    ["InvalidSignatureException", "clock"],
    ["ValidationException", '"pk" (a string, HASH)'],
    ["SomethingNewException", "See the error's cause."],
  ])("%s", async (name, advice) => {
    const error = await errorOf(PUT, ({ refuse }) => refuse(name, { message: SECRET }));
    expect(error).toMatchObject({ reason: "refused", cause: { name } });
    expect(error.message).toContain(`DynamoDB refused PutItem on table "events": "${name}".`);
    expect(error.message).toContain(advice);
  });

  test("an invalid transaction may be one that the table never accepts", async () => {
    const error = await errorOf(TRANSACTION, ({ refuse }) => refuse("ValidationException"));
    expect(error.message).toContain("multi-Region strong consistency refuses all transactions");
    const page = /docs\/guide\/[a-z]+\.md/.exec(error.message)?.[0];
    const shipped = new URL(`../../runtime/${page}`, import.meta.url);
    expect(readFileSync(shipped, "utf8")).toContain("strongly consistent");
    const put = await errorOf(PUT, ({ refuse }) => refuse("ValidationException"));
    expect(put.message).not.toContain("multi-Region");
    const denied = await errorOf(TRANSACTION, ({ refuse }) => refuse("AccessDeniedException"));
    expect(denied.message).toContain("dynamodb:PutItem and dynamodb:ConditionCheckItem");
  });

  test("no Region, no credentials", async () => {
    const environment = { ...process.env };
    for (const name of Object.keys(process.env)) {
      if (name.startsWith("AWS_")) delete process.env[name];
    }
    Object.assign(process.env, {
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
    try {
      for (const [config, advice] of [
        [{}, "Set AWS_REGION, or set the client's region."],
        [{ region: "eu-central-1" }, "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"],
      ] as const) {
        const table = dynamoDBTable(new DynamoDBClient(config), "events");
        const error = await portErrorOf(table.write(PUT, {}));
        expect(error).toMatchObject({ reason: "refused", mayBeWritten: false, requests: 0 });
        expect(error.message).toContain("was not sent to DynamoDB");
        expect(error.message).toContain(advice);
      }
    } finally {
      process.env = environment;
    }
  });

  test("contain no content, and no long or multi-line name", async () => {
    const tableName = `a\n${"b".repeat(300)}`;
    const faults: ((request: StubRequest) => void)[] = [
      ({ refuse }) => refuse(`${"Long".repeat(100)}Exception`, { message: SECRET }),
      ({ refuse }) => refuse("ValidationException", { message: SECRET }),
      ({ fail }) => fail(new Error(SECRET)),
      ({ answer }) => answer({ SECRET }, 500),
      ({ answer }) => answer(`{"Items":[{"pk":{"S":"${SECRET}"}`),
      cancelled("ValidationError"),
    ];
    for (const react of faults) {
      const client = stubbedClient(new StubHandler(react), { maxAttempts: 1 });
      const { message } = await portErrorOf(dynamoDBTable(client, tableName).write(PUT, {}));
      expect(message).not.toContain(SECRET);
      expect(message).not.toContain("\n");
      expect(message.length).toBeLessThan(700);
    }
  });

  test("a value that cannot be stored is refused before any request", async () => {
    const handler = new StubHandler();
    const table = dynamoDBTable(stubbedClient(handler), "events");
    const odd = { pk: "p", sk: "s", data: { when: new Date(0) } };
    for (const actions of [[odd], [odd, item("b")]]) {
      const write = table.write(
        actions.map((each) => ({ kind: "insert", item: each })),
        {},
      );
      expect(await portErrorOf(write)).toMatchObject({
        reason: "refused",
        mayBeWritten: false,
        requests: 0,
      });
    }
    expect(handler.requests).toEqual([]);
  });
});

describe("an answer", () => {
  /** An answer over HTTP from DynamoDB's address, but not necessarily from DynamoDB. */
  function answering(body: object, headers: Readonly<Record<string, string>>) {
    const handler = new StubHandler(({ answer }) => answer(body, 200, headers));
    return dynamoDBTable(stubbedClient(handler), "events");
  }

  /** A stub of `send`, without HTTP. */
  function stubbed(answer: unknown) {
    const client: DynamoDBSender = { send: async () => answer as never };
    return dynamoDBTable(client, "events");
  }

  test("to a write that lacks the request id is not trusted", async () => {
    for (const actions of [PUT, TRANSACTION]) {
      const error = await portErrorOf(answering({}, {}).write(actions, {}));
      expect(error).toMatchObject({ reason: "unrecognized", mayBeWritten: true, requests: 1 });
      expect(error.message).toContain("x-amzn-RequestId");
    }
  });

  test("to a query without the request id is trusted for its content", async () => {
    const body = { Items: [{ pk: { S: "p" }, sk: { S: "a" } }], Count: 1 };
    expect(await answering(body, {}).queryPage(QUERY, {})).toEqual({
      items: [{ pk: "p", sk: "a" }],
    });
    for (const answer of [{}, { Items: [] }, { Items: {}, Count: 0 }]) {
      const error = await portErrorOf(answering(answer, {}).queryPage(QUERY, {}));
      expect(error).toMatchObject({ reason: "unrecognized", mayBeWritten: false });
    }
  });

  test("with items that lack a key is not trusted", async () => {
    const id = { "x-amzn-requestid": "REQUEST" };
    for (const keyless of [{}, { pk: { S: "p" } }, { pk: { S: "p" }, sk: { N: "1" } }]) {
      const body = { Items: [{ pk: { S: "p" }, sk: { S: "a" } }, keyless], Count: 2 };
      const error = await portErrorOf(answering(body, id).queryPage(QUERY, {}));
      expect(error).toMatchObject({ reason: "unrecognized", mayBeWritten: false });
      const end = { Items: [], Count: 0, LastEvaluatedKey: keyless };
      await portErrorOf(answering(end, id).queryPage(QUERY, {}));
    }
    await portErrorOf(answering({}, id).queryPage(QUERY, {}));
  });

  test("without HTTP metadata is trusted", async () => {
    for (const answer of [undefined, {}, { $metadata: {} }]) {
      await stubbed(answer).write(PUT, {});
      await stubbed(answer).write(TRANSACTION, {});
      expect(await stubbed(answer).queryPage(QUERY, {})).toEqual({ items: [] });
    }
    const plain = { pk: "p", sk: "a", data: { n: 1 } };
    const raw = { pk: { S: "p" }, sk: { S: "b" }, data: { M: { n: { N: "1" } } } };
    const page = { Items: [plain, raw], LastEvaluatedKey: { pk: "p", sk: "b" } };
    expect(await stubbed(page).queryPage(QUERY, {})).toEqual({
      items: [plain, { pk: "p", sk: "b", data: { n: 1 } }],
      next: { pk: "p", sk: "b" },
    });
  });
});
