import type { DocumentClient } from "../client/open-table.js";
import type { DynamoDBSender } from "../storage/dynamodb/sender.js";
import { type ScanQuery, scanPage } from "../storage/dynamodb/whole-table.js";
import { type CheckedRetryPolicy, withDeadline } from "../storage/retry.js";
import type { ItemKey, ItemPage, TableItem } from "../storage/table.js";

/** The table of the events, which is read whole. */
export interface EventsTable {
  readonly client: DocumentClient;
  readonly tableName: string;
  readonly retry: CheckedRetryPolicy;
}

/** A page of a segment, and the position after it; `undefined` after the last page. */
export interface TablePage {
  readonly segment: number;
  readonly items: readonly TableItem[];
  readonly next: ItemKey | undefined;
}

/** Reads all segments in parallel, strongly consistent, each from a position on. */
export async function readSegments(
  events: EventsTable,
  starts: readonly SegmentStart[],
  signal: AbortSignal | undefined,
  onPage: (page: TablePage) => Promise<void>,
): Promise<void> {
  const readPage = pageReader(events, signal);
  let hasFailed = false;
  const readSegment = async ({ segment, segments, start: first }: SegmentStart) => {
    let start = first;
    try {
      do {
        signal?.throwIfAborted();
        const page = await readPage({ segment, segments, consistentRead: true, start });
        await onPage({ segment, items: page.items, next: page.next });
        start = page.next;
      } while (start !== undefined && !hasFailed);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  await Promise.all(starts.map(readSegment));
}

/** Where to begin in a segment. */
export interface SegmentStart {
  readonly segment: number;
  readonly segments: number;
  /** `undefined`: at the beginning. */
  readonly start: ItemKey | undefined;
}

export function allSegments(segments: number): SegmentStart[] {
  return Array.from({ length: segments }, (_, segment) => ({
    segment,
    segments,
    start: undefined,
  }));
}

/** Tables in memory, whose items can be listed. */
interface ListedTables {
  items(tableName: string): readonly TableItem[];
}

function pageReader(
  { client, tableName, retry }: EventsTable,
  signal: AbortSignal | undefined,
): (query: ScanQuery) => Promise<ItemPage> {
  const { items } = client as Partial<ListedTables>;
  if (typeof items === "function") {
    // The first segment has all items.
    return async ({ segment }) => ({
      items: segment === 0 ? (client as unknown as ListedTables).items(tableName) : [],
    });
  }
  return (query) =>
    withDeadline(retry, signal, (deadline) =>
      deadline.call((options) => scanPage(client as DynamoDBSender, tableName, query, options)),
    );
}
