import { type Copy, unknownTypeError } from "../consumers/copies.js";
import { type EventsTable, scanTable } from "../consumers/scan-table.js";
import type { DeliveredEvent, Run } from "../consumers/sink.js";
import { streamItems } from "../consumers/stream-gap.js";
import { MISSING_REVISION_MS, missingRevision } from "../consumers/stream-lane.js";
import type { SegmentPage, SegmentStart } from "../storage/segments.js";
import { positionOf } from "./apply.js";
import type { ProjectionInternals } from "./internals.js";
import { checkpointKey, markerKey } from "./keys.js";

/**
 * A pass over the table of the events: each event that the projection has not applied is applied. A
 * scan gives the events of a stream in the order of their revisions.
 *
 * @module
 */

export interface TablePass {
  readonly starts: readonly SegmentStart[];
  /**
   * Whether most streams are new to the projection. Then their positions are not read first, but
   * only if it turns out that one is not.
   */
  readonly isFirst: boolean;
  /** Whether the events are replays. */
  readonly isReplay: boolean;
  readonly signal: AbortSignal | undefined;
  /** Called after each page; the events are those that this process has applied. */
  readonly onPage: (page: SegmentPage, events: number) => Promise<void>;
}

/**
 * @throws The error of the first event that cannot be applied.
 * @throws ChangeStreamError if a stream lacks a revision before a recent event.
 */
export async function readThrough(
  projection: ProjectionInternals,
  events: EventsTable,
  { starts, isFirst, isReplay, signal, onPage }: TablePass,
): Promise<void> {
  /** The last stream of each segment, which can go on on the next page, and its position. */
  const open = new Map<number, Position>();
  await scanTable(events, starts, signal, async (page) => {
    const copies = page.items.flatMap((item) => projection.copies.read(item) ?? []);
    const pageCopies = new PageCopies(projection, copies, {
      isReplay,
      open: open.get(page.segment),
    });
    const applied = await pageCopies.apply(isFirst, signal);
    const last = pageCopies.lastPosition();
    if (last !== undefined) open.set(page.segment, last);
    await onPage(page, applied);
  });
}

interface Position {
  readonly stream: string;
  readonly revision: number;
}

/** The copies of a page. */
class PageCopies {
  readonly #projection: ProjectionInternals;
  readonly #isReplay: boolean;
  readonly #singles: DeliveredEvent[] = [];
  readonly #streams = new Map<string, Copy[]>();
  /** The positions that are known. */
  readonly #positions = new Map<string, number>();

  constructor(
    projection: ProjectionInternals,
    copies: readonly Copy[],
    { isReplay, open }: { readonly isReplay: boolean; readonly open: Position | undefined },
  ) {
    this.#projection = projection;
    this.#isReplay = isReplay;
    if (open !== undefined) this.#positions.set(open.stream, open.revision);
    for (const copy of copies) this.#add(copy);
  }

  #add(copy: Copy): void {
    const { stream, content } = copy;
    if (stream !== undefined) {
      const own = this.#streams.get(stream);
      if (own === undefined) this.#streams.set(stream, [copy]);
      else own.push(copy);
    } else if (content !== undefined) {
      this.#singles.push(this.#delivered(content));
    }
  }

  /** @throws UnknownEventTypeError */
  #delivered(content: DeliveredEvent | string): DeliveredEvent {
    if (typeof content === "string") throw unknownTypeError(this.#projection.copies, content);
    return this.#isReplay ? { ...content, isReplay: true } : content;
  }

  /** The position of the stream whose copies are the last ones of the page. */
  lastPosition(): Position | undefined {
    const stream = [...this.#streams.keys()].at(-1);
    const revision = stream === undefined ? undefined : this.#positions.get(stream);
    return stream === undefined || revision === undefined ? undefined : { stream, revision };
  }

  /** @returns The number of events that this call has applied. */
  async apply(isFirst: boolean, signal: AbortSignal | undefined): Promise<number> {
    const { applier } = this.#projection;
    const singles = await this.#readPositions(isFirst, signal);
    await this.#fillGaps(signal);
    let applied = 0;
    let runs: readonly Run[] = [
      ...[...this.#streams.keys()].flatMap((stream) => this.#runOf(stream) ?? []),
      ...singles.map(
        (event): Run => ({ stream: undefined, after: 0, through: 0, events: [event] }),
      ),
    ];
    while (runs.length > 0) {
      const outcomes = await applier.apply(runs, signal);
      const again: Run[] = [];
      for (const [index, outcome] of outcomes.entries()) {
        const { stream, through, events } = runs[index] as Run;
        if (outcome.kind === "failed") throw outcome.error;
        if (outcome.kind === "applied") {
          applied += events.length;
          if (stream !== undefined) this.#positions.set(stream, through);
        } else if (stream !== undefined) {
          this.#positions.set(stream, outcome.position);
          again.push(...(this.#runOf(stream) ?? []));
        }
      }
      runs = again;
    }
    return applied;
  }

  /** @returns The events without a revision that are not known to be applied. */
  async #readPositions(
    isFirst: boolean,
    signal: AbortSignal | undefined,
  ): Promise<readonly DeliveredEvent[]> {
    const { definition, store } = this.#projection;
    const streams = [...this.#streams].flatMap(([stream, [first]]) => {
      if (this.#positions.has(stream)) return [];
      if (isFirst && first?.revision === 1) this.#positions.set(stream, 0);
      return this.#positions.has(stream) ? [] : [stream];
    });
    const singles = isFirst ? [] : this.#singles;
    const found = await store.read(
      [
        ...streams.map((stream) => checkpointKey(definition, stream)),
        ...singles.map(({ id }) => markerKey(definition, id)),
      ],
      true,
      signal,
    );
    for (const stream of streams) {
      this.#positions.set(stream, positionOf(found.get(checkpointKey(definition, stream))));
    }
    return this.#singles.filter(({ id }) => found.get(markerKey(definition, id)) === undefined);
  }

  /** The copies of a stream after its position. */
  #runOf(stream: string): Run[] | undefined {
    const after = this.#positions.get(stream) ?? 0;
    const copies = this.#streams.get(stream)?.filter(({ revision }) => revision > after) ?? [];
    const last = copies.at(-1);
    if (last === undefined) return undefined;
    const events = copies.flatMap(({ content }) =>
      content === undefined ? [] : [this.#delivered(content)],
    );
    return [{ stream, after, through: last.revision, events }];
  }

  /**
   * Reads the streams again of which the page lacks a revision before a recent event.
   *
   * @throws ChangeStreamError if the table lacks it, too.
   */
  async #fillGaps(signal: AbortSignal | undefined): Promise<void> {
    const { copies, table } = this.#projection;
    for (const [stream, own] of this.#streams) {
      const after = this.#positions.get(stream) ?? 0;
      if (missingRevisionIn(own, after) === undefined) continue;
      const filled: Copy[] = [];
      const last = own.at(-1)?.revision;
      for await (const items of streamItems(table(), stream, after + 1, last, signal)) {
        filled.push(...items.flatMap((item) => copies.read(item) ?? []));
      }
      const missing = missingRevisionIn(filled, after);
      if (missing !== undefined) throw missingRevision(missing);
      this.#streams.set(stream, filled);
    }
  }
}

/** The first revision that copies lack before a recent one. */
function missingRevisionIn(copies: readonly Copy[], after: number): number | undefined {
  let expected = after + 1;
  for (const { revision, timestamp } of copies) {
    if (revision < expected) continue;
    // The time of an id that a caller gave can be far in the future, and would be waited for.
    const isRecent = Math.abs(Date.now() - Date.parse(timestamp)) < MISSING_REVISION_MS;
    if (revision > expected && isRecent) return expected;
    expected = revision + 1;
  }
  return undefined;
}
