import type { ItemKey, ItemPage, TableItem } from "./table.js";

/** One of the segments that together are a table, and where to begin in it. */
export interface SegmentStart {
  /** From 0 to below `segments`. */
  readonly segment: number;
  readonly segments: number;
  /** `undefined`: at the beginning. */
  readonly start: ItemKey | undefined;
}

/** A page of a segment, and the position after it; `undefined` after the last page. */
export interface SegmentPage {
  readonly segment: number;
  readonly items: readonly TableItem[];
  readonly next: ItemKey | undefined;
}

/** The number of segments where the caller gives none. */
export const DEFAULT_SEGMENTS = 4;

/** All segments, each from its beginning. */
export function allSegments(segments: number): SegmentStart[] {
  return Array.from({ length: segments }, (_, segment) => ({
    segment,
    segments,
    start: undefined,
  }));
}

/**
 * Reads segments in parallel. The pages of one segment come one after another, and the items of one
 * partition key in the order of their sort keys. After a failure no segment goes on.
 */
export async function readSegments(
  starts: readonly SegmentStart[],
  readPage: (start: SegmentStart) => Promise<ItemPage>,
  onPage: (page: SegmentPage) => Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let hasFailed = false;
  const readSegment = async ({ segment, segments, start: first }: SegmentStart) => {
    let start = first;
    try {
      do {
        signal?.throwIfAborted();
        const { items, next } = await readPage({ segment, segments, start });
        await onPage({ segment, items, next });
        start = next;
      } while (start !== undefined && !hasFailed);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  await Promise.all(starts.map(readSegment));
}
