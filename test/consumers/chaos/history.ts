import { newEventId } from "ddb-pattern-runtime";
import { MemoryTable } from "ddb-pattern-runtime/memory";
import { ItemEncoder } from "../../../runtime/src/storage/dynamodb/attribute-value.js";
import type { EventTable, TableItem, TableProvider } from "../../../runtime/src/storage/table.js";
import { type ShopClient, shopClient } from "../shop.js";
import type { Random } from "./random.js";

/** A table in memory, and its items in the order in which they were written. */
export interface History {
  readonly client: LoggedTables;
  readonly tableName: string;
  /** The records of the table's change stream, as Lambda delivers them. */
  readonly records: readonly LambdaRecord[];
}

export interface LambdaRecord {
  readonly eventName: "INSERT";
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime: number;
    readonly Keys: { readonly pk: { readonly S: string }; readonly sk: { readonly S: string } };
    readonly NewImage: object;
  };
}

/** Tables in memory that keep a log of what is written. */
export class LoggedTables implements TableProvider {
  readonly #tables = new MemoryTable();
  readonly log: TableItem[] = [];

  openTable(tableName: string): EventTable {
    const table = this.#tables.openTable(tableName);
    return {
      limits: table.limits,
      queryPage: (query, options) => table.queryPage(query, options),
      write: async (actions, options) => {
        await table.write(actions, options);
        for (const action of actions) if (action.kind === "insert") this.log.push(action.item);
      },
    };
  }

  items(tableName: string): TableItem[] {
    return this.#tables.items(tableName);
  }
}

const BATCH = 25;

/** The orders that are under way at the same time, as a share of all. */
const OPEN_ORDERS = 0.1;

/**
 * Writes the events of a shop, as many as it is called for: orders with about 40 events, customers with
 * about 10 orders, and some page views. Orders come one after another: those of the beginning have no
 * events at the end, except one busy order, which has each hundredth event.
 *
 * @param events - The number of events in all.
 */
export function shopWriter(shop: Pick<ShopClient, "saveEvents">, events: number, random: Random) {
  const orders = Math.ceil(events / 40);
  const open = Math.ceil(orders * OPEN_ORDERS);
  const customers = Array.from({ length: Math.ceil(orders / 10) }, () => newEventId());
  const placed = new Set<number>();
  const ids = Array.from({ length: orders }, () => newEventId());
  let done = 0;
  const next = (): { type: string; data: Record<string, unknown> } => {
    const oldest = Math.floor((done / events) * (orders - open));
    const order = random.chance(0.01) ? 0 : random.between(oldest, oldest + open - 1);
    const order_id = ids[order] as string;
    const customer_id = customers[order % customers.length] as string;
    if (random.chance(0.05)) {
      return { type: "PAGE_VIEWED", data: { page_id: `page-${random.between(1, 50)}` } };
    }
    if (random.chance(0.02)) return { type: "CUSTOMER_NAMED", data: { customer_id, name: "Ada" } };
    const amount = random.between(1, 1_000);
    if (!placed.has(order)) {
      placed.add(order);
      return { type: "ORDER_PLACED", data: { order_id, customer_id, total: amount } };
    }
    if (random.chance(0.5)) return { type: "ORDER_PAID", data: { order_id, amount } };
    return { type: "ORDER_NOTED", data: { order_id, note: `note ${amount}` } };
  };
  return async (count: number): Promise<void> => {
    for (const end = Math.min(events, done + count); done < end; ) {
      const batch = Array.from({ length: Math.min(BATCH, end - done) }, next);
      await shop.saveEvents(batch);
      done += batch.length;
    }
  };
}

/** Writes a history in memory. */
export async function writeHistory(events: number, random: Random): Promise<History> {
  const client = new LoggedTables();
  await shopWriter(shopClient(client, "events"), events, random)(events);
  return { client, tableName: "events", records: client.log.map(recordOf) };
}

/** Records without a recent time, so that nothing waits for a revision that is missing. */
function recordOf(item: TableItem, index: number): LambdaRecord {
  const image = new ItemEncoder().encode(item);
  return {
    eventName: "INSERT",
    dynamodb: {
      SequenceNumber: String(index + 1).padStart(21, "0"),
      ApproximateCreationDateTime: 1_700_000_000,
      Keys: { pk: { S: item.pk }, sk: { S: item.sk } },
      NewImage: image,
    },
  };
}
