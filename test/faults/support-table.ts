import { isDeepStrictEqual } from "node:util";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { EventIdReusedError, type PlainEvent, StreamConflictError } from "ddb-pattern-runtime";
import { inject } from "vitest";
import { connect } from "../engines/connect.js";
import type { Call, Journal, ReportedEvent } from "./support-journal.js";
import { type ExpectedKeys, expectedKeysOf, type LedgerData } from "./support-ledger.js";

/** An item of the table: a copy of an event, or a guard. */
export interface Item {
  readonly pk: string;
  readonly sk: string;
  readonly [attribute: string]: unknown;
}

/** A stored event and its keys. */
interface Stored {
  readonly event: PlainEvent;
  readonly keys: ExpectedKeys;
  readonly items: readonly Item[];
  /** Its revisions in each consistent stream; exactly one in a correct table. */
  readonly revisions: ReadonlyMap<string, readonly number[]>;
}

/** The content of a table, indexed. */
export interface Contents {
  readonly items: readonly Item[];
  /** Every event by its id, from its first copy. */
  readonly events: ReadonlyMap<string, Stored>;
  /** The ids of each consistent stream's events, by revision. */
  readonly streams: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** The guards by event id. */
  readonly guards: ReadonlyMap<string, readonly Item[]>;
}

/** Reads the whole table over a connection without faults. */
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
    const keys = expectedKeysOf(event as PlainEvent & { data: LedgerData });
    events.set(id, { event, keys, items: own, revisions });
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
 * Compares a table with the reported outcomes. Returns a sentence for each flaw, which begins with
 * the kind of flaw; none if the two agree.
 */
export function flawsOf(contents: Contents, { calls, flaws }: Pick<Journal, "calls" | "flaws">) {
  const history = new History(calls);
  return [
    ...flaws.map((flaw) => `wrong report: ${flaw}`),
    ...foreignItems(contents),
    ...wrongFanOuts(contents),
    ...wrongMarks(contents),
    ...doubled(contents),
    ...tornBatches(contents),
    ...gaps(contents),
    ...wrongGuards(contents, history),
    ...wrongOrders(contents, history),
    ...lost(contents, history),
    ...falseReports(contents, history),
    ...ignoredExpectations(contents, history),
    ...calls.flatMap((call) => falseErrors(contents, call)),
  ];
}

/** The calls by the events that they saved. */
class History {
  readonly calls: readonly Call[];
  readonly #byName = new Map<string, { readonly reported: ReportedEvent; readonly call: Call }[]>();

  constructor(calls: readonly Call[]) {
    this.calls = calls;
    for (const call of calls) {
      for (const reported of call.reported) {
        const { n } = reported.event.data;
        const of = this.#byName.get(n) ?? [];
        this.#byName.set(n, of);
        of.push({ reported, call });
      }
    }
  }

  /**
   * The reported outcomes of the event under this id. A call that never ended can have had any id.
   */
  of({ id, data }: PlainEvent) {
    const named = this.#byName.get(String(data.n)) ?? [];
    return named.filter(({ reported }) => reported.id === undefined || reported.id === id);
  }

  /** The outcomes of {@link of}, without "not-written" ones. */
  writersOf(event: PlainEvent) {
    return this.of(event).filter(({ reported }) => reported.status !== "not-written");
  }
}

function foreignItems({ items }: Contents): string[] {
  return items.flatMap((item) => {
    const isKnown =
      guardedId(item) !== undefined || revisionOf(item) !== undefined || item.sk === item.id;
    return isKnown ? [] : [`foreign item: ${item.pk} ${item.sk}`];
  });
}

function wrongFanOuts({ events }: Contents): string[] {
  return [...events].flatMap(([id, { event, keys, items, revisions }]) => {
    const copies = items.filter(({ sk }) => sk === id).map(({ pk }) => pk);
    const isWhole =
      isDeepStrictEqual(copies.sort(), [...keys.copies].sort()) &&
      isDeepStrictEqual([...revisions.keys()].sort(), [...keys.streams].sort());
    const areEqual = items.every((item) => isDeepStrictEqual(eventOf(item), event));
    const found = items.map(({ pk, sk }) => `${pk} ${sk}`).join(", ");
    return [
      ...(isWhole ? [] : [`partial write: ${id} has the items ${found}`]),
      ...(areEqual ? [] : [`unequal copies: ${id}`]),
    ];
  });
}

function wrongMarks({ events }: Contents): string[] {
  return [...events].flatMap(([id, { keys, items }]) => {
    const marked = items.filter((item) => "canonical" in item);
    const [only] = marked;
    const isRight = marked.length === 1 && only?.pk === keys.canonical && only.canonical === true;
    return isRight ? [] : [`wrong mark: ${id} is canonical at ${marked.map(({ pk }) => pk)}`];
  });
}

/** Finds events twice in a stream, and events that were saved once but stored under several ids. */
function doubled({ events }: Contents): string[] {
  const ids = new Map<unknown, string>();
  return [...events].flatMap(([id, { event, revisions }]) => {
    const other = ids.get(event.data.n);
    ids.set(event.data.n, id);
    const twice = [...revisions].filter(([, numbers]) => numbers.length > 1);
    return [
      ...(other === undefined ? [] : [`doubled: ${event.data.n} is ${other} and ${id}`]),
      ...twice.map(([stream, numbers]) => `doubled: ${id} has revisions ${numbers} of ${stream}`),
    ];
  });
}

/**
 * Checks that a batch is stored completely, and that its events have consecutive revisions in
 * shared streams.
 */
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
 * Checks guards. A given id has a guard if no copy is sorted by it, and no other id has one. If the
 * event may have been stored by the save that generated its id or by one that was given it, a guard
 * is optional.
 */
function wrongGuards({ events, guards }: Contents, history: History): string[] {
  const flaws = [...guards.keys()]
    .filter((id) => !events.has(id))
    .map((id) => `wrong guard: of ${id}, which is not stored`);
  for (const [id, { event, keys, revisions }] of events) {
    const found = guards.get(id) ?? [];
    const [stream] = keys.streams;
    const writers = history.writersOf(event).map(({ reported }) => reported.event.id === id);
    const canBeGuarded = keys.copies.length === 0;
    const isGuardAllowed = canBeGuarded && writers.some((isGiven) => isGiven);
    const isGuardRequired =
      canBeGuarded && writers.length > 0 && writers.every((isGiven) => isGiven);
    if (found.length > (isGuardAllowed ? 1 : 0))
      flaws.push(`wrong guard: ${id} has ${found.length}`);
    if (found.length === 0 && isGuardRequired) flaws.push(`wrong guard: ${id} has none`);
    for (const { pk, sk, revision, ...more } of found) {
      const isRight =
        pk === stream &&
        isDeepStrictEqual(revisions.get(pk), [revision]) &&
        Object.keys(more).length === 0;
      if (!isRight) flaws.push(`wrong guard: ${pk} ${sk} has revision ${revision}`);
    }
  }
  return flaws;
}

/** Checks that an event acknowledged before another save began has the lower revision. */
function wrongOrders({ events, streams }: Contents, history: History): string[] {
  const begun = new Map<string, number>();
  const acknowledged = new Map<string, number>();
  for (const [id, { event }] of events) {
    const of = history.of(event);
    begun.set(id, Math.min(...of.map(({ call }) => call.begun)));
    const saved = of.filter(({ reported }) => reported.status === "saved");
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
  return calls.flatMap(({ reported }) =>
    reported.flatMap(({ status, stored, event }) => {
      if (status !== "saved") return [];
      const found = stored && events.get(stored.id)?.event;
      return found !== undefined && isDeepStrictEqual(found, stored)
        ? []
        : [`lost: ${event.data.n}, saved as ${stored?.id}`];
    }),
  );
}

/** Finds stored events that nobody saved, or that all calls reported as not written. */
function falseReports({ events }: Contents, history: History): string[] {
  return [...events].flatMap(([id, { event }]) => {
    if (history.writersOf(event).length > 0) return [];
    const count = history.of(event).length;
    const why = count === 0 ? "nobody saved it" : "all calls reported not-written";
    return [`false report: ${event.data.n} is stored as ${id}, and ${why}`];
  });
}

/**
 * Checks conditional saves: their events have the next revisions, or the stream had not changed.
 */
function ignoredExpectations(contents: Contents, history: History): string[] {
  const flaws: string[] = [];
  for (const [id, { event, revisions }] of contents.events) {
    for (const [key, [revision]] of revisions) {
      const possible = history.writersOf(event).map(({ call }) => {
        const expected = call.expect.find(({ stream }) => stream === key)?.expectedRevision;
        if (expected === undefined) return undefined;
        const inStream = call.reported.filter((reported) =>
          expectedKeysOf(reported.event).streams.includes(key),
        );
        const index = inStream.findIndex((reported) => reported.event.data.n === event.data.n);
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
    // An event stored by an earlier call is saved even if the stream has changed since.
    const isFirst = call.reported.every(
      ({ stored }) => stored === undefined || history.of(stored).length === 1,
    );
    if (!isFirst) continue;
    for (const { stream, expectedRevision } of call.expect) {
      const next = contents.streams.get(stream)?.get(expectedRevision + 1);
      if (next === undefined || call.reported.some(({ id }) => id === next)) continue;
      const of = history.of(contents.events.get(next)?.event as PlainEvent);
      if (
        of.some(
          ({ reported, call: other }) => reported.status === "saved" && other.ended < call.begun,
        )
      ) {
        flaws.push(`expectation ignored: ${stream} had moved from ${expectedRevision}`);
      }
    }
  }
  return flaws;
}

/** Checks that the reason in the error of an unwritten save is true. */
function falseErrors(contents: Contents, { error, reported, expect }: Call): string[] {
  if (error instanceof EventIdReusedError) {
    const event = reported.find(({ id }) => id === error.eventId)?.event;
    const stored = contents.events.get(error.eventId)?.event;
    const isOther =
      stored !== undefined && event !== undefined && !isDeepStrictEqual(stored.data, event.data);
    return isOther ? [] : [`false report: ${error}`];
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
    return isExpected && differ ? [] : [`false report: ${error}`];
  }
  // A table need not report all taken revisions.
  const appended = reported.filter(({ event }) =>
    expectedKeysOf(event).streams.includes(key),
  ).length;
  const [revision = 0] = contents.events.get(foundEventId)?.revisions.get(key) ?? [];
  const isTaken =
    revision > expectedRevision && revision <= expectedRevision + Math.max(1, appended);
  return isExpected && isTaken ? [] : [`false report: ${error}`];
}
