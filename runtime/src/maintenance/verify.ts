import { CONTRACT_KEY } from "../contract/contract.js";
import { InvalidArgumentError } from "../errors.js";
import { decodeToNewest } from "../events/decode.js";
import { type EventItem, versionOf } from "../events/event.js";
import { isSaveId } from "../events/event-id.js";
import { decodeKey, streamNameOf } from "../keys/key.js";
import { revisionKey, revisionOf } from "../keys/revision.js";
import type { Descriptor } from "../schema/descriptor.js";
import { schemaOf } from "../schema/schema.js";
import { DYNAMODB_LIMITS } from "../storage/dynamodb/limits.js";
import { itemSize } from "../storage/item-size.js";
import { DEFAULT_SEGMENTS } from "../storage/segments.js";
import type { TableItem } from "../storage/table.js";
import { mapBounded } from "../util/map-bounded.js";
import { checkedPositiveInteger, checkedSignal, readMembers } from "../util/members.js";
import { Balance } from "./balance.js";
import { type ClassifiedItem, createClassifier, type Guard } from "./classify.js";
import { contentOf } from "./copy-adder.js";
import { digestOf } from "./digest.js";
import { type EventGroup, groupOf, type JudgedEvent, judgeEvent } from "./event-faults.js";
import { type CopyKind, EventPlacer } from "./event-places.js";
import { exportedTable } from "./export.js";
import { FINDING_KINDS, type Finding, type FindingKind } from "./finding.js";
import { HashWindow } from "./hash-window.js";
import { newestDecoder } from "./newest-events.js";
import { RateLimit } from "./rate-limit.js";
import { type ItemSource, scannedTable } from "./scan.js";
import { readContracts } from "./schema-contracts.js";
import { type MaintenanceClient, PARALLEL, TableAccess } from "./table-access.js";
import { eventChecker, newestEventChecker } from "./valid-event.js";
import { VerifiedTable } from "./verified-table.js";

/** The options of `verifyExport`. */
export interface VerifyExportOptions {
  /**
   * The descriptors of all releases of the schema: an event is valid if one of them could have
   * saved it, or if it is valid as it is read, with aliases, defaults and upcasters. Copies that only earlier releases make are no faults. Default: the schema alone.
   */
  readonly released?: readonly Descriptor[];
  /** The client's `upcasters`, which convert stored events to the newest version of their types. */
  readonly upcasters?: object;
  /**
   * The approximate memory, in bytes, for the events and streams that are looked at in detail. If
   * they do not fit, everything is read once more for each further part of them. Default 256 MB.
   */
  readonly memoryBytes?: number;
  /** Called for each fault, and awaited. */
  readonly onFinding?: (finding: Finding) => unknown;
  /** Called after each page, and awaited. */
  readonly onProgress?: (progress: VerifyProgress) => unknown;
  /** Aborts with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The options of `verifyTable`. */
export interface VerifyTableOptions extends VerifyExportOptions {
  /** The number of segments of the table that are scanned in parallel. Default 4. */
  readonly segments?: number;
  /** Whether to add what is missing. Nothing is ever overwritten or removed. Default false. */
  readonly repair?: boolean;
  /** The maximum number of write units for each second, for `repair`. Default: no limit. */
  readonly maxWriteUnitsPerSecond?: number;
}

/** The counts of a verification, so far. */
export interface VerifyProgress {
  /** The number of the pass over all items: 1, 2 … */
  readonly pass: number;
  /** Items that were read, in all passes. */
  readonly items: number;
  /** Events of the schema that were found by their canonical copies. */
  readonly events: number;
  /** Faults. */
  readonly findings: number;
  readonly repaired: number;
  /** Read and write units that the calls consumed; 0 for an export. */
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** The result of a verification. */
export interface VerifyResult extends VerifyProgress {
  /** The number of faults of each kind. */
  readonly kinds: Readonly<Record<FindingKind, number>>;
  /**
   * The kinds of copies that were not looked for, because the table's contract says that they are
   * not complete: `reindex` adds them.
   */
  readonly incomplete: readonly CopyKind[];
}

/**
 * Reads a whole table and reports its faults: copies that are missing or different, events without
 * a canonical copy, revisions that are missing, items that belong to no schema, and so on. It can
 * run beside writers.
 *
 * Costs half a read unit for 4 KB of each item, once if the table has no faults. The events and
 * streams that may have faults are found in fixed memory, and read in detail by a second scan. What
 * is missing there is read again, strongly consistently, before it is reported.
 *
 * @throws ContractError if the table's contract is of a newer release of the schema.
 * @throws InvalidArgumentError for invalid options, which only JavaScript callers can pass.
 * @throws StorageError, RetriesExhaustedError
 */
export async function verifyTable(
  client: MaintenanceClient,
  tableName: string,
  descriptor: Descriptor,
  options: VerifyTableOptions = {},
): Promise<VerifyResult> {
  const checked = checkedOptions(options, TABLE_OPTIONS, descriptor);
  const { signal, segments, repair, maxWriteUnitsPerSecond } = checked;
  const rate = new RateLimit(maxWriteUnitsPerSecond);
  const table = new TableAccess(client, tableName, { signal, rate });
  const source = scannedTable(table, segments, false, signal);
  const verification = new Verification(source, tableName, descriptor, checked);
  verification.readAgain(table, repair);
  return verification.run();
}

/**
 * Like `verifyTable`, for an export of a table that DynamoDB wrote to S3, copied to a folder. No
 * table is read.
 *
 * @param folder - The folder of the export, which has `manifest-files.json` and `data`.
 * @throws InvalidArgumentError for a folder that is no complete, full export in DynamoDB JSON.
 */
export async function verifyExport(
  folder: string,
  descriptor: Descriptor,
  options: VerifyExportOptions = {},
): Promise<VerifyResult> {
  const checked = checkedOptions(options, EXPORT_OPTIONS, descriptor);
  const source = await exportedTable(folder, checked.signal);
  return new Verification(source, folder, descriptor, checked).run();
}

const EXPORT_OPTIONS = [
  "released",
  "upcasters",
  "memoryBytes",
  "onFinding",
  "onProgress",
  "signal",
] as const;
const TABLE_OPTIONS = [...EXPORT_OPTIONS, "segments", "repair", "maxWriteUnitsPerSecond"] as const;

const DEFAULT_MEMORY_BYTES = 256 * 1024 * 1024;

function checkedOptions(options: unknown, names: readonly string[], descriptor: Descriptor) {
  const given = readMembers(options, "The options", names) as VerifyTableOptions;
  const {
    released = [descriptor],
    memoryBytes = DEFAULT_MEMORY_BYTES,
    segments = DEFAULT_SEGMENTS,
    repair = false,
    maxWriteUnitsPerSecond,
    onFinding = () => {},
    onProgress = () => {},
  } = given;
  if (!Array.isArray(released)) {
    throw new InvalidArgumentError('"released" must be a list of descriptors.');
  }
  if (typeof repair !== "boolean") {
    throw new InvalidArgumentError('"repair" must be true or false.');
  }
  if (typeof onFinding !== "function" || typeof onProgress !== "function") {
    throw new InvalidArgumentError('"onFinding" and "onProgress" must be functions.');
  }
  const isRate = maxWriteUnitsPerSecond === undefined || maxWriteUnitsPerSecond > 0;
  if (!isRate) throw new InvalidArgumentError('"maxWriteUnitsPerSecond" must be above 0.');
  return {
    decode: newestDecoder(descriptor, given.upcasters),
    released: released as readonly Descriptor[],
    memoryBytes: checkedPositiveInteger("memoryBytes", memoryBytes),
    segments: checkedPositiveInteger("segments", segments),
    repair,
    maxWriteUnitsPerSecond,
    onFinding,
    onProgress,
    signal: checkedSignal(given.signal),
  };
}

type Options = ReturnType<typeof checkedOptions>;

/** An item of an event, or a revision of a stream, that is looked at in detail. */
type Detail = ClassifiedItem | number;

class Verification {
  readonly #source: ItemSource;
  readonly #name: string;
  readonly #descriptor: Descriptor;
  readonly #options: Options;
  readonly #placer: EventPlacer;
  readonly #released: readonly EventPlacer[];
  readonly #consistentStreams: ReadonlySet<string>;
  readonly #balance: Balance;
  /** The stream's item that each segment read last. */
  readonly #last = new Map<number, { readonly pk: string; readonly revision: number }>();
  #table: VerifiedTable | undefined;
  #classify: (item: TableItem) => ClassifiedItem = () => ({ is: "other" });
  #incomplete: readonly CopyKind[] = [];
  #unchecked = new Set<string>();
  readonly #isValid: ReturnType<typeof eventChecker>;
  readonly #isValidAsRead: ReturnType<typeof newestEventChecker>;
  readonly #kinds = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Record<
    FindingKind,
    number
  >;
  #pass = 0;
  #items = 0;
  #events = 0;
  #findings = 0;
  #repaired = 0;

  constructor(source: ItemSource, name: string, descriptor: Descriptor, options: Options) {
    this.#source = source;
    this.#name = name;
    this.#descriptor = descriptor;
    this.#options = options;
    this.#placer = new EventPlacer(descriptor, options.decode, DYNAMODB_LIMITS);
    // Only the keys of earlier releases matter, not their events.
    this.#released = options.released.map(
      (each) => new EventPlacer(each, decodeToNewest(schemaOf(each)), DYNAMODB_LIMITS),
    );
    this.#balance = new Balance(options.memoryBytes);
    this.#isValid = eventChecker(options.released);
    this.#isValidAsRead = newestEventChecker(descriptor, options.decode);
    this.#consistentStreams = new Set(
      Object.values(descriptor.streams ?? {})
        .filter(({ consistent }) => consistent === true)
        .map(({ name: each }) => each),
    );
  }

  /** Reads what is missing again before it is reported, and repairs it if asked to. */
  readAgain(table: TableAccess, repairs: boolean): void {
    this.#table = new VerifiedTable(table, repairs);
  }

  async run(): Promise<VerifyResult> {
    const contracts = await this.#source.readPartition(CONTRACT_KEY);
    const { others, incomplete } = readContracts(contracts, this.#descriptor, this.#name);
    this.#incomplete = incomplete;
    this.#unchecked = new Set(incomplete.map(kindText));
    this.#classify = createClassifier({
      descriptor: this.#descriptor,
      placer: this.#placer,
      released: this.#released,
      releasedDescriptors: this.#options.released,
      others,
    });
    await this.#readAll(async (items, segment) => {
      for (const item of items) await this.#lookAt(item, segment);
    });
    if (this.#balance.hasSuspects) await this.#lookInDetail();
    return { ...this.#progress(), kinds: this.#kinds, incomplete: this.#incomplete };
  }

  async #readAll(
    onPage: (items: readonly TableItem[], segment: number) => Promise<void>,
  ): Promise<void> {
    this.#pass++;
    await this.#source.readAll(async (items, segment) => {
      this.#items += items.length;
      await onPage(items, segment);
      await this.#options.onProgress(this.#progress());
    });
  }

  #progress(): VerifyProgress {
    return {
      pass: this.#pass,
      items: this.#items,
      events: this.#events,
      findings: this.#findings,
      repaired: this.#repaired,
      ...(this.#table?.consumed ?? { readUnits: 0, writeUnits: 0 }),
    };
  }

  async #report(finding: Finding): Promise<void> {
    this.#kinds[finding.kind]++;
    this.#findings++;
    if (finding.repaired === true) this.#repaired++;
    await this.#options.onFinding(finding);
  }

  /** A finding that no repair can mend. */
  #unrepairable(finding: Finding): Finding {
    return this.#table?.repairs === true ? { ...finding, repaired: false } : finding;
  }

  #isChecked = (kind: CopyKind): boolean => !this.#unchecked.has(kindText(kind));

  /** Whether all events of a stream must have their copies in it. */
  #isCheckedStream(pk: string): boolean {
    const name = streamNameOf(decodeKey(pk)?.type ?? "");
    return !this.#incomplete.some(({ key }) => key.endsWith(`::@${name} {revision}`));
  }

  /** The first look at an item: by itself, and as a fact that must balance others. */
  async #lookAt(item: TableItem, segment: number): Promise<void> {
    this.#followRevisions(item, segment);
    const classified = this.#classify(item);
    if (classified.is === "fault" || classified.is === "malformed") {
      await this.#report(this.#unrepairable(classified.finding));
    } else if (classified.is === "guard") this.#seeGuard(classified.guard);
    else if (classified.is === "copy") await this.#seeCopy(classified.item, classified.kind);
  }

  /** Marks a stream whose revisions do not follow each other, as those of a table do. */
  #followRevisions({ pk, sk }: TableItem, segment: number): void {
    const revision = this.#revisionAt(pk, sk);
    if (revision === undefined) return;
    const last = this.#last.get(segment);
    const expected = last?.pk === pk ? last.revision + 1 : 1;
    if (revision !== expected) this.#balance.mark(streamGroup(pk));
    this.#last.set(segment, { pk, revision });
  }

  /** The revision of an item in a consistent stream of the schema. */
  #revisionAt(pk: string, sk: string): number | undefined {
    const revision = revisionOf(sk);
    if (revision === undefined) return undefined;
    const stream = streamNameOf(decodeKey(pk)?.type ?? "");
    return stream !== undefined && this.#consistentStreams.has(stream) ? revision : undefined;
  }

  #seeGuard({ pk, eventId }: Guard): void {
    if (this.#isCheckedStream(pk)) this.#balance.see(eventId, guardFact(pk));
  }

  async #seeCopy(item: EventItem, kind: CopyKind | undefined): Promise<void> {
    const { pk, sk, id, type } = item;
    const digest = digestOf(contentOf(item));
    if (kind !== undefined && this.#isChecked(kind)) {
      this.#balance.see(id, copyFact(pk, digest));
    }
    if (item.canonical !== true) return;
    this.#events++;
    const at = { pk, sk, eventId: id, type };
    const places = this.#placer.placesOf(item);
    for (const place of [...places.byId, ...places.streams]) {
      if (this.#isChecked(place)) this.#balance.require(id, copyFact(place.pk, digest));
    }
    const { guard } = places;
    if (guard !== undefined && !isSaveId(id) && this.#isCheckedStream(guard)) {
      this.#balance.require(id, guardFact(guard));
    }
    if (places.isUnreadable) {
      const detail = places.unplaceable[0]?.reason ?? "";
      await this.#report(this.#unrepairable({ kind: "unreadable-event", ...at, detail }));
    } else {
      for (const { key, reason, storedType } of places.unplaceable) {
        if (!this.#isChecked({ key, storedType })) continue;
        const detail = `the event cannot have the copy for ${key}: ${reason}`;
        await this.#report(this.#unrepairable({ kind: "missing-copy", ...at, detail }));
      }
    }
    const version = versionOf(item);
    if (!this.#isValid(type, version, item.data, item.metadata) && !this.#isValidAsRead(item)) {
      const detail = `the event is invalid in version ${version} of every release of the schema`;
      await this.#report(this.#unrepairable({ kind: "invalid-event", ...at, detail }));
    }
  }

  /** Collects the items of suspect events and streams, as many as fit, and judges them. */
  async #lookInDetail(): Promise<void> {
    const window = new HashWindow<Detail>(this.#options.memoryBytes);
    do {
      await this.#readAll(async (items) => {
        for (const item of items) this.#collect(item, window);
      });
      // Repairs of two events may meet in one stream.
      const parallel = this.#table?.repairs === true ? 1 : PARALLEL;
      await mapBounded(window.take(), parallel, ([name, details]) => this.#judge(name, details));
    } while (window.next());
  }

  #collect(item: TableItem, window: HashWindow<Detail>): void {
    const { pk, sk } = item;
    const revision = this.#revisionAt(pk, sk);
    if (revision !== undefined && this.#balance.isSuspect(streamGroup(pk))) {
      window.add(streamGroup(pk), NUMBER_BYTES, () => revision);
    }
    const classified = this.#classify(item);
    const id = eventIdOf(classified);
    if (id === undefined || !this.#balance.isSuspect(id)) return;
    if (classified.is === "guard" && !this.#isCheckedStream(pk)) return;
    window.add(id, 2 * itemSize(item) + ITEM_BYTES, () => classified);
  }

  async #judge(name: string, details: readonly Detail[]): Promise<void> {
    this.#options.signal?.throwIfAborted();
    const pk = streamOfGroup(name);
    if (pk === undefined) await this.#judgeEvent(groupOf(details as readonly ClassifiedItem[]));
    else await this.#judgeStream(pk, details as readonly number[]);
  }

  async #judgeStream(pk: string, revisions: readonly number[]): Promise<void> {
    let gaps = gapsIn(revisions);
    if (gaps.length > 0 && this.#table !== undefined) {
      gaps = gapsIn([...revisions, ...(await this.#table.revisionsIn(pk, gaps))]);
    }
    for (const { from, to } of gaps) {
      const detail =
        from === to ? `revision ${from} is missing` : `revisions ${from} to ${to} are missing`;
      const finding: Finding = { kind: "missing-revision", pk, sk: revisionKey(from), detail };
      await this.#report(this.#unrepairable(finding));
    }
  }

  async #judgeEvent(found: EventGroup): Promise<void> {
    const judge = (group: EventGroup): JudgedEvent =>
      judgeEvent(group, this.#placer, this.#isChecked);
    let group = found;
    let judged = judge(group);
    // Twice, because the event of a guard may be found first, and then its other copies.
    for (let round = 0; round < 2 && judged.faults.length > 0; round++) {
      if (this.#table === undefined) break;
      group = await this.#table.completeGroup(group, judged, this.#classify);
      judged = judge(group);
    }
    const findings =
      this.#table?.repairs === true
        ? await this.#table.repair(judged)
        : judged.faults.map(({ place: _, ...finding }) => finding);
    for (const finding of findings) await this.#report(finding);
  }
}

/** The approximate memory of a revision, and of an item in addition to its content. */
const NUMBER_BYTES = 16;
const ITEM_BYTES = 500;

const STREAM = "stream ";

function streamGroup(pk: string): string {
  return STREAM + pk;
}

/** The key of a stream, from the name of its group; `undefined` for the group of an event. */
function streamOfGroup(name: string): string | undefined {
  return name.startsWith(STREAM) ? name.slice(STREAM.length) : undefined;
}

function copyFact(pk: string, digest: string): string {
  return `copy ${digest} ${pk}`;
}

function guardFact(pk: string): string {
  return `guard ${pk}`;
}

/** The id of the event that an item belongs to. */
function eventIdOf(classified: ClassifiedItem): string | undefined {
  switch (classified.is) {
    case "copy":
      return classified.item.id;
    case "guard":
      return classified.guard.eventId;
    case "malformed":
    case "retired":
      return classified.eventId;
    default:
      return undefined;
  }
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The revisions that are missing before the last one. */
function gapsIn(revisions: readonly number[]): Gap[] {
  const gaps: Gap[] = [];
  let last = 0;
  for (const revision of [...revisions].sort((a, b) => a - b)) {
    if (revision > last + 1) gaps.push({ from: last + 1, to: revision - 1 });
    last = Math.max(last, revision);
  }
  return gaps;
}

function kindText({ storedType, key }: CopyKind): string {
  return JSON.stringify([storedType, key]);
}
