import { connect, newTable } from "../../test/engines/connect.js";
import type { Engine } from "../../test/engines/engine.js";
import {
  queriedKey,
  type RecordedOperation,
  recordOperations,
} from "../../test/engines/recorder.js";
import { runDemo } from "../../test/engines/run-demo.js";
import { createStoreEventClient, type StoreEvents, StoreEventTypes } from "./events.generated.js";

const STORE = "01JA8B7897ECZ47ZYM351HVBKB";
const PRODUCT = "01JA8B75A0NTKHTDPP7Q1W7Q35";
const OTHER_PRODUCT = "01JA8B76RSFQ6E4V1K9T5C2M8X";
/** An event id older than every event of the demo. */
const AFTER = "01JA8B7K770W4XABTR20SSW99B";

async function demo(engine: Engine): Promise<void> {
  const connection = connect(engine.endpoint);
  const tableName = await newTable(connection);
  const operations = recordOperations(connection.documents);
  const store = createStoreEventClient(connection.documents, tableName);

  const { PRICE_LOWERED, PRICE_RAISED } = StoreEventTypes;
  const inProduct = { store_id: STORE, product_id: PRODUCT };
  await store.saveEvent({ type: PRICE_LOWERED, data: { ...inProduct, price: 100 } });
  await store.saveEvent({ type: PRICE_RAISED, data: { ...inProduct, price: 120 } });
  await store.saveEvent({
    type: PRICE_LOWERED,
    data: { store_id: STORE, product_id: OTHER_PRODUCT, price: 75 },
  });
  print(`Three events saved on ${engine.name}`, operations.splice(0).map(describeSave));

  const queries: readonly (readonly [string, () => Promise<StoreEvents[]>])[] = [
    [
      "The latest PRICE_LOWERED of the store",
      async () => {
        const latest = await store.getLatestEvent({
          eventType: PRICE_LOWERED,
          partitionId: STORE,
        });
        return latest === undefined ? [] : [latest];
      },
    ],
    [
      "Every PRICE_LOWERED of the product in the store, after an id",
      () =>
        store.getLatestEvents({
          eventType: PRICE_LOWERED,
          partitionId: STORE,
          modelKey: "product_id",
          modelId: PRODUCT,
          after: AFTER,
        }),
    ],
    [
      "The stream of PRICE_RAISED of the store",
      () => store.getEventStream({ eventTypes: [PRICE_RAISED], partitionId: STORE }),
    ],
    [
      "The schema's stream product_prices",
      async () => (await store.streams.productPrices(inProduct).read()).events,
    ],
  ];
  for (const [title, ask] of queries) {
    const events = await ask();
    print(title, [
      ...operations.splice(0).map((operation) => ["key queried", queriedKey(operation)] as const),
      ...events.map((event) => ["answer", describe(event)] as const),
    ]);
  }
}

function describeSave({ name, units }: RecordedOperation, index: number) {
  return [`event ${index + 1}`, `1 ${name}, ${units} write units`] as const;
}

function describe({ id, type, timestamp, data }: StoreEvents): string {
  return `${id}  ${timestamp}  ${type}  price ${data.price}`;
}

function print(title: string, rows: readonly (readonly [string, string])[]): void {
  const lines = rows.map(([name, value]) => `  ${name.padEnd(11)}  ${value}`);
  process.stdout.write(`${[title, ...lines].join("\n")}\n\n`);
}

await runDemo(demo);
