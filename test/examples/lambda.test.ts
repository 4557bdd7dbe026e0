import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type AttributeValue, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { StreamsEventResponse } from "ddb-pattern-runtime/consumers";
import { build } from "esbuild";
import { expect, inject, onTestFinished, test } from "vitest";
import { createOrdersEventClient } from "../../schemas-example/orders/events.generated.js";
import { order, pay } from "../../schemas-example/orders/order.js";
import { customerOverview } from "../../schemas-example/orders/overview.js";
import { orderOfTeapots } from "../../schemas-example/orders/program.js";
import {
  asLambda,
  changesOf,
  plainTable,
  type ShopTable,
  shopTable,
} from "../consumers/support.js";
import { ROOT, temporaryPackage } from "../emit/support.js";
import { run } from "../packages/pack.js";

/** The ids of the order whose records were recorded. */
const IDS = {
  order_id: "7d5f2c0e-3b51-4a1e-9d0e-6f1f0b9a4c11",
  customer_id: "0f0c7a52-8f5e-4d2b-8a36-2a9e5b7f3d22",
};

/** A batch of Lambda: the order is placed and paid. `UPDATE=1` records it anew. */
const RECORDED = join(ROOT, "test/examples/recorded/orders.json");

async function recordOrder(): Promise<void> {
  const table = await shopTable();
  const orders = createOrdersEventClient(table.documents, table.tableName);
  await orders.saveEvent(orderOfTeapots(IDS));
  const paid = { amount: 2500, currency: "EUR" } as const;
  const payment = { paid, method: "card", paid_at: "2026-05-01T12:00:00Z" } as const;
  await orders.streams.order({ order_id: IDS.order_id }).decide(order, pay(IDS.order_id, payment));
  const records = (await changesOf(table)).map((record) => {
    const eventSourceARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2026-05-01";
    return { ...asLambda(record), awsRegion: "eu-west-1", eventSourceARN };
  });
  writeFileSync(RECORDED, `${JSON.stringify({ Records: records }, null, 2)}\n`);
}

/** Bundles the functions as they are deployed: one file, the SDK from the platform. */
async function bundleFunctions(): Promise<string> {
  const folder = temporaryPackage({ type: "module" });
  const outfile = join(folder, "lambda.mjs");
  await build({
    entryPoints: [join(ROOT, "schemas-example/orders/lambda.ts")],
    bundle: true,
    format: "esm",
    platform: "node",
    minify: true,
    external: ["@aws-sdk/*"],
    outfile,
  });
  writeFileSync(join(folder, "invoke.mjs"), INVOKE);
  return folder;
}

/** What Lambda does: loads the module once, and calls the function with each batch. */
const INVOKE = `
import { readFileSync } from "node:fs";
const [name, file] = process.argv.slice(2);
const functions = await import("./lambda.mjs");
const event = JSON.parse(readFileSync(file, "utf8"));
const context = { getRemainingTimeInMillis: () => 30_000 };
console.log(JSON.stringify(await functions[name](event, context)));
`;

/** A carrier that answers over HTTP, and notes the requests. */
async function startCarrier(): Promise<{ readonly url: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    response.setHeader("content-type", "application/json").end('{"parcel_id":"DK-1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function invoke(
  folder: string,
  name: "overview" | "shipping",
  { tableName }: ShopTable,
  environment: { readonly ITEMS_TABLE: string; readonly CARRIER_URL: string },
): Promise<StreamsEventResponse> {
  const env = {
    ...process.env,
    AWS_REGION: "local",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_DYNAMODB: inject("endpoint"),
    EVENTS_TABLE: tableName,
    ...environment,
  };
  const { stdout } = await run(process.execPath, ["invoke.mjs", name, RECORDED], {
    cwd: folder,
    env,
  });
  return JSON.parse(stdout) as StreamsEventResponse;
}

test("a bundle of the example's functions handles recorded records", async () => {
  if (process.env.UPDATE === "1") await recordOrder();
  const folder = await bundleFunctions();
  const table = await shopTable();
  const carrier = await startCarrier();
  const environment = { ITEMS_TABLE: await plainTable(table), CARRIER_URL: carrier.url };
  // The table of the events, to which the shipping function appends.
  await storeRecorded(table);

  for (let delivery = 0; delivery < 2; delivery++) {
    for (const name of ["overview", "shipping"] as const) {
      expect(await invoke(folder, name, table, environment)).toEqual({ batchItemFailures: [] });
    }
  }

  const overview = customerOverview.connect(table.documents, environment.ITEMS_TABLE);
  expect(await overview.get(IDS.customer_id)).toEqual({ orders: 1, open: 1, paid: 2500 });
  const orders = createOrdersEventClient(table.documents, table.tableName);
  const { events } = await orders.streams.order({ order_id: IDS.order_id }).read();
  expect(events.map(({ type }) => type)).toEqual(["ORDER_PLACED", "ORDER_PAID", "ORDER_SHIPPED"]);
  expect(carrier.requests).toEqual([`PUT /parcels/${events[1]?.id}?order=${IDS.order_id}`]);
});

interface RecordedBatch {
  readonly Records: readonly { readonly dynamodb: { readonly NewImage: object } }[];
}

/** Stores the recorded items. */
async function storeRecorded({ client, tableName }: ShopTable): Promise<void> {
  const { Records } = JSON.parse(readFileSync(RECORDED, "utf8")) as RecordedBatch;
  for (const { dynamodb } of Records) {
    const Item = dynamodb.NewImage as Record<string, AttributeValue>;
    await client.send(new PutItemCommand({ TableName: tableName, Item }));
  }
}
