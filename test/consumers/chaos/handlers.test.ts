import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { observe, type PlainEvent } from "ddb-pattern-runtime";
import {
  createConsumer,
  type DocumentClient,
  type HandlerContext,
} from "ddb-pattern-runtime/codegen/v1";
import {
  type CheckpointStore,
  catchUp,
  dynamoDBCheckpoints,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import { expect, onTestFinished, test } from "vitest";
import type { TableItem } from "../../../runtime/src/storage/table.js";
import { SHOP } from "../shop.js";
import { asLambda, changesOf, plainTable, shopTable } from "../support.js";
import { CHAOS, type Chaos, deliverBadly } from "./deliver.js";
import { type LambdaRecord, shopWriter, writeHistory } from "./history.js";
import { Mortal, mortalCheckpoints, UNHARMED } from "./mortal.js";
import { Random } from "./random.js";
import { foldOf, GuardedTotals } from "./totals.js";

/** `CHAOS_EVENTS=1000000` runs as many; `CHAOS_SEED` repeats a run. */
const EVENTS = Number(process.env.CHAOS_EVENTS ?? 100_000);
const EVENTS_OF_ENGINE = 3_000;
const SEED = Number(process.env.CHAOS_SEED ?? 20_261_129);

interface Shop {
  readonly client: DocumentClient;
  readonly tableName: string;
  readonly records: readonly LambdaRecord[];
  readonly items: () => Promise<readonly TableItem[]>;
  readonly openStore: (mortal: Mortal) => CheckpointStore;
  readonly chaos?: Chaos;
  readonly maxBatch?: number;
}

/** Delivers the records of a shop badly, then catches up, and compares what handlers did with the table. */
async function survive(shop: Shop, random: Random): Promise<string> {
  const { client, tableName, records, openStore, chaos = CHAOS, maxBatch = 200 } = shop;
  const totals = new GuardedTotals();
  const startProcess = (mortal: Mortal) =>
    createConsumer(
      SHOP,
      {
        PAGE_VIEWED: (event: PlainEvent) => mortal.call(() => totals.view(event)),
        streams: {
          order: (event: PlainEvent, { revision = 0 }: HandlerContext) =>
            mortal.call(() => totals.apply(event, revision)),
        },
      },
      { name: "totals", checkpoints: openStore(mortal), client, tableName, attempts: 1 },
    );
  const sums = { filled: 0, duplicates: 0 };
  onTestFinished(
    observe("ddb-pattern:consumer.batch", ({ filled, duplicates }) => {
      sums.filled += filled;
      sums.duplicates += duplicates;
    }),
  );

  const start = performance.now();
  const figures = await deliverBadly({ records, random, startProcess, chaos, maxBatch });
  const seconds = (performance.now() - start) / 1000;
  const { applied } = totals;
  const since = new Date(0);
  const healthy = startProcess(new Mortal(random, UNHARMED));
  await catchUp(healthy, { client, tableName, withoutRevisionSince: since });
  const caughtUp = totals.applied - applied;

  const expected = foldOf(await shop.items());
  expect(totals.missed).toBe(0);
  expect(totals.applied).toBe(expected.applied);
  expect(totals.rows).toEqual(expected.rows);
  expect(new Set(totals.pages.keys())).toEqual(new Set(expected.pages.keys()));
  for (const each of [
    figures.kills,
    figures.splits,
    figures.partialFailures,
    sums.filled,
    totals.repeated,
    caughtUp,
  ]) {
    expect(each).toBeGreaterThan(0);
  }
  expect(figures.missingRecords).toBeGreaterThan(records.length * CHAOS.expired * 0.9);
  return [
    `${expected.applied} events of ${expected.rows.size} orders, ${expected.pages.size} page views, ${records.length} records`,
    `${figures.batches} batches, ${figures.processes} processes, ${figures.kills} killed, ${figures.splits} splits`,
    `${figures.missingRecords} records missing, ${figures.repeatedRecords} repeated, ${figures.partialFailures} batches failed in part`,
    `${sums.filled} events read from the table, ${sums.duplicates} duplicates dropped, ${totals.repeated} handled again after a kill or a lost call`,
    `${caughtUp} handled by catchUp; 0 missed, 0 applied twice`,
    `${Math.round(records.length / seconds)} records/s`,
  ].join("\n");
}

test("handlers see each event, in order, whatever happens to records and processes", async ({
  annotate,
}) => {
  const random = new Random(SEED);
  const { client, tableName, records } = await writeHistory(EVENTS, random);
  const store = new MemoryCheckpoints();
  const shop: Shop = {
    client,
    tableName,
    records,
    items: async () => client.items(tableName),
    openStore: (mortal) => mortalCheckpoints(store, mortal),
  };
  await annotate(`seed ${SEED}: ${await survive(shop, random)}`);
}, 1_800_000);

test("and on the engine, with checkpoints in a table", async ({ annotate }) => {
  const random = new Random(SEED);
  const table = await shopTable();
  const { documents, tableName } = table;
  await shopWriter(table.shop, EVENTS_OF_ENGINE, random)(EVENTS_OF_ENGINE);
  const checkpoints = dynamoDBCheckpoints(documents, await plainTable(table));
  const old = { ApproximateCreationDateTime: 1_700_000_000 };
  const records = (await changesOf(table)).map(asLambda).map((record) => {
    return { ...record, dynamodb: { ...(record.dynamodb as object), ...old } };
  });
  const shop: Shop = {
    client: documents,
    tableName,
    records: records as unknown as LambdaRecord[],
    async items() {
      const items: TableItem[] = [];
      for await (const { Items = [] } of paginateScan(
        { client: documents },
        { TableName: tableName },
      )) {
        items.push(...(Items as TableItem[]));
      }
      return items;
    },
    openStore: (mortal) => mortalCheckpoints(checkpoints, mortal),
    // There are fewer records, so more happens to each.
    chaos: { ...CHAOS, killed: 0.002, lost: 0.002, split: 0.05 },
    maxBatch: 40,
  };
  await annotate(`seed ${SEED}: ${await survive(shop, random)}`);
}, 600_000);
