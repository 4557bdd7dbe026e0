import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PlainEvent } from "ddb-pattern-runtime";
import {
  type CheckpointStore,
  dynamoDBStreamHandler,
  type EventConsumer,
  MemoryCheckpoints,
} from "ddb-pattern-runtime/consumers";
import initSqlJs from "sql.js";
import { expect, test } from "vitest";
import { generate } from "../../generator/src/index.js";
import { testTable, type UntypedClient } from "../client/support.js";
import { STRICT_FLAGS, tsc } from "../emit/compilers.js";
import { readRepositoryFile, temporaryPackage } from "../emit/support.js";
import { Random, SEED } from "../faults/support-random.js";
import { rawItems } from "../maintenance/support.js";

const PAGE = readRepositoryFile("docs/guide/sql.md");

/** A block of code of the page, by its title. */
function block(title: string): string {
  const found = new RegExp(`^\`\`\`\\w+ title="${title}"\\n(.*?)^\`\`\`$`, "ms").exec(PAGE)?.[1];
  if (found === undefined) throw new Error(`The page has no block "${title}".`);
  return found;
}

interface ReadModelModule {
  createReadModel(database: object, options: object): EventConsumer;
}

interface GeneratedModule {
  createOrdersEventClient(client: object, tableName: string): UntypedClient;
}

async function compiledPage(): Promise<ReadModelModule & GeneratedModule> {
  const { module, diagnostics } = await generate({ text: block("events.yaml") });
  expect(diagnostics).toEqual([]);
  const folder = temporaryPackage({ name: "read-model", private: true, type: "module" });
  writeFileSync(join(folder, "events.generated.ts"), String(module));
  writeFileSync(join(folder, "read-model.ts"), block("read-model.ts"));
  const options = { ...STRICT_FLAGS, module: "nodenext", verbatimModuleSyntax: true };
  expect(await tsc("7", folder, options, ["read-model.ts"])).toEqual({
    output: "",
    isSuccess: true,
  });
  const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
  return { ...(await load("read-model.js")), ...(await load("events.generated.js")) };
}

/** SQLite in this process, with the calls that better-sqlite3 has. */
async function openDatabase() {
  const { Database } = await initSqlJs();
  const database = new Database();
  return {
    exec: (sql: string) => database.run(sql),
    prepare: (sql: string) => ({
      run: (...values: (string | number)[]) => {
        database.run(sql, values);
        return { changes: database.getRowsModified() };
      },
    }),
    rows: (sql: string) => database.exec(sql)[0]?.values ?? [],
  };
}

/** Checkpoints that are lost at times, after the handler has committed. */
class FailingCheckpoints implements CheckpointStore {
  readonly #store = new MemoryCheckpoints();
  readonly #random: Random;
  failures = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  read(...args: Parameters<MemoryCheckpoints["read"]>) {
    return this.#store.read(...args);
  }

  async compareAndSet(...args: Parameters<MemoryCheckpoints["compareAndSet"]>) {
    // The first one, so that each run has one.
    if (this.failures === 0 || this.#random.happens(0.3)) {
      this.failures++;
      throw new Error("The process ends here.");
    }
    return this.#store.compareAndSet(...args);
  }
}

const ORDERS = 12;

test(`the read model equals the fold of the events (seed ${SEED})`, async () => {
  const random = new Random(SEED);
  const page = await compiledPage();
  const { documents, tableName } = await testTable();
  const client = page.createOrdersEventClient(documents, tableName);
  const fold = { orders: new Map<string, unknown[]>(), customers: new Map<string, number[]>() };
  const save = async (event: object): Promise<PlainEvent> => client.saveEvent(event);
  for (let index = 0; index < ORDERS; index++) {
    const order_id = `01JA8B7K770W4XABTR20SSW9${String(index).padStart(2, "0")}`;
    const customer_id = `01JA8B7K770W4XABTR20SSWC0${index % 3}`;
    await save({ type: "ORDER_PLACED", data: { order_id, customer_id, total: 10 } });
    const payments = random.below(4);
    for (let count = 0; count < payments; count++) {
      await save({ type: "ORDER_PAID", data: { order_id, customer_id, amount: index + 1 } });
    }
    fold.orders.set(order_id, [payments > 0 ? "paid" : "placed", 1 + payments]);
    const [orders = 0, paid = 0] = fold.customers.get(customer_id) ?? [];
    fold.customers.set(customer_id, [orders + 1, paid + payments * (index + 1)]);
  }

  const database = await openDatabase();
  const checkpoints = new FailingCheckpoints(random);
  const options = { name: "read-model", checkpoints, client: documents, tableName, attempts: 1 };
  const items = await rawItems(tableName);
  const deliver = async (consumer: EventConsumer) => {
    // Some records twice, others not at all, in any order.
    const records = [...items, ...items]
      .filter(() => random.happens(0.6))
      .sort(() => random.fraction() - 0.5)
      .map((NewImage, index) => {
        return { eventName: "INSERT", dynamodb: { SequenceNumber: String(index + 1), NewImage } };
      });
    const handler = dynamoDBStreamHandler(consumer, { onError: () => {} });
    return (await handler({ Records: records })).batchItemFailures.length;
  };
  for (let count = 0; count < 20; count++) await deliver(page.createReadModel(database, options));
  // The last batches fail at nothing, and have every stream's last event.
  const safe = { ...options, checkpoints: new MemoryCheckpoints() };
  const consumer = page.createReadModel(database, safe);
  const records = items.map((NewImage, index) => {
    return { eventName: "INSERT", dynamodb: { SequenceNumber: String(index + 1), NewImage } };
  });
  expect(await dynamoDBStreamHandler(consumer)({ Records: records })).toEqual({
    batchItemFailures: [],
  });
  expect(checkpoints.failures).toBeGreaterThan(0);
  const orders = database.rows("SELECT order_id, status, revision FROM orders");
  expect(new Map(orders.map(([id, ...row]) => [id, row]))).toEqual(fold.orders);
  const customers = database.rows("SELECT customer_id, orders, paid FROM customers");
  expect(new Map(customers.map(([id, ...row]) => [id, row]))).toEqual(fold.customers);
});
