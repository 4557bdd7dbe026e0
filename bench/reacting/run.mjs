/** Usage: npx tsx bench/reacting/run.mjs [events] [rounds] */
import { createConsumer } from "ddb-pattern-runtime/codegen/v1";
import { dynamoDBCheckpoints, dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { ordersDescriptor } from "../../schemas-example/orders/events.generated.ts";
import { connect, newTable } from "../../test/engines/connect.ts";
import { startEngine } from "../../test/engines/engine.ts";
import { handleAll, handleOnce } from "./hand-written.mjs";
import { batchesOf, recordsOf, saveOrders } from "./model.mjs";

const [events = 20_000, rounds = 3] = process.argv.slice(2).map(Number);
const BATCH = 1_000;

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

/** The cases: each makes, for one round, the function that handles a batch. */
function casesOf(connection, tableName) {
  const { client } = connection;
  const handlers = (counts) => {
    const count = async () => {
      counts.handled++;
    };
    return { ORDER_PLACED: count, ORDER_PAID: count, ORDER_SHIPPED: count, ORDER_LOST: count };
  };
  const consumer = (counts, options) =>
    dynamoDBStreamHandler(createConsumer(ordersDescriptor, handlers(counts), options));
  return {
    "handle, at least once": {
      "hand-written": async (counts) => handleAll(handlers(counts)),
      "ddb-pattern": async (counts) => consumer(counts, {}),
    },
    "handle, with checkpoints": {
      "hand-written": async (counts) =>
        handleOnce(handlers(counts), client, await newTable(connection)),
      "ddb-pattern": async (counts) =>
        consumer(counts, {
          name: "bench",
          checkpoints: dynamoDBCheckpoints(client, await newTable(connection)),
          client,
          tableName,
        }),
    },
  };
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
  const counts = { handled: 0 };
  const handle = await prepare(counts);
  globalThis.gc?.();
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  for (const batch of batches) await handle(batch);
  const [ms, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
  if (counts.handled < events) throw new Error(`${contender} handled ${counts.handled} events.`);
  return { perSecond: counts.handled / (ms / 1000), cpuUs: (user + system) / counts.handled };
}

function print(name, contender, ...figures) {
  const columns = figures.map((figure) => figure.padStart(10)).join("");
  console.log(`${name.padEnd(26)}${contender.padEnd(14)}${columns}`);
}
