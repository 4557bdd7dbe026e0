import { type DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { saveError } from "../call-errors.js";
import { type EventItem, eventOf } from "../event.js";
import { isEventId } from "../event-id.js";
import { dynamoDBTable } from "../storage/dynamodb/table.js";
import { type EventTable, type TableItem, tableErrorOf } from "../storage/table.js";
import { mapBounded } from "../util/map-bounded.js";
import { checkedRetryPolicy, withDeadline } from "../util/retry.js";
import { ddbItemsFrom } from "./keys.js";
import type { EventBase, IdKeyName } from "./types.js";

export interface MigrationProgress {
  /** Events looked at. */
  readonly events: number;
  /** Copies that were missing, and are now there. */
  readonly added: number;
}

export interface MigrationOptions {
  readonly onProgress?: (progress: MigrationProgress) => void;
  readonly signal?: AbortSignal;
}

const PARALLEL_WRITES = 8;

/**
 * Adds the copies that 0.1.1 of the source library did not write: those for an entity within a partition,
 * and those of ids with `%` or `:`. Reads the whole table once; changes and removes nothing, so that it
 * can run beside both versions, and again after it was stopped.
 *
 * Costs the read units of a scan, and 1 write unit for each KB of each copy of an event, also of one that
 * is there already.
 */
export async function addMissingCopies(
  ddbClient: DynamoDBDocumentClient,
  tableName: string,
  partitionKey: IdKeyName,
  { onProgress, signal }: MigrationOptions = {},
): Promise<MigrationProgress> {
  const table = dynamoDBTable(ddbClient, tableName);
  let progress: MigrationProgress = { events: 0, added: 0 };
  const pages = paginateScan({ client: ddbClient }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) {
    signal?.throwIfAborted();
    // 0.1.1 wrote one item of each event under its type alone.
    const canonical = (Items as EventItem[]).filter(
      (item) => item.pk === item.type && isEventId(item.sk),
    );
    const added = await mapBounded(canonical, PARALLEL_WRITES, (item) =>
      addCopies(table, item, partitionKey, signal),
    );
    progress = {
      events: progress.events + canonical.length,
      added: progress.added + added.reduce((sum, count) => sum + count, 0),
    };
    onProgress?.(progress);
  }
  return progress;
}

async function addCopies(
  table: EventTable,
  item: EventItem,
  partitionKey: IdKeyName,
  signal: AbortSignal | undefined,
): Promise<number> {
  const event = eventOf(item) as EventBase<string>;
  const copies = ddbItemsFrom(event, partitionKey as never) as EventItem[];
  let added = 0;
  for (const copy of copies) {
    if (copy.pk === item.pk) continue;
    // Metadata, and whatever else a newer writer keeps there, belong to each copy.
    const actions = [{ kind: "insert" as const, item: { ...item, pk: copy.pk } as TableItem }];
    try {
      await withDeadline(checkedRetryPolicy(undefined), signal, (deadline) =>
        deadline.call((options) => table.write(actions, options)),
      );
      added++;
    } catch (error) {
      if (tableErrorOf(error)?.code !== "condition-failed")
        throw saveError(error, [item.id], false);
    }
  }
  return added;
}
