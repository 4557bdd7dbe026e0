import { type Contract, contractItem, newerEvents } from "../contract/contract.js";
import {
  completedContract,
  describeContract,
  type IncompleteCopies,
  incompleteCopies,
} from "../contract/next-contract.js";
import { ContractError, InvalidArgumentError } from "../errors.js";
import { isEventItem } from "../events/event.js";
import { isEventId, timestampOf } from "../events/event-id.js";
import type { Descriptor } from "../schema/descriptor.js";
import { itemSize } from "../storage/item-size.js";
import { DEFAULT_SEGMENTS } from "../storage/segments.js";
import type { TableItem } from "../storage/table.js";
import { mapBounded } from "../util/map-bounded.js";
import { checkedPositiveInteger, checkedSignal, readMembers } from "../util/members.js";
import { quote } from "../util/quote.js";
import {
  CopyAdder,
  type CopyCounts,
  entryBytes,
  type MissingCopyProblem,
  type StreamEntry,
  streamEntry,
} from "./copy-adder.js";
import { type CopyKind, type CopyPlace, EventPlacer } from "./event-places.js";
import { HashWindow } from "./hash-window.js";
import { newestDecoder } from "./newest-events.js";
import { RateLimit } from "./rate-limit.js";
import { appendContract, newestContract } from "./release.js";
import { scannedTable } from "./scan.js";
import { type MaintenanceClient, PARALLEL, TableAccess, writeUnitsOf } from "./table-access.js";

/** The options of `planReindex`. */
export interface PlanReindexOptions {
  /** The client's `upcasters`, which convert stored events to the newest version of their types. */
  readonly upcasters?: object;
  /**
   * Whether to look for all copies of all events, also those that the contract says are complete.
   * Default false.
   */
  readonly everything?: boolean;
  /**
   * The treatment of an event whose consistent stream has later events already. `"report"` (the
   * default) reports it, and the stream stays incomplete. `"append"` gives it the next revision,
   * after the later events.
   */
  readonly lateEvents?: "report" | "append";
  /** The number of segments of the table that are scanned in parallel. Default 4. */
  readonly segments?: number;
  /**
   * The approximate memory, in bytes, for the events of consistent streams. If they do not fit, the
   * table is scanned once more for each further part of them. Default 256 MB.
   */
  readonly memoryBytes?: number;
  /** Called after each page of the scan and after each stream, and awaited. */
  readonly onProgress?: (progress: ReindexProgress) => unknown;
  /** Called for each copy that cannot be added, and awaited. */
  readonly onProblem?: (problem: MissingCopyProblem) => unknown;
  /** Aborts with the signal's reason. What was added stays; run it again for the rest. */
  readonly signal?: AbortSignal;
}

/** The options of `reindex`. */
export interface ReindexOptions extends PlanReindexOptions {
  /** The maximum number of write units for each second. Default: no limit. */
  readonly maxWriteUnitsPerSecond?: number;
}

/** The counts of a reindex, so far. */
export interface ReindexProgress extends CopyCounts {
  /** Items that were scanned, in all passes. */
  readonly items: number;
  /** Events that should have the copies. */
  readonly events: number;
  /** Read units that the calls consumed. */
  readonly readUnits: number;
}

/** The copies that a reindex would add, or has added. */
export interface ReindexPlan extends ReindexProgress {
  /** The kinds of copies that were looked for. */
  readonly kinds: readonly CopyKind[];
  /** The write units of all missing copies, and of the contract item that says they are complete. */
  readonly writeUnits: number;
  /** The number of scans of the table. */
  readonly passes: number;
  /**
   * The time of the newest event that lacked a copy, as ISO 8601: then, a writer of an earlier
   * schema was still saving events. All such writers must have stopped before a reindex.
   */
  readonly newestLacking: string | undefined;
}

/** The result of a reindex. */
export interface ReindexResult extends ReindexPlan {
  /** The kinds of copies that the contract now says are complete. */
  readonly completed: readonly IncompleteCopies[];
  /** The table's contract. */
  readonly contract: Contract;
  /** The write units that the table reported for this call. */
  readonly consumedWriteUnits: number;
}

/**
 * Counts what `reindex` would add, without writing anything. It reads as much of the table as
 * `reindex` does, except the content of events that are numbered in streams.
 *
 * @throws Everything that `reindex` throws.
 */
export async function planReindex(
  client: MaintenanceClient,
  tableName: string,
  descriptor: Descriptor,
  options: PlanReindexOptions = {},
): Promise<ReindexPlan> {
  const run = await startRun(client, tableName, descriptor, { options, isDryRun: true });
  await run.addCopies();
  const { completed, plan } = run;
  if (completed.length === 0) return plan;
  const item = contractItem(completedContract(run.contract, completed, new Date().toISOString()));
  return { ...plan, writeUnits: plan.writeUnits + writeUnitsOf(itemSize(item)) };
}

/**
 * Adds the copies that stored events lack for the lookups and streams that the table's contract
 * says are incomplete, and then appends a contract that says they are complete. Nothing is
 * overwritten or removed. It can be killed and repeated, run twice at the same time, and run beside
 * writers of the same schema; writers of earlier schemas must have stopped.
 *
 * The copies keep the type, version, data and metadata of the event; they are never canonical. In
 * consistent streams, events are numbered in the order of their ids, after the events that the
 * stream has.
 *
 * Costs, for each scan of the table, 1 read unit for 4 KB; half a read unit for 4 KB of each copy
 * that is looked for; a query for each consistent stream, and 1 read unit for 4 KB of each event
 * that is numbered; and 1 write unit for each started KB of each copy that is added.
 *
 * @throws ContractError if the table has no contract of the schema, or not of this release.
 * @throws InvalidArgumentError for invalid options, which only JavaScript callers can pass.
 * @throws StorageError, RetriesExhaustedError - the copies added so far stay.
 */
export async function reindex(
  client: MaintenanceClient,
  tableName: string,
  descriptor: Descriptor,
  options: ReindexOptions = {},
): Promise<ReindexResult> {
  const run = await startRun(client, tableName, descriptor, { options, isDryRun: false });
  await run.addCopies();
  const { completed, plan } = run;
  const { contract, units } = await appendCompleted(run.table, run.contract, completed);
  return {
    ...plan,
    readUnits: run.table.consumed.readUnits,
    writeUnits: plan.writeUnits + units,
    completed,
    contract,
    consumedWriteUnits: run.table.consumed.writeUnits,
  };
}

/**
 * Appends a contract in which kinds of copies are complete, to the newest contract that the table
 * has.
 */
async function appendCompleted(
  table: TableAccess,
  known: Contract,
  completed: readonly IncompleteCopies[],
): Promise<{ readonly contract: Contract; readonly units: number }> {
  for (let contract = known; ; ) {
    const next = completedContract(contract, completed, new Date().toISOString());
    const before = incompleteCopies(contract).length;
    if (incompleteCopies(next).length === before) return { contract, units: 0 };
    const result = await appendContract(table, next);
    if (result.status === "written") {
      return { contract: next, units: writeUnitsOf(itemSize(contractItem(next))) };
    }
    contract = result.contract;
  }
}

const PLAN_OPTIONS = [
  "upcasters",
  "everything",
  "lateEvents",
  "segments",
  "memoryBytes",
  "onProgress",
  "onProblem",
  "signal",
] as const;
const OPTIONS = [...PLAN_OPTIONS, "maxWriteUnitsPerSecond"] as const;

const DEFAULT_MEMORY_BYTES = 256 * 1024 * 1024;

function checkedOptions(options: unknown, descriptor: Descriptor, isDryRun: boolean) {
  const members = readMembers(options, "The options", isDryRun ? PLAN_OPTIONS : OPTIONS);
  const given = members as ReindexOptions;
  const {
    everything = false,
    lateEvents = "report",
    segments = DEFAULT_SEGMENTS,
    memoryBytes = DEFAULT_MEMORY_BYTES,
    maxWriteUnitsPerSecond,
    onProgress = () => {},
    onProblem = () => {},
  } = given;
  if (typeof everything !== "boolean") {
    throw new InvalidArgumentError('"everything" must be true or false.');
  }
  if (lateEvents !== "report" && lateEvents !== "append") {
    throw new InvalidArgumentError('"lateEvents" must be "report" or "append".');
  }
  if (typeof onProgress !== "function" || typeof onProblem !== "function") {
    throw new InvalidArgumentError('"onProgress" and "onProblem" must be functions.');
  }
  const isRate = maxWriteUnitsPerSecond === undefined || maxWriteUnitsPerSecond > 0;
  if (!isRate) throw new InvalidArgumentError('"maxWriteUnitsPerSecond" must be above 0.');
  return {
    decode: newestDecoder(descriptor, given.upcasters),
    everything,
    lateEvents,
    segments: checkedPositiveInteger("segments", segments),
    memoryBytes: checkedPositiveInteger("memoryBytes", memoryBytes),
    maxWriteUnitsPerSecond,
    onProgress,
    onProblem,
    signal: checkedSignal(given.signal),
  };
}

async function startRun(
  client: MaintenanceClient,
  tableName: string,
  descriptor: Descriptor,
  { options, isDryRun }: { readonly options: unknown; readonly isDryRun: boolean },
): Promise<ReindexRun> {
  const checked = checkedOptions(options, descriptor, isDryRun);
  const { signal } = checked;
  const rate = new RateLimit(checked.maxWriteUnitsPerSecond);
  const table = new TableAccess(client, tableName, { signal, rate });
  const contract = await newestContract(table, descriptor.name);
  return new ReindexRun(table, releasedContract(contract, descriptor, tableName), descriptor, {
    ...checked,
    isDryRun,
  });
}

/**
 * The contract of a table, which must be that of this version of the schema.
 *
 * @throws ContractError
 */
function releasedContract(
  contract: Contract | undefined,
  descriptor: Descriptor,
  tableName: string,
): Contract {
  const table = `table ${quote(tableName)}`;
  const schema = `schema ${quote(descriptor.name)}`;
  const advice = 'Release it first, with "ddb-pattern-gen release --table".';
  if (contract === undefined) {
    throw new ContractError(`Table ${quote(tableName)} has no contract of ${schema}. ${advice}`);
  }
  const { types, versions } = newerEvents(contract, descriptor);
  if (types.length + versions.length > 0) {
    throw new ContractError(
      `The contract of ${table} is of a newer release of ${schema}: release ${contract.release}. Use that release.`,
    );
  }
  const { copies } = describeContract(descriptor);
  const isReleased = Object.entries(copies).every(([storedType, keys]) => {
    const released = Object.keys(contract.copies[storedType] ?? {});
    return keys.every((key) => released.includes(key));
  });
  if (isReleased) return contract;
  throw new ContractError(
    `This version of ${schema} is not released to ${table}, whose contract is of release ${contract.release}. ${advice}`,
  );
}

type RunOptions = ReturnType<typeof checkedOptions> & { readonly isDryRun: boolean };

class ReindexRun {
  readonly table: TableAccess;
  readonly contract: Contract;
  readonly #options: RunOptions;
  readonly #placer: EventPlacer;
  readonly #adder: CopyAdder;
  readonly #incomplete: readonly IncompleteCopies[];
  readonly #kinds: readonly CopyKind[];
  /** The kinds to look for. */
  readonly #wanted: ReadonlySet<string>;
  /** The kinds of which a copy could not be added. */
  readonly #failed = new Set<string>();
  #items = 0;
  #events = 0;
  #passes = 0;

  constructor(table: TableAccess, contract: Contract, descriptor: Descriptor, options: RunOptions) {
    this.table = table;
    this.contract = contract;
    this.#options = options;
    this.#placer = new EventPlacer(descriptor, options.decode, table.limits);
    const known = new Set(this.#placer.kinds.map(kindText));
    this.#incomplete = incompleteCopies(contract).filter((kind) => known.has(kindText(kind)));
    this.#kinds = options.everything ? this.#placer.kinds : this.#incomplete.map(kindOf);
    this.#wanted = new Set(this.#kinds.map(kindText));
    this.#adder = new CopyAdder(table, {
      isDryRun: options.isDryRun,
      appendsLate: options.lateEvents === "append",
      onProblem: (problem) => {
        this.#failed.add(kindText({ storedType: problem.type, key: problem.key }));
        return options.onProblem(problem);
      },
    });
  }

  /** The incomplete kinds of copies of which every event has its copy now. */
  get completed(): readonly IncompleteCopies[] {
    return this.#incomplete.filter((kind) => !this.#failed.has(kindText(kind)));
  }

  get plan(): ReindexPlan {
    const { newestId } = this.#adder;
    return {
      ...this.#progress(),
      kinds: this.#kinds,
      passes: this.#passes,
      newestLacking: newestId === "" ? undefined : timestampOf(newestId),
    };
  }

  #progress(): ReindexProgress {
    const { readUnits } = this.table.consumed;
    return { ...this.#adder.counts, items: this.#items, events: this.#events, readUnits };
  }

  async addCopies(): Promise<void> {
    if (this.#kinds.length === 0) return;
    const { segments, memoryBytes, signal } = this.#options;
    const source = scannedTable(this.table, segments, true, signal);
    const window = new HashWindow<StreamEntry>(memoryBytes);
    do {
      this.#passes++;
      await source.readAll(async (items) => {
        await this.#handlePage(items, window);
        await this.#report();
      });
      await mapBounded(window.take(), PARALLEL, async ([pk, entries]) => {
        await this.#adder.addToStream(pk, entries);
        await this.#report();
      });
    } while (window.next());
  }

  async #report(): Promise<void> {
    await this.#options.onProgress(this.#progress());
  }

  async #handlePage(items: readonly TableItem[], window: HashWindow<StreamEntry>): Promise<void> {
    this.#items += items.length;
    const candidates: Candidate[] = [];
    for (const item of items) {
      if (item.canonical !== true || !isEventItem(item) || !isEventId(item.id)) continue;
      const { byId, streams, guard, unplaceable } = this.#placer.placesOf(item);
      const isWanted = (kind: CopyKind) => this.#wanted.has(kindText(kind));
      const missing = byId.filter((place) => place.pk !== item.pk && isWanted(place));
      const numbered = streams.filter((place) => place.pk !== item.pk && isWanted(place));
      const impossible = unplaceable.filter(isWanted);
      for (const place of numbered) {
        window.add(place.pk, entryBytes(item), () => streamEntry(item, place, guard));
      }
      // The first pass does all the rest.
      if (this.#passes > 1) continue;
      if (missing.length + numbered.length + impossible.length > 0) this.#events++;
      for (const place of missing) candidates.push({ item, place });
      for (const { reason, ...kind } of impossible) {
        await this.#adder.report(kind, item, "unplaceable", reason);
      }
    }
    await this.#adder.addCopies(candidates);
  }
}

interface Candidate {
  readonly item: Parameters<EventPlacer["placesOf"]>[0];
  readonly place: CopyPlace;
}

function kindOf({ storedType, key }: CopyKind): CopyKind {
  return { storedType, key };
}

function kindText({ storedType, key }: CopyKind): string {
  return JSON.stringify([storedType, key]);
}
