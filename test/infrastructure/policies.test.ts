import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { newEventId, type PlainEvent } from "ddb-pattern-runtime";
import { createConsumer, createProjection } from "ddb-pattern-runtime/codegen/v1";
import { catchUp, dynamoDBCheckpoints, dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { dropVersion, rebuild } from "ddb-pattern-runtime/projections";
import { MAINTENANCE_ACTIONS } from "ddb-pattern-runtime/rules";
import { runConsumer } from "ddb-pattern-runtime/runner";
import { expect, inject, test } from "vitest";
import type { Plan } from "../../generator/src/infrastructure/plan.js";
import {
  POLICY_NAMES,
  type PolicyName,
  type PolicyResource,
  policyJson,
  statementsOf,
} from "../../generator/src/infrastructure/policies.js";
import {
  asLambda,
  batchOf,
  changesOf,
  isOfOrder,
  plainTable,
  SHOP,
  type ShopTable,
  savedOrder,
  shopClient,
  shopTable,
} from "../consumers/support.js";
import { connect } from "../engines/connect.js";

const PLAN: Plan = { table: "events", hasOwnKey: true, projections: "views", consumers: [] };

/** What a policy allows on a resource. */
function allowed(name: PolicyName, resource: PolicyResource): string[] {
  return statementsOf(name, PLAN)
    .filter((statement) => statement.resource === resource)
    .flatMap(({ actions }) => actions)
    .sort();
}

/** The permissions of the actions of a transaction. */
const TRANSACTED: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Delete: "DeleteItem",
  Update: "UpdateItem",
  ConditionCheck: "ConditionCheckItem",
};

interface Input {
  readonly TableName?: string;
  readonly TransactItems?: readonly Readonly<Record<string, { readonly TableName?: string }>>[];
  readonly RequestItems?: Readonly<Record<string, unknown>>;
}

/** The permissions that one call needs, each with its table. */
function permissionsOf(name: string, input: Input): (readonly [table: string, action: string])[] {
  if (input.TransactItems !== undefined) {
    return input.TransactItems.flatMap((item) =>
      Object.entries(item).map(
        ([kind, { TableName = "" }]) => [TableName, TRANSACTED[kind] ?? kind] as const,
      ),
    );
  }
  const tables = Object.keys(input.RequestItems ?? { [input.TableName ?? "stream"]: {} });
  return tables.map((table) => [table, name] as const);
}

/**
 * New connections to a table, which record what they send, by table; calls on the change stream are under "stream".
 * Clients that have sent a request take no more middleware.
 */
function recorded({ tableName, shop }: ShopTable) {
  const found = new Map<string, Set<string>>();
  const { client, documents } = connect(inject("endpoint"));
  const streams = new DynamoDBStreamsClient({
    endpoint: inject("endpoint"),
    region: "local",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const record = (stack: { add(middleware: never, options: never): void }) => {
    const middleware =
      (next: (args: object) => unknown, { commandName }: { readonly commandName?: string }) =>
      (args: { readonly input: Input }) => {
        const name = String(commandName).replace(/Command$/, "");
        for (const [table, action] of permissionsOf(name, args.input)) {
          found.set(table, (found.get(table) ?? new Set()).add(`dynamodb:${action}`));
        }
        return next(args);
      };
    stack.add(middleware as never, { step: "initialize", name: "recordPermissions" } as never);
  };
  for (const { middlewareStack } of [documents, client, streams]) record(middlewareStack as never);
  const table: ShopTable = { tableName, shop, client, documents, streams };
  return { table, sent: (name: string) => [...(found.get(name) ?? [])].sort() };
}

interface View {
  readonly paid: number;
}

const PROJECTION = {
  name: "orders",
  version: 1,
  key: ({ data }: PlainEvent) => String(data.order_id),
  streams: ["order"],
  handlers: {
    ORDER_PLACED: (item: View = { paid: 0 }): View => item,
    ORDER_PAID: ({ paid }: View = { paid: 0 }): View | undefined =>
      paid === 1 ? undefined : { paid: 1 },
  },
};

function projection(table: ShopTable, items: string, version = 1) {
  const { documents, tableName } = table;
  return createProjection<never, View>(SHOP, { ...PROJECTION, version } as never).connect(
    documents,
    items,
    { events: { tableName } },
  );
}

test("a writer sends what its policy allows, and nothing else", async () => {
  const { table, sent } = recorded(await shopTable());
  const shop = shopClient(table.documents, table.tableName) as unknown as {
    saveEvent(event: object, options?: object): Promise<unknown>;
    streams: Readonly<
      Record<string, (ids: object) => { read(): Promise<unknown>; empty(): unknown }>
    >;
  };
  const order = { order_id: newEventId() };
  await shop.saveEvent({ type: "ORDER_PAID", data: { ...order, amount: 1 } });
  const [other] = [shop.streams.order?.({ order_id: newEventId() })];
  await shop.saveEvent(
    { type: "PAGE_VIEWED", data: { page_id: "p" } },
    { expect: [other?.empty()] },
  );
  await shop.streams.order?.(order).read();
  expect(sent(table.tableName)).toEqual(allowed("writer", "events"));
});

test("a reader sends what its policy allows, and nothing else", async () => {
  const given = await shopTable();
  const { order_id } = await savedOrder(given);
  const { table, sent } = recorded(given);
  const shop = shopClient(table.documents, table.tableName) as unknown as {
    getLatestEvents(query: object): Promise<unknown>;
    streams: Readonly<Record<string, (ids: object) => { read(): Promise<unknown> }>>;
  };
  await shop.getLatestEvents({ eventType: "PAGE_VIEWED", consistentRead: true });
  await shop.streams.order?.({ order_id }).read();
  await shop.streams.pageViews?.({ page_id: "p" }).read();
  expect(sent(table.tableName)).toEqual(allowed("reader", "events"));
});

test("a consumer sends what its policy allows; Lambda lists the streams besides", async () => {
  const given = await shopTable();
  const items = await plainTable(given);
  const { order_id } = await savedOrder(given);
  const { table, sent } = recorded(given);
  const { documents, client, streams, tableName } = table;
  const checkpoints = dynamoDBCheckpoints(client, items);
  const common = {
    streams,
    client: documents,
    tableName,
    checkpoints,
    pollMs: 10,
    stopAtEnd: true,
  };
  const consumer = createConsumer(
    SHOP,
    { streams: { order: () => {} } },
    { name: "orders", checkpoints, client: documents, tableName },
  );
  // The records before it are missing, so they are read from the table.
  const last = (await changesOf(given)).findLast(isOfOrder(order_id));
  if (last === undefined) throw new Error("the change stream has no record of the order");
  await dynamoDBStreamHandler(consumer)(batchOf([asLambda(last)]));
  await runConsumer(consumer, common);
  await catchUp(consumer, { client: documents, tableName });
  const run = () => runConsumer(projection(table, items), { ...common, name: "views" } as never);
  await run();
  // The second payment ends the item.
  await given.shop.saveEvent({ type: "ORDER_PAID", data: { order_id, amount: 1 } });
  await run();
  expect(sent(tableName)).toEqual(allowed("consumer", "events"));
  expect(sent(items)).toEqual(allowed("consumer", "projections"));
  expect([...sent("stream"), "dynamodb:ListStreams"].sort()).toEqual(
    allowed("consumer", "event-stream"),
  );
});

test("an operator sends what the policy allows", async () => {
  const given = await shopTable();
  const items = await plainTable(given);
  await savedOrder(given);
  await rebuild(projection(given, items, 1));
  const { table, sent } = recorded(given);
  const second = projection(table, items, 2);
  await rebuild(second);
  await dropVersion(second, 1);
  const operations = [...new Set(Object.values(MAINTENANCE_ACTIONS).flat())].sort();
  // test/maintenance/policies.test.ts compares them with what the tasks send.
  expect(allowed("operator", "events")).toEqual(operations.map((name) => `dynamodb:${name}`));
  for (const action of sent(table.tableName))
    expect(allowed("operator", "events")).toContain(action);
  // An item is deleted if an event on one page of the table has made it, and one on a later page ends it.
  expect(allowed("operator", "projections")).toEqual(
    [...new Set([...sent(items), "dynamodb:DeleteItem"])].sort(),
  );
});

test.each(POLICY_NAMES)("the policy of a %s cannot change or remove events", (name) => {
  const { Statement } = JSON.parse(policyJson(name, PLAN)) as {
    Statement: { Effect: string; Action: string[]; Resource: string }[];
  };
  const arn = "arn:aws:dynamodb:*:*:table";
  for (const { Effect, Action, Resource } of Statement) {
    expect(Effect).toBe("Allow");
    expect([`${arn}/events`, `${arn}/events/stream/*`, `${arn}/views`]).toContain(Resource);
    expect(Action.filter((action) => action.includes("*"))).toEqual([]);
    if (Resource === `${arn}/views`) continue;
    expect(
      Action.filter((action) => /Update|Delete|BatchWrite|PartiQL|CreateTable/.test(action)),
    ).toEqual([]);
  }
});
