import type { AppendCondition } from "ddb-pattern-runtime";
import { isEventId, isSaveId, timestampOf } from "../../runtime/src/events/event-id.js";
import type { BankEvent } from "./bank.js";
import { WORLD } from "./world.js";

/**
 * A second implementation of an event store, as simple as possible: one list of all events, and one
 * for each consistent stream. It has no keys, items, pages or requests.
 */

type Ids = readonly (readonly [modelKey: string, id: string])[];

/** An event to save. */
export interface Given {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly id?: string;
}

/** A stored event, and its lookups and streams. */
interface StoredEvent {
  readonly event: BankEvent;
  /** The lookups and materialized streams that contain it, each as a string. */
  readonly keys: readonly string[];
  /** The consistent streams that contain it. */
  readonly streams: readonly string[];
  /** Whether the caller gave its id. */
  readonly isGiven: boolean;
}

/** The expected result of a save. */
export type SaveResult =
  | { readonly code: undefined; readonly isStored: readonly boolean[] }
  | { readonly code: "event-id-reused" }
  | { readonly code: "stream-conflict"; readonly conflicts: readonly object[] };

export interface Range<Bound> {
  readonly after?: Bound;
  readonly before?: Bound;
  readonly limit?: number;
  readonly order?: "asc" | "desc";
}

export class Model {
  readonly #stored: StoredEvent[] = [];
  readonly #streams = new Map<string, BankEvent[]>();

  get events(): readonly BankEvent[] {
    return this.#stored.map(({ event }) => event);
  }

  /** The number of items that a table has for all events. */
  get items(): number {
    return this.#stored.reduce((sum, { keys, streams, isGiven }) => {
      const guards = isGiven && keys.length === 0 ? 1 : 0;
      return sum + keys.length + streams.length + guards;
    }, 0);
  }

  /** The expected result of saving valid events under conditions on consistent streams. */
  resultOf(events: readonly Given[], conditions: readonly Condition[]): SaveResult {
    const ids = events.flatMap(({ id }) => id ?? []);
    if (new Set(ids).size < ids.length) return { code: "event-id-reused" };
    const differing = conditions.find(({ stream, revision }) =>
      conditions.some((other) => other.stream === stream && other.revision !== revision),
    );
    if (differing !== undefined) {
      const same = conditions.filter(({ stream }) => stream === differing.stream);
      const expectedRevision = Math.min(...same.map(({ revision }) => revision));
      return {
        code: "stream-conflict",
        conflicts: [{ expectedRevision, foundEventId: undefined }],
      };
    }
    const found = events.map((event) => this.#find(event));
    if (found.some((stored, index) => stored && !isSame(stored.event, events[index] as Given))) {
      return { code: "event-id-reused" };
    }
    const isStored = found.map((stored) => stored !== undefined);
    if (events.length > 0 && !isStored.includes(false)) return { code: undefined, isStored };
    const conflicts = conditions.flatMap(({ stream, revision }) => {
      const later = (this.#streams.get(stream) ?? []).slice(revision);
      // Events of this save may already be stored.
      const other = later.find(({ id }) => !ids.includes(id));
      return other === undefined ? [] : [{ expectedRevision: revision, foundEventId: other.id }];
    });
    if (conflicts.length > 0) return { code: "stream-conflict", conflicts };
    return { code: undefined, isStored };
  }

  /** Stores an event under its final id. */
  store(given: Given, id: string): void {
    const event = eventOf(given, id);
    const { keys, streams } = keysOf(given);
    this.#stored.push({ event, keys, streams, isGiven: given.id !== undefined });
    for (const stream of streams) {
      this.#streams.set(stream, [...(this.#streams.get(stream) ?? []), event]);
    }
  }

  /** The event stored under the same given id, if the two share a key. */
  #find(given: Given): StoredEvent | undefined {
    if (given.id === undefined) return undefined;
    const { keys, streams } = keysOf(given);
    return this.#stored.find(({ event, ...stored }) => {
      if (event.id !== given.id) return false;
      if (keys.length > 0) return keys.some((key) => stored.keys.includes(key));
      return (
        stored.streams.includes(streams[0] as string) && (stored.isGiven || isSaveId(event.id))
      );
    });
  }

  /** The events under one lookup or materialized stream, oldest first. */
  #under(key: string): BankEvent[] {
    return this.#stored
      .filter(({ keys }) => keys.includes(key))
      .map(({ event }) => event)
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** `undefined` where the schema has no such lookup. */
  lookup(types: readonly string[], ids: Ids, range: Range<string>): BankEvent[] | undefined {
    const path = ids.map(([modelKey]) => modelKey).join();
    const isKnown = (type: string) => WORLD.events[type]?.lookups.some((by) => by.join() === path);
    if (!types.every(isKnown)) return undefined;
    const events = types.flatMap((type) => this.#under(placeOf(type, ids)));
    return inRange(events, range);
  }

  /** @param isLeftOut - The event types that the reader leaves out. */
  materialized(
    name: string,
    ids: Ids,
    range: Range<string>,
    isLeftOut: (type: string) => boolean,
  ): BankEvent[] {
    const events = this.#under(placeOf(`@${name}`, ids)).filter(({ type }) => !isLeftOut(type));
    return inRange(events, range);
  }

  /** The events of a consistent stream, and the last revision that their reader knows. */
  consistent(name: string, ids: Ids, range: Range<number>, isLeftOut: (type: string) => boolean) {
    const { after = 0, before = Number.POSITIVE_INFINITY, limit, order = "asc" } = range;
    const all = this.#streams.get(placeOf(`@${name}`, ids)) ?? [];
    const numbered = all.map((event, index) => ({ ...event, revision: index + 1 }));
    const wanted = numbered.filter(({ revision }) => revision > after && revision < before);
    if (order === "desc") wanted.reverse();
    const events = wanted.filter(({ type }) => !isLeftOut(type)).slice(0, limit);
    const seen = events.length === limit ? events : wanted;
    const revisions = seen.map(({ revision }) => revision);
    // The revision that the reader started after, if the stream has it.
    return { events, revision: Math.max(Math.min(after, all.length), ...revisions) };
  }
}

/** The condition that a stream is at a revision. */
export interface Condition {
  readonly stream: string;
  readonly revision: number;
}

export function conditionOn(name: string, ids: Ids, condition: AppendCondition): Condition {
  return { stream: placeOf(`@${name}`, ids), revision: condition.expectedRevision };
}

/** The event as readers get it. */
export function eventOf({ type, data, metadata }: Given, id: string): BankEvent {
  const content = { id, type, timestamp: timestampOf(id), data: kept(data) };
  const about = metadata === undefined ? {} : kept(metadata);
  return Object.keys(about).length === 0 ? content : { ...content, metadata: about };
}

/** Drops undefined members at any depth. */
function kept(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
}

function isSame(event: BankEvent, given: Given): boolean {
  return JSON.stringify(sorted(event)) === JSON.stringify(sorted(eventOf(given, event.id)));
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sorted(member)]));
}

function inRange(events: readonly BankEvent[], range: Range<string>): BankEvent[] {
  const { after = "", before = "~", limit, order = "asc" } = range;
  const wanted = events
    .filter(({ id }) => id > after && id < before)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  if (order === "desc") wanted.reverse();
  return wanted.slice(0, limit);
}

function placeOf(name: string, ids: Ids): string {
  return JSON.stringify([name, ...ids]);
}

function keysOf({ type, data }: Given) {
  const { ids = {}, lookups = [] } = WORLD.events[type] ?? {};
  const keysAt = (name: string, path: readonly string[]) =>
    path
      .reduce<Ids[]>(
        (filled, modelKey) => {
          const fields = Object.keys(ids).filter((field) => ids[field] === modelKey);
          const given = fields.flatMap((field) => (data[field] as string | undefined) ?? []);
          return filled.flatMap((before) =>
            given.map((id) => [...before, [modelKey, id] as const]),
          );
        },
        [[]],
      )
      .map((filled) => placeOf(name, filled));
  const streams = Object.values(WORLD.streams).filter(({ events }) => events.includes(type));
  const ofStreams = (isWanted: (stream: (typeof streams)[number]) => boolean | undefined) =>
    streams.filter(isWanted).flatMap(({ name, by }) => keysAt(`@${name}`, by));
  const keys = lookups.flatMap((path) => keysAt(type, path));
  return {
    keys: [...new Set([...keys, ...ofStreams(({ materialized }) => materialized)])],
    streams: [...new Set(ofStreams(({ consistent }) => consistent))],
  };
}

/** Whether a string is an id that a save generates. */
export function isGenerated(id: string): boolean {
  return isEventId(id) && isSaveId(id);
}
