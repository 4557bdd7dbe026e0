import { isDeepStrictEqual } from "node:util";
import { type EventItem, isEventItem } from "../events/event.js";
import { isSaveId } from "../events/event-id.js";
import { type GuardItem, guardKey, revisionKey, revisionOf } from "../keys/revision.js";
import { itemSize, utf8Length } from "../storage/item-size.js";
import type { ItemKey, TableItem } from "../storage/table.js";
import { mapBounded } from "../util/map-bounded.js";
import type { CopyKind, CopyPlace } from "./event-places.js";
import { PARALLEL, type TableAccess, writeUnitsOf } from "./table-access.js";

/** A copy that cannot be added. */
export interface MissingCopyProblem {
  /**
   * `"unplaceable"`: the event cannot have the copy. `"taken"`: another item has the key of the
   * copy. `"late"`: the consistent stream has later events already, so that the event would get a
   * revision after theirs.
   */
  readonly problem: "unplaceable" | "taken" | "late";
  /** The key of the canonical copy. */
  readonly pk: string;
  readonly sk: string;
  readonly eventId: string;
  /** The stored type of the event. */
  readonly type: string;
  /** The kind of the copy, as a contract names it. */
  readonly key: string;
  /** A clause, without any value of the event: `data.product_id must be a string, not number`. */
  readonly reason: string;
}

/** Counts of copies, so far or in total. */
export interface CopyCounts {
  /** Copies that were missing. */
  readonly copies: number;
  /** Guards of event ids that were missing. */
  readonly guards: number;
  /** Copies that existed already. */
  readonly present: number;
  /** The write units of the missing copies and guards: 1 for each started KB. */
  readonly writeUnits: number;
  /** Copies that cannot be added. */
  readonly problems: number;
}

/** An event without a copy in a consistent stream, as small as possible. */
export interface StreamEntry extends CopyKind {
  readonly id: string;
  /** The key of the canonical copy. */
  readonly pk: string;
  readonly sk: string;
  /** The bytes of the copy without the names and values of its keys. */
  readonly contentBytes: number;
  /** Whether the event's guard is in this stream. */
  readonly isGuarded: boolean;
  /** Whether the copy is the canonical one, because the event has lost it. Default false. */
  readonly isCanonical?: boolean;
}

/** A copy that is sorted by event id, and may be missing. */
export interface CopyCandidate {
  /** A copy of the event. */
  readonly item: EventItem;
  readonly place: CopyPlace;
  /** Whether the copy is the canonical one, because the event has lost it. Default false. */
  readonly isCanonical?: boolean;
}

/** The approximate memory of a {@link StreamEntry}. */
export function entryBytes({ id, pk, sk }: Pick<StreamEntry, "id" | "pk" | "sk">): number {
  return 150 + id.length + pk.length + sk.length;
}

export function streamEntry(
  item: EventItem,
  { storedType, key, pk }: CopyPlace,
  guard: string | undefined,
): StreamEntry {
  return {
    storedType,
    key,
    id: item.id,
    pk: item.pk,
    sk: item.sk,
    contentBytes: itemSize(contentOf(item)),
    // A save that generated the id wrote no guard.
    isGuarded: guard === pk && !isSaveId(item.id),
  };
}

/** A copy of an event as all places have it. */
export function contentOf(item: object): Record<string, unknown> {
  const { pk: _p, sk: _s, canonical: _c, ...content } = item as EventItem;
  return content;
}

function copyOf(item: object, isCanonical: boolean): Record<string, unknown> {
  return isCanonical ? { ...contentOf(item), canonical: true } : contentOf(item);
}

export interface CopyAdderOptions {
  /** Whether to only count the copies that are missing. */
  readonly isDryRun: boolean;
  /** Whether an event gets the next revision although the stream has later events. */
  readonly appendsLate: boolean;
  readonly onProblem: (problem: MissingCopyProblem) => unknown;
}

/** Adds missing copies of stored events, each if its key does not exist. */
export class CopyAdder {
  readonly #table: TableAccess;
  readonly #options: CopyAdderOptions;
  counts: CopyCounts = { copies: 0, guards: 0, present: 0, writeUnits: 0, problems: 0 };
  /** The greatest id of an event that lacked a copy. */
  newestId = "";

  constructor(table: TableAccess, options: CopyAdderOptions) {
    this.#table = table;
    this.#options = options;
  }

  /** Counts and reports a copy that an event cannot have. */
  async report(
    { storedType: type, key }: CopyKind,
    { pk, sk, id }: Pick<StreamEntry, "id" | "pk" | "sk">,
    problem: MissingCopyProblem["problem"],
    reason: string,
  ): Promise<void> {
    this.#count({ problems: 1 });
    await this.#options.onProblem({ problem, pk, sk, eventId: id, type, key, reason });
  }

  /**
   * Adds the copies that are sorted by event id. They are read first, with eventually consistent
   * reads: half a read unit costs a tenth of the write unit that a write would consume that finds
   * its copy. A copy that such a read misses is found by the write.
   */
  async addCopies(candidates: readonly CopyCandidate[]): Promise<void> {
    const byKey = new Map(
      candidates.map((each) => [keyText({ pk: each.place.pk, sk: each.item.id }), each] as const),
    );
    const keys = [...byKey.values()].map(({ item, place }) => ({ pk: place.pk, sk: item.id }));
    const found = new Map(
      (await this.#table.readItems(keys, false)).map((item) => [keyText(item), item] as const),
    );
    await mapBounded([...byKey], PARALLEL, async ([key, candidate]) => {
      const existing = found.get(key);
      if (existing !== undefined) await this.#compare(candidate, existing);
      else await this.#addCopy(candidate);
    });
  }

  async #addCopy(candidate: CopyCandidate): Promise<void> {
    const { item, place, isCanonical = false } = candidate;
    const copy: TableItem = { ...copyOf(item, isCanonical), pk: place.pk, sk: item.id };
    const bytes = itemSize(copy);
    if (await this.#isTooLarge(place, item, bytes)) return;
    const existing = this.#options.isDryRun ? undefined : await this.#table.insert(copy);
    if (existing === undefined) this.#countCopy(item.id, bytes);
    else await this.#compare(candidate, existing);
  }

  async #compare({ item, place }: CopyCandidate, existing: TableItem): Promise<void> {
    if (isDeepStrictEqual(contentOf(existing), contentOf(item))) this.#count({ present: 1 });
    else await this.report(place, item, "taken", "another item has the key of the copy");
  }

  async #isTooLarge(
    kind: CopyKind,
    event: Pick<StreamEntry, "id" | "pk" | "sk">,
    bytes: number,
  ): Promise<boolean> {
    if (bytes <= this.#table.limits.itemBytes) return false;
    await this.report(kind, event, "unplaceable", `the copy would have ${bytes} bytes`);
    return true;
  }

  #countCopy(id: string, bytes: number): void {
    if (id > this.newestId) this.newestId = id;
    this.#count({ copies: 1, writeUnits: writeUnitsOf(bytes) });
  }

  #count(more: Partial<CopyCounts>): void {
    const { counts } = this;
    this.counts = {
      copies: counts.copies + (more.copies ?? 0),
      guards: counts.guards + (more.guards ?? 0),
      present: counts.present + (more.present ?? 0),
      writeUnits: counts.writeUnits + (more.writeUnits ?? 0),
      problems: counts.problems + (more.problems ?? 0),
    };
  }

  /**
   * Numbers events in a consistent stream, in the order of their ids, after the events that it has.
   * Others may do the same at the same time: each revision is written only if it is free, and the
   * stream is read again if it was not.
   */
  async addToStream(pk: string, entries: readonly StreamEntry[]): Promise<void> {
    const byId = new Map(entries.map((entry) => [entry.id, entry] as const));
    const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const stream = new StreamState(this.#table, pk);
    await stream.read(1);
    const missing = sorted.filter(({ id }) => !stream.has(id));
    this.#count({ present: sorted.length - missing.length });
    for (let start = 0; start < missing.length; start += CHUNK) {
      const chunk = missing.slice(start, start + CHUNK);
      const items = this.#options.isDryRun ? undefined : await this.#contents(chunk);
      for (const entry of chunk) await this.#append(stream, entry, items);
    }
    const guarded = sorted.filter(({ id, isGuarded }) => isGuarded && !stream.guards.has(id));
    await mapBounded(guarded, PARALLEL, (entry) => this.#addGuard(stream, entry));
  }

  /** The canonical copies of events, by event id. */
  async #contents(entries: readonly StreamEntry[]): Promise<ReadonlyMap<string, TableItem>> {
    const keys = entries.map(({ pk, sk }) => ({ pk, sk }));
    const items = await this.#table.readItems(keys, true);
    return new Map(items.map((item) => [String(item.id), item]));
  }

  /** @param items - The canonical copies; `undefined` in a dry run. */
  async #append(
    stream: StreamState,
    entry: StreamEntry,
    items: ReadonlyMap<string, TableItem> | undefined,
  ): Promise<void> {
    const bytes = entry.contentBytes + keyBytes(stream.pk);
    if (await this.#isTooLarge(entry, entry, bytes)) return;
    for (;;) {
      if (stream.has(entry.id)) {
        this.#count({ present: 1 });
        return;
      }
      if (entry.id < stream.newestId && !this.#options.appendsLate) {
        await this.report(entry, entry, "late", "the stream has later events already");
        return;
      }
      const revision = stream.last + 1;
      const taken = items && (await this.#insertAt(stream, revision, entry, items));
      if (taken === "gone") return;
      if (taken === undefined) {
        stream.record(entry.id, revision);
        this.#countCopy(entry.id, bytes);
        return;
      }
      // Somebody else has appended, perhaps this event.
      await stream.read(revision);
    }
  }

  async #insertAt(
    { pk }: StreamState,
    revision: number,
    entry: StreamEntry,
    items: ReadonlyMap<string, TableItem>,
  ): Promise<TableItem | "gone" | undefined> {
    const item = items.get(entry.id);
    if (item === undefined) {
      await this.report(entry, entry, "unplaceable", "its canonical copy was removed");
      return "gone";
    }
    const copy = copyOf(item, entry.isCanonical ?? false);
    return this.#table.insert({ ...copy, pk, sk: revisionKey(revision) });
  }

  async #addGuard(stream: StreamState, { id }: StreamEntry): Promise<void> {
    const revision = stream.revisionOf(id);
    // The event could not be added to the stream.
    if (revision === undefined) return;
    const guard: GuardItem = { pk: stream.pk, sk: guardKey(id), revision };
    const item = { ...guard };
    const existing = this.#options.isDryRun ? undefined : await this.#table.insert(item);
    if (existing === undefined) {
      this.#count({ guards: 1, writeUnits: writeUnitsOf(itemSize(item)) });
    }
  }
}

/** The events of a chunk are read at once. */
const CHUNK = 100;

function keyBytes(pk: string): number {
  return itemSize({ pk: "", sk: revisionKey(1) }) + utf8Length(pk);
}

function keyText({ pk, sk }: ItemKey): string {
  return JSON.stringify([pk, sk]);
}

/** The events that a consistent stream has. */
class StreamState {
  readonly pk: string;
  readonly guards = new Set<string>();
  /** The last revision. */
  last = 0;
  /** The greatest event id. */
  newestId = "";
  readonly #table: TableAccess;
  readonly #revisions = new Map<string, number>();

  constructor(table: TableAccess, pk: string) {
    this.#table = table;
    this.pk = pk;
  }

  has(id: string): boolean {
    return this.#revisions.has(id);
  }

  revisionOf(id: string): number | undefined {
    return this.#revisions.get(id);
  }

  record(id: string, revision: number): void {
    if (!this.#revisions.has(id)) this.#revisions.set(id, revision);
    if (revision > this.last) this.last = revision;
    if (id > this.newestId) this.newestId = id;
  }

  /** Reads the stream from a revision to its end, and its guards. */
  async read(from: number): Promise<void> {
    const { pk } = this;
    const query = { pk, from: revisionKey(from), order: "asc", consistentRead: true } as const;
    for await (const items of this.#table.query(query)) {
      for (const item of items) {
        const revision = revisionOf(item.sk);
        if (revision !== undefined) {
          this.record(isEventItem(item) ? item.id : "", revision);
        } else if (item.sk.startsWith(GUARD)) {
          this.guards.add(item.sk.slice(GUARD.length));
        }
      }
    }
  }
}

const GUARD = guardKey("");
