/** Usage: node --import tsx bench/reacting/run.mjs [events] [rounds] */
import { ScanCommand } from "@aws-sdk/client-dynamodb";
import { dynamoDBCheckpoints, dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { rebuild } from "ddb-pattern-runtime/projections";
import {
  createOrdersEventConsumer,
  createOrdersProjection,
} from "../../schemas-example/orders/events.generated.ts";
import { connect, newTable } from "../../test/engines/connect.ts";
import { startEngine } from "../../test/engines/engine.ts";
import { handleAll, handleOnce, projectOnce, rebuildAll } from "./hand-written.mjs";
import { batchesOf, EVENTS_PER_ORDER, recordsOf, saveOrders } from "./model.mjs";

const [events = 20_000, rounds = 3] = process.argv.slice(2).map(Number);
const BATCH = 1_000;

/**
 * The cases. A contender prepares one round, and returns the function that is measured; it returns the
 * number of events that it handled, or how to count the items that it made.
 */
function casesOf(connection, tableName) {
  const { client } = connection;
  const counting = (counts) => {
    const count = async () => {
      counts.handled++;
    };
    return { ORDER_PLACED: count, ORDER_PAID: count, ORDER_SHIPPED: count, ORDER_LOST: count };
  };
  /** A round in which a function handles all batches. */
  const handling = (makeHandle) => async () => {
    const counts = { handled: 0 };
    const handle = await makeHandle(counts);
    return async (batches) => {
      for (const batch of batches) await handle(batch);
      return () => counts.handled;
    };
  };
  const projecting = (makeRun) => async () => {
    const items = await newTable(connection);
    const run = makeRun(items);
    return async (batches) => {
      await run(batches);
      return async () => EVENTS_PER_ORDER * (await countItems(client, items));
    };
  };
  const projection = (items, version) =>
    createOrdersProjection({
      name: "orders",
      version,
      key: ({ data }) => data.order_id,
      handlers: VIEW,
    }).connect(client, items, { events: { tableName } });
  return {
    "handle, at least once": {
      "hand-written": handling(async (counts) => handleAll(counting(counts))),
      "ddb-pattern": handling(async (counts) =>
        dynamoDBStreamHandler(createOrdersEventConsumer(counting(counts))),
      ),
    },
    "handle, with checkpoints": {
      "hand-written": handling(async (counts) =>
        handleOnce(counting(counts), client, await newTable(connection)),
      ),
      "ddb-pattern": handling(async (counts) => {
        const checkpoints = dynamoDBCheckpoints(client, await newTable(connection));
        const options = { name: "bench", checkpoints, client, tableName };
        return dynamoDBStreamHandler(createOrdersEventConsumer(counting(counts), options));
      }),
    },
    project: {
      "hand-written": projecting((items) => each(projectOnce(VIEW, client, items))),
      "ddb-pattern": projecting((items) => each(dynamoDBStreamHandler(projection(items, 1)))),
    },
    rebuild: {
      "hand-written": projecting((items) => () => rebuildAll(VIEW, client, tableName, items)),
      "ddb-pattern": projecting((items) => () => rebuild(projection(items, 1))),
    },
  };
}

const each = (handle) => async (batches) => {
  for (const batch of batches) await handle(batch);
};

/** The view of an order: the handlers of the projections. */
const VIEW = {
  ORDER_PLACED: (_, { data }) => {
    return { status: "placed", customer_id: data.customer_id, owed: data.total.amount };
  },
  ORDER_PAID: (view, { data }) => {
    return { ...view, status: "paid", owed: view.owed - data.paid.amount };
  },
  ORDER_SHIPPED: (view) => ({ ...view, status: "shipped" }),
  ORDER_LOST: (view) => ({ ...view, status: "lost" }),
};

/** The views in a table, whoever wrote them. */
async function countItems(client, TableName) {
  let count = 0;
  let ExclusiveStartKey;
  do {
    const page = await client.send(new ScanCommand({ TableName, ExclusiveStartKey }));
    count += page.Items.filter((item) => JSON.stringify(item).includes('"lost"')).length;
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return count;
}

/** Measures each case: the most events per second, and the least CPU time of this process for an event. */
async function measure(cases, records) {
  const batches = batchesOf(records, BATCH);
  console.log(`${records.length} records in batches of ${BATCH}; the best of ${rounds} rounds`);
  print("case", "contender", "events/s", "ratio", "CPU µs", "ratio");
  for (const [name, contenders] of Object.entries(cases)) {
    const best = new Map(
      Object.keys(contenders).map((contender) => [contender, { perSecond: 0, cpuUs: Infinity }]),
    );
    for (let round = 0; round < rounds; round++) {
      // The order is reversed every round, so that no contender always follows the same one.
      const order = Object.entries(contenders);
      for (const [contender, prepare] of round % 2 === 0 ? order : order.reverse()) {
        const figures = best.get(contender);
        const { perSecond, cpuUs } = await runOnce(contender, prepare, batches);
        figures.perSecond = Math.max(figures.perSecond, perSecond);
        figures.cpuUs = Math.min(figures.cpuUs, cpuUs);
      }
    }
    const base = best.get("hand-written");
    for (const [contender, { perSecond, cpuUs }] of best) {
      const ratios = [perSecond / base.perSecond, cpuUs / base.cpuUs];
      const [speed, cpu] = ratios.map((ratio) => ratio.toFixed(2));
      print(name, contender, perSecond.toFixed(0), speed, cpuUs.toFixed(0), cpu);
    }
  }
}

async function runOnce(contender, prepare, batches) {
  const run = await prepare();
  globalThis.gc?.();
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const count = await run(batches);
  const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
  const handled = await count();
  if (handled < events) throw new Error(`${contender} handled ${handled} of ${events} events.`);
  return { perSecond: events / (ms / 1000), cpuUs: (user + system) / events };
}

function print(name, contender, ...figures) {
  const columns = figures.map((figure) => figure.padStart(10)).join("");
  console.log(`${name.padEnd(26)}${contender.padEnd(14)}${columns}`);
}

const engine = await startEngine();
try {
  const connection = connect(engine.endpoint);
  const tableName = await newTable(connection);
  await saveOrders(connection.documents, tableName, events);
  const records = await recordsOf(connection.client, tableName);
  await measure(casesOf(connection, tableName), records);
  connection.client.destroy();
} finally {
  await engine.stop();
}
