import type { EventConsumer } from "../consumers/event-consumer.js";
import { InvalidArgumentError, ProjectionError } from "../errors.js";
import { publish, startTiming, summarizeError } from "../observing/channel.js";
import { readError } from "../storage/call-errors.js";
import { allSegments, DEFAULT_SEGMENTS, type SegmentStart } from "../storage/segments.js";
import type { ItemKey, TableItem } from "../storage/table.js";
import { checkedPositiveInteger, checkedSignal, readMembers } from "../util/members.js";
import { describeKind, quote } from "../util/quote.js";
import { internalsOf, type ProjectionInternals } from "./internals.js";
import { rebuildKey, segmentKey } from "./keys.js";
import { readPointer, switchPointer } from "./pointer.js";
import { readThrough } from "./table-pass.js";

/** What a rebuild does: it reads the table, applies what has been saved since, and switches. */
export type RebuildPhase = "read-table" | "catch-up" | "switch";

export interface RebuildProgress {
  readonly phase: RebuildPhase;
  /** The items of the table of the events that this call has read. */
  readonly items: number;
  /** The events that this call has applied. */
  readonly events: number;
}

export interface RebuildOptions {
  /**
   * The number of parts of the table that are read in parallel. Default 4. A rebuild that goes on
   * keeps the number that it began with.
   */
  readonly segments?: number;
  /**
   * Applies the events that were saved after the table was read, from the change stream:
   * `(projection, signal) => runConsumer(projection, { …, signal, stopAtEnd: true })`. Give it if no
   * other process applies events to this version yet. Default: the table is read a second time,
   * which applies only what is missing.
   */
  readonly catchUp?: (projection: EventConsumer, signal: AbortSignal | undefined) => Promise<void>;
  /** Whether the new version becomes active at the end. Default true. */
  readonly activate?: boolean;
  /** Called after each page of the table. It must not throw. */
  readonly onProgress?: (progress: RebuildProgress) => void;
  readonly signal?: AbortSignal;
}

export interface RebuildResult {
  readonly items: number;
  readonly events: number;
  /** The version that was active before; `undefined` if there was none, or the version was active. */
  readonly replaced: number | undefined;
}

/**
 * Builds a version of a projection from the table of its events, beside the version that is active,
 * and then makes it active by one conditional write. Readers get the items of the one version before,
 * and those of the other after, and never a mix.
 *
 * Start a consumer of the new version before, or give `catchUp`; the consumer of the active version
 * goes on. The first version of a projection is invisible until it is built, if its rebuild begins
 * before its consumer.
 *
 * A call that was interrupted, at any point, goes on where it stopped when it is called again. Several
 * processes may call it. Events are replays until the version is active: effects are off.
 *
 * Costs a strongly consistent scan of the table of the events; for each item of a page, what an
 * applied event costs, shared with other events of the page; and a write of 1 unit for each page. The
 * second reading costs another scan, and a read of the checkpoint of each stream and of the marker of
 * each event without a revision.
 *
 * @param projection - The new version, connected with `events`.
 * @throws InvalidArgumentError - before any call.
 * @throws ProjectionError if another version has become active in the meantime.
 * @throws The error of an event that cannot be applied, and that is not parked.
 */
export async function rebuild(
  projection: EventConsumer,
  options: RebuildOptions = {},
): Promise<RebuildResult> {
  const internals = internalsOf(projection);
  const settings = checkedRebuildOptions(options);
  internals.events();
  try {
    return await new Rebuild(projection, internals, settings).run();
  } catch (error) {
    throw readError(error);
  }
}

type Settings = Required<Pick<RebuildOptions, "segments" | "activate" | "onProgress">> &
  Pick<RebuildOptions, "catchUp" | "signal">;

const OPTIONS = ["segments", "catchUp", "activate", "onProgress", "signal"] as const;

/** Source: DynamoDB's Scan: TotalSegments. */
const MAX_SEGMENTS = 1_000_000;

function checkedRebuildOptions(options: unknown): Settings {
  const members = readMembers(options, "The options", OPTIONS);
  const { activate = true, segments = DEFAULT_SEGMENTS, catchUp, onProgress } = members;
  if (typeof activate !== "boolean") {
    throw new InvalidArgumentError('"activate" must be a boolean.');
  }
  for (const [name, value] of Object.entries({ catchUp, onProgress })) {
    if (value === undefined || typeof value === "function") continue;
    throw new InvalidArgumentError(`"${name}" must be a function, not ${describeKind(value)}.`);
  }
  const signal = checkedSignal(members.signal);
  return {
    activate,
    segments: Math.min(checkedPositiveInteger("segments", segments), MAX_SEGMENTS),
    onProgress: (onProgress as Settings["onProgress"] | undefined) ?? (() => {}),
    ...(catchUp === undefined ? {} : { catchUp: catchUp as NonNullable<Settings["catchUp"]> }),
    ...(signal === undefined ? {} : { signal }),
  };
}

/**
 * How long after the beginning of a rebuild the change stream has every event since: DynamoDB keeps
 * records for 24 hours.
 */
const STREAM_MS = 20 * 3_600_000;

/** The stored progress of a rebuild. */
interface RebuildState {
  readonly segments: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly isDone: boolean;
}

class Rebuild {
  readonly #projection: EventConsumer;
  readonly #internals: ProjectionInternals;
  readonly #settings: Settings;
  #items = 0;
  #events = 0;

  constructor(projection: EventConsumer, internals: ProjectionInternals, settings: Settings) {
    this.#projection = projection;
    this.#internals = internals;
    this.#settings = settings;
  }

  async run(): Promise<RebuildResult> {
    const { definition, store } = this.#internals;
    const { activate, signal } = this.#settings;
    const before = await readPointer(store, definition, signal);
    const state = await this.#begin();
    await this.#observed("read-table", () => this.#readTable(state));
    await this.#observed("catch-up", () => this.#catchUp(state));
    if (activate) {
      await this.#observed("switch", async () => {
        await switchPointer(store, definition, before, signal);
        await this.#saveState({ ...state, isDone: true });
      });
    }
    const replaced =
      before?.version === definition.version || !activate ? undefined : before?.version;
    return { items: this.#items, events: this.#events, replaced };
  }

  /** The state of a rebuild that was interrupted, or of a new one. */
  async #begin(): Promise<RebuildState> {
    const { definition, store } = this.#internals;
    const { segments, signal } = this.#settings;
    const key = rebuildKey(definition);
    const stored = stateOf((await store.read([key], true, signal)).get(key));
    if (stored !== undefined && !stored.isDone) return stored;
    if (stored !== undefined) {
      const places = allSegments(stored.segments);
      await store.deleteAll(
        places.map(({ segment }) => segmentKey(definition, segment)),
        signal,
      );
    }
    const state = { segments, startedAt: Date.now(), isDone: false };
    await this.#saveState(state);
    return state;
  }

  async #saveState({ segments, startedAt, isDone }: RebuildState): Promise<void> {
    await this.#put({ ...rebuildKey(this.#internals.definition), segments, startedAt, isDone });
  }

  async #put(item: TableItem): Promise<void> {
    const { store } = this.#internals;
    await store.write([{ kind: "put", item, condition: undefined }], this.#settings.signal);
  }

  async #readTable({ segments }: RebuildState): Promise<void> {
    const { definition } = this.#internals;
    await this.#pass(
      "read-table",
      await this.#segmentsLeft(segments),
      true,
      async (segment, next) => {
        await this.#put({
          ...segmentKey(definition, segment),
          ...(next === undefined ? { isDone: true } : { next: { pk: next.pk, sk: next.sk } }),
        });
      },
    );
  }

  /** The segments that were not read to their end, and where to go on. */
  async #segmentsLeft(segments: number): Promise<readonly SegmentStart[]> {
    const { definition, store } = this.#internals;
    const all = allSegments(segments);
    const keyOf = ({ segment }: SegmentStart) => segmentKey(definition, segment);
    const found = await store.read(all.map(keyOf), true, this.#settings.signal);
    return all.flatMap((start) => {
      const stored = found.get(keyOf(start));
      return stored?.isDone === true
        ? []
        : [{ ...start, start: stored?.next as ItemKey | undefined }];
    });
  }

  async #catchUp({ startedAt }: RebuildState): Promise<void> {
    const { catchUp, segments, signal } = this.#settings;
    const isExpired = Date.now() - startedAt > STREAM_MS;
    if (catchUp === undefined || isExpired) {
      await this.#pass("catch-up", allSegments(segments), false, async () => {});
    }
    await catchUp?.(this.#projection, signal);
  }

  async #pass(
    phase: RebuildPhase,
    starts: readonly SegmentStart[],
    isFirst: boolean,
    save: (segment: number, next: ItemKey | undefined) => Promise<void>,
  ): Promise<void> {
    const { onProgress, signal } = this.#settings;
    await readThrough(this.#internals, this.#internals.events(), {
      starts,
      isFirst,
      isReplay: true,
      signal,
      onPage: async ({ segment, items, next }, events) => {
        await save(segment, next);
        this.#items += items.length;
        this.#events += events;
        onProgress({ phase, items: this.#items, events: this.#events });
      },
    });
  }

  async #observed(phase: RebuildPhase, work: () => Promise<void>): Promise<void> {
    const timing = startTiming("ddb-pattern:rebuild");
    const before = this.#events;
    const { definition, store } = this.#internals;
    const report = (error?: unknown) => {
      publish("ddb-pattern:rebuild", () => ({
        ...(timing?.() ?? { startedAt: Date.now(), durationMs: 0 }),
        projection: definition.name,
        version: definition.version,
        tableName: store.tableName,
        phase,
        events: this.#events - before,
        ...(error === undefined ? {} : { error: summarizeError(error) }),
      }));
    };
    try {
      await work();
    } catch (error) {
      report(readError(error));
      throw error;
    }
    report();
  }
}

function stateOf(item: TableItem | undefined): RebuildState | undefined {
  if (item === undefined) return undefined;
  const { segments, startedAt, isDone } = item;
  return {
    segments: Number(segments),
    startedAt: Number(startedAt),
    isDone: isDone === true,
  };
}

export interface DropVersionOptions {
  /** The number of parts of the table of the items that are read in parallel. Default 4. */
  readonly segments?: number;
  readonly signal?: AbortSignal;
}

/**
 * Deletes all items of a version that is not active: its items, checkpoints and markers. Stop the
 * consumers of the version first: they would build it anew. If the call is interrupted, call it again.
 *
 * Costs a scan of the whole table of the items (0.5 read units for 4 KB), and what each deleted item
 * costs to write.
 *
 * @param projection - Any version of the projection, connected to the table.
 * @returns The number of items that were deleted.
 * @throws InvalidArgumentError - before any call.
 * @throws ProjectionError if the version is active.
 */
export async function dropVersion(
  projection: EventConsumer,
  version: number,
  options: DropVersionOptions = {},
): Promise<number> {
  const { definition, store } = internalsOf(projection);
  const members = readMembers(options, "The options", ["segments", "signal"]);
  const segments = checkedPositiveInteger("segments", members.segments ?? DEFAULT_SEGMENTS);
  const signal = checkedSignal(members.signal);
  const { name } = definition;
  const dropped = { name, version: checkedPositiveInteger("version", version) };
  try {
    const pointer = await readPointer(store, definition, signal);
    if (pointer?.version === version) {
      throw new ProjectionError(
        dropped,
        `Version ${version} of projection ${quote(name)} is active: readers get its items. Rebuild another version first.`,
      );
    }
    return await store.deleteVersion(dropped, segments, signal);
  } catch (error) {
    throw readError(error);
  }
}
