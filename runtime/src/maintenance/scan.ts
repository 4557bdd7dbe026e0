import { allSegments, readSegments } from "../storage/segments.js";
import type { TableItem } from "../storage/table.js";
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

    readAll(onPage) {
      return readSegments(
        allSegments(segments),
        (start) => table.scanPage({ ...start, consistentRead }),
        ({ items, segment }) => onPage(items, segment),
        signal,
      );
    },
  };
}
