import { isDeepStrictEqual } from "node:util";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { EventIdReusedError, type PlainEvent, StreamConflictError } from "ddb-pattern-runtime";
import { inject } from "vitest";
import { connect } from "../engines/connect.js";
import type { Call, Journal, Told } from "./support-journal.js";
import { type LedgerData, type Places, placesOf } from "./support-ledger.js";

/** An item of the table: a copy of an event, or a guard of an id. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly [attribute: string]: unknown;
}

/** An event, and where it was found. */
interface Stored {
  readonly event: PlainEvent;
  readonly places: Places;
  readonly items: readonly Item[];
  /** Its revisions in each consistent stream; one each if all is well. */
  readonly revisions: ReadonlyMap<string, readonly number[]>;
}

/** All that a table holds, and what it means. */
export interface Contents {
  readonly items: readonly Item[];
  /** Every event by its id, as its first copy has it. */
  readonly events: ReadonlyMap<string, Stored>;
  /** The ids of each consistent stream's events, by revision. */
  readonly streams: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** The guards of each id. */
  readonly guards: ReadonlyMap<string, readonly Item[]>;
}

/** Reads the whole table, by a connection that no fault reaches. */
export async function contentsOf(tableName: string): Promise<Contents> {
  const { documents: client } = connect(inject("endpoint"));
  const items: Item[] = [];
  const pages = paginateScan({ client }, { TableName: tableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...(Items as Item[]));
  client.destroy();
  return understand(items);
}

export function understand(items: readonly Item[]): Contents {
  const itemsOf = new Map<string, Item[]>();
  const guards = new Map<string, Item[]>();
  const streams = new Map<string, Map<number, string>>();
  for (const item of items) {
    const id = guardedId(item);
    if (id !== undefined) {
      guards.set(id, [...(guards.get(id) ?? []), item]);
    } else if (typeof item.id === "string") {
      itemsOf.set(item.id, [...(itemsOf.get(item.id) ?? []), item]);
      const revision = revisionOf(item);
      if (revision === undefined) continue;
      const stream = streams.get(item.pk) ?? new Map<number, string>();
      streams.set(item.pk, stream.set(revision, item.id));
    }
  }
  const events = new Map<string, Stored>();
  for (const [id, own] of itemsOf) {
    const event = eventOf(own[0] as Item);
    const revisions = new Map<string, number[]>();
    for (const item of own) {
      const revision = revisionOf(item);
      if (revision === undefined) continue;
      revisions.set(item.pk, [...(revisions.get(item.pk) ?? []), revision]);
    }
    const places = placesOf(event as PlainEvent & { data: LedgerData });
    events.set(id, { event, places, items: own, revisions });
  }
  return { items, events, streams, guards };
}

/** The event ids of a stream, in the order of their revisions. */
export function idsInOrder({ streams }: Contents, stream: string): string[] {
  const byRevision = [...(streams.get(stream) ?? [])].sort(([a], [b]) => a - b);
  return byRevision.map(([, id]) => id);
}

function eventOf({ id, type, timestamp, data }: Item): PlainEvent {
  return { id, type, timestamp, data } as PlainEvent;
}

function guardedId({ sk }: Item): string | undefined {
  return /^id#([0-9A-Z]{26})$/.exec(sk)?.[1];
}

function revisionOf({ sk }: Item): number | undefined {
  return /^\d{16}$/.test(sk) ? Number(sk) : undefined;
}

/**
 * All that is wrong with a table and with what callers were told of it, in words, which begin with the
 * kind of the flaw; nothing, if both agree.
 */
export function flawsOf(contents: Contents, { calls, flaws }: Pick<Journal, "calls" | "flaws">) {
  const history = new History(calls);
  return [
    ...flaws.map((flaw) => `told: ${flaw}`),
    ...strangers(contents),
    ...wrongFanOuts(contents),
    ...wrongMarks(contents),
    ...doubled(contents),
    ...tornBatches(contents),
    ...gaps(contents),
    ...wrongGuards(contents, history),
    ...wrongOrders(contents, history),
    ...lost(contents, history),
    ...untruths(contents, history),
    ...ignoredExpectations(contents, history),
    ...calls.flatMap((call) => untrueErrors(contents, call)),
  ];
}

/** The calls, by what they saved. */
class History {
  readonly calls: readonly Call[];
  readonly #byName = new Map<string, { readonly told: Told; readonly call: Call }[]>();

  constructor(calls: readonly Call[]) {
    this.calls = calls;
    for (const call of calls) {
      for (const told of call.told) {
        const { n } = told.event.data;
        const of = this.#byName.get(n) ?? [];
        this.#byName.set(n, of);
        of.push({ told, call });
      }
    }
  }

  /** What was told of the event under this id. A call that never answered can have had any id. */
  of({ id, data }: PlainEvent) {
    const named = this.#byName.get(String(data.n)) ?? [];
    return named.filter(({ told }) => told.id === undefined || told.id === id);
  }

  /** The same, without the calls that wrote nothing, as they said. */
  writersOf(event: PlainEvent) {
    return this.of(event).filter(({ told }) => told.status !== "not-written");
  }
}

function strangers({ items }: Contents): string[] {
  return items.flatMap((item) => {
    const isKnown =
      guardedId(item) !== undefined || revisionOf(item) !== undefined || item.sk === item.id;
    return isKnown ? [] : [`strange item: ${item.pk} ${item.sk}`];
  });
}

function wrongFanOuts({ events }: Contents): string[] {
  return [...events].flatMap(([id, { event, places, items, revisions }]) => {
    const copies = items.filter(({ sk }) => sk === id).map(({ pk }) => pk);
    const isWhole =
      isDeepStrictEqual(copies.sort(), [...places.copies].sort()) &&
      isDeepStrictEqual([...revisions.keys()].sort(), [...places.streams].sort());
    const areEqual = items.every((item) => isDeepStrictEqual(eventOf(item), event));
    const keys = items.map(({ pk, sk }) => `${pk} ${sk}`).join(", ");
    return [
      ...(isWhole ? [] : [`half written: ${id} has the items ${keys}`]),
      ...(areEqual ? [] : [`unequal copies: ${id}`]),
    ];
  });
}

function wrongMarks({ events }: Contents): string[] {
  return [...events].flatMap(([id, { places, items }]) => {
    const marked = items.filter((item) => "canonical" in item);
    const [only] = marked;
    const isRight = marked.length === 1 && only?.pk === places.canonical && only.canonical === true;
    return isRight ? [] : [`wrong mark: ${id} is canonical at ${marked.map(({ pk }) => pk)}`];
  });
}

/** One event twice in a stream, or one thing that was to be saved once, under several ids. */
function doubled({ events }: Contents): string[] {
  const ids = new Map<unknown, string>();
  return [...events].flatMap(([id, { event, revisions }]) => {
    const other = ids.get(event.data.n);
    ids.set(event.data.n, id);
    const twice = [...revisions].filter(([, places]) => places.length > 1);
    return [
      ...(other === undefined ? [] : [`doubled: ${event.data.n} is ${other} and ${id}`]),
      ...twice.map(([stream, places]) => `doubled: ${id} has revisions ${places} of ${stream}`),
    ];
  });
}

/** A batch is stored whole, and its events follow each other in every stream that they share. */
function tornBatches({ events, streams }: Contents): string[] {
  const batchOf = (id: string | undefined) =>
    (events.get(id ?? "")?.event.data as Partial<LedgerData> | undefined)?.batch;
  const missing = new Map<string, number>();
  for (const id of events.keys()) {
    const batch = batchOf(id);
    if (batch !== undefined) missing.set(batch.name, (missing.get(batch.name) ?? batch.size) - 1);
  }
  const torn = [...missing].flatMap(([name, count]) =>
    count === 0 ? [] : [`torn: ${count} events are missing of batch ${name}`],
  );
  for (const [key, stream] of streams) {
    const lastSeen = new Map<string, { revision: number; index: number }>();
    for (const [revision, id] of [...stream].sort(([a], [b]) => a - b)) {
      const batch = batchOf(id);
      if (batch === undefined) continue;
      const last = lastSeen.get(batch.name);
      const follows = last?.revision === revision - 1 && last.index < batch.index;
      if (last !== undefined && !follows) {
        torn.push(`torn: batch ${batch.name} is not together, or not in order, in ${key}`);
      }
      lastSeen.set(batch.name, { revision, index: batch.index });
    }
  }
  return torn;
}

function gaps({ streams }: Contents): string[] {
  return [...streams].flatMap(([key, stream]) => {
    const last = Math.max(...stream.keys());
    return last === stream.size ? [] : [`gap: ${key} has ${stream.size} events up to ${last}`];
  });
}

/**
 * An id that a caller gave has a guard if no copy lies under it, and no other id has one. Where both a
 * save that generated the id and one that was given it may have stored the event, it can have one.
 */
function wrongGuards({ events, guards }: Contents, history: History): string[] {
  const flaws = [...guards.keys()]
    .filter((id) => !events.has(id))
    .map((id) => `wrong guard: of ${id}, which is not stored`);
  for (const [id, { event, places, revisions }] of events) {
    const found = guards.get(id) ?? [];
    const [stream] = places.streams;
    const writers = history.writersOf(event).map(({ told }) => told.event.id === id);
    const canBeGuarded = places.copies.length === 0;
    const mayHave = canBeGuarded && writers.some((isGiven) => isGiven);
    const mustHave = canBeGuarded && writers.length > 0 && writers.every((isGiven) => isGiven);
    if (found.length > (mayHave ? 1 : 0)) flaws.push(`wrong guard: ${id} has ${found.length}`);
    if (found.length === 0 && mustHave) flaws.push(`wrong guard: ${id} has none`);
    for (const { pk, sk, revision, ...more } of found) {
      const isRight =
        pk === stream &&
        isDeepStrictEqual(revisions.get(pk), [revision]) &&
        Object.keys(more).length === 0;
      if (!isRight) flaws.push(`wrong guard: ${pk} ${sk} says revision ${revision}`);
    }
  }
  return flaws;
}

/** What was acknowledged before another save began has the lower revision. */
function wrongOrders({ events, streams }: Contents, history: History): string[] {
  const begun = new Map<string, number>();
  const acknowledged = new Map<string, number>();
  for (const [id, { event }] of events) {
    const of = history.of(event);
    begun.set(id, Math.min(...of.map(({ call }) => call.begun)));
    const saved = of.filter(({ told }) => told.status === "saved");
    acknowledged.set(id, Math.min(...saved.map(({ call }) => call.ended)));
  }
  return [...streams].flatMap(([key, stream]) => {
    const flaws: string[] = [];
    let soonest = Number.POSITIVE_INFINITY;
    for (const [revision, id] of [...stream].sort(([a], [b]) => b - a)) {
      if (soonest < (begun.get(id) ?? 0)) {
        flaws.push(`wrong order: a later revision than ${revision} of ${key} was saved before it`);
      }
      soonest = Math.min(soonest, acknowledged.get(id) ?? Number.POSITIVE_INFINITY);
    }
    return flaws;
  });
}

function lost({ events }: Contents, { calls }: History): string[] {
  return calls.flatMap(({ told }) =>
    told.flatMap(({ status, stored, event }) => {
      if (status !== "saved") return [];
      const found = stored && events.get(stored.id)?.event;
      return found !== undefined && isDeepStrictEqual(found, stored)
        ? []
        : [`lost: ${event.data.n}, saved as ${stored?.id}`];
    }),
  );
}

/** What is stored, though all calls with its id say that they wrote nothing, or though nobody saved it. */
function untruths({ events }: Contents, history: History): string[] {
  return [...events].flatMap(([id, { event }]) => {
    if (history.writersOf(event).length > 0) return [];
    const count = history.of(event).length;
    const why = count === 0 ? "nobody saved it" : "not-written is what was told of it";
    return [`untrue: ${event.data.n} is stored as ${id}, and ${why}`];
  });
}

/** A save that expects a stream at a revision gets the next ones, or that stream had not moved. */
function ignoredExpectations(contents: Contents, history: History): string[] {
  const flaws: string[] = [];
  for (const [id, { event, revisions }] of contents.events) {
    for (const [key, [revision]] of revisions) {
      const possible = history.writersOf(event).map(({ call }) => {
        const expected = call.expect.find(({ stream }) => stream === key)?.expectedRevision;
        if (expected === undefined) return undefined;
        const inStream = call.told.filter((told) => placesOf(told.event).streams.includes(key));
        const index = inStream.findIndex((told) => told.event.data.n === event.data.n);
        return expected + 1 + index;
      });
      if (possible.length === 0 || possible.includes(undefined)) continue;
      if (!possible.includes(revision)) {
        flaws.push(`expectation ignored: ${id} has revision ${revision}, not ${possible}`);
      }
    }
  }
  for (const call of history.calls) {
    if (call.error !== undefined) continue;
    // An event that was stored by an earlier call stays stored, whatever has moved since.
    const isFirst = call.told.every(
      ({ stored }) => stored === undefined || history.of(stored).length === 1,
    );
    if (!isFirst) continue;
    for (const { stream, expectedRevision } of call.expect) {
      const next = contents.streams.get(stream)?.get(expectedRevision + 1);
      if (next === undefined || call.told.some(({ id }) => id === next)) continue;
      const of = history.of(contents.events.get(next)?.event as PlainEvent);
      if (of.some(({ told, call: other }) => told.status === "saved" && other.ended < call.begun)) {
        flaws.push(`expectation ignored: ${stream} had moved from ${expectedRevision}`);
      }
    }
  }
  return flaws;
}

/** Why nothing was written, says the error; it must be so. */
function untrueErrors(contents: Contents, { error, told, expect }: Call): string[] {
  if (error instanceof EventIdReusedError) {
    const event = told.find(({ id }) => id === error.eventId)?.event;
    const stored = contents.events.get(error.eventId)?.event;
    const isOther =
      stored !== undefined && event !== undefined && !isDeepStrictEqual(stored.data, event.data);
    return isOther ? [] : [`untrue: ${error}`];
  }
  if (!(error instanceof StreamConflictError)) return [];
  const { ids, stream, expectedRevision, foundEventId } = error;
  const entities = Object.entries(ids).map(([entity, id]) => `${entity}::${id}`);
  const key = [...entities, `@${stream}`].join("::");
  const isExpected = expect.some(
    (each) => each.stream === key && each.expectedRevision === expectedRevision,
  );
  if (foundEventId === undefined) {
    const conditions = expect.filter((each) => each.stream === key);
    const differ = new Set(conditions.map((each) => each.expectedRevision)).size > 1;
    return isExpected && differ ? [] : [`untrue: ${error}`];
  }
  // A table need not report all revisions that were taken.
  const appended = told.filter(({ event }) => placesOf(event).streams.includes(key)).length;
  const [revision = 0] = contents.events.get(foundEventId)?.revisions.get(key) ?? [];
  const isTaken =
    revision > expectedRevision && revision <= expectedRevision + Math.max(1, appended);
  return isExpected && isTaken ? [] : [`untrue: ${error}`];
}
