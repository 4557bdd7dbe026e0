import type { ItemKey, TableItem } from "../storage/table.js";
import type { TableAccess } from "./table-access.js";

/** All items of something, in any number of parts that can be read at the same time. */
export interface ItemSource {
  /**
   * Reads everything from the beginning, and passes on the items page by page. The pages of one
   * segment come one after the other.
   */
  readAll(onPage: (items: readonly TableItem[], segment: number) => Promise<void>): Promise<void>;
  /** The items under a partition key. */
  readPartition(pk: string): Promise<readonly TableItem[]>;
}

/** The items of a table, scanned in segments. */
export function scannedTable(
  table: TableAccess,
  segments: number,
  consistentRead: boolean,
  signal: AbortSignal | undefined,
): ItemSource {
  return {
    async readPartition(pk) {
      const found: TableItem[] = [];
      const query = { pk, order: "asc", consistentRead: true } as const;
      for await (const items of table.query(query)) found.push(...items);
      return found;
    },

    async readAll(onPage) {
      let hasFailed = false;
      const scan = async (segment: number) => {
        let start: ItemKey | undefined;
        try {
          do {
            signal?.throwIfAborted();
            const page = await table.scanPage({ segment, segments, consistentRead, start });
            await onPage(page.items, segment);
            start = page.next;
          } while (start !== undefined && !hasFailed);
        } catch (error) {
          hasFailed = true;
          throw error;
        }
      };
      await Promise.all(Array.from({ length: segments }, (_, segment) => scan(segment)));
    },
  };
}
