import { isDeepStrictEqual } from "node:util";
import { paginateScan } from "@aws-sdk/lib-dynamodb";
import { type EventBase, EventIdReusedError, StreamConflictError } from "ddb-pattern-runtime";
import { inject } from "vitest";
import { connect } from "../engines/connect.js";
import { copyKeysOf, headKeysOf, type LedgerEvent } from "./support-ledger.js";

/** What the callers of a test were told. */
export interface History {
  /** Events that were acknowledged. */
  readonly saved: readonly EventBase[];
  /** Saves that ended in an error which says that nothing was written. */
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  readonly events: readonly LedgerEvent[];
  readonly error: unknown;
}

interface Item extends EventBase {
  readonly pk: string;
  readonly sk: string;
}

interface Head {
  readonly pk: string;
  readonly sk: "#HEAD";
  readonly id: string;
  readonly count: number;
}

/** All that a table holds, and what it means. */
export interface Contents {
  /** Every event by its id, as its first copy has it. */
  readonly events: ReadonlyMap<string, EventBase>;
  readonly copies: ReadonlyMap<string, readonly Item[]>;
  readonly heads: ReadonlyMap<string, Head>;
  /** The ids of each consistent stream's events in order, by the key of its head. */
  readonly streams: ReadonlyMap<string, readonly string[]>;
}

/** Reads the whole table, by a connection that no fault reaches. */
export async function contentsOf(tableName: string): Promise<Contents> {
  const { documents: client } = connect(inject("endpoint"));
  const items: (Item | Head)[] = [];
  for await (const { Items = [] } of paginateScan(
    { client },
    { TableName: tableName, ConsistentRead: true },
  )) {
    items.push(...(Items as (Item | Head)[]));
  }
  client.destroy();
  return understand(items);
}

export function understand(items: readonly (Item | Head)[]): Contents {
  const copies = new Map<string, Item[]>();
  const heads = new Map<string, Head>();
  for (const item of items) {
    if (item.sk === "#HEAD") heads.set(item.pk, item as Head);
    else copies.set(item.id, [...(copies.get(item.id) ?? []), item as Item]);
  }
  const events = new Map<string, EventBase>();
  const streams = new Map<string, string[]>();
  for (const id of [...copies.keys()].sort()) {
    const event = eventOf(copies.get(id)?.[0] as Item);
    events.set(id, event);
    for (const key of headKeysOf(event)) streams.set(key, [...(streams.get(key) ?? []), id]);
  }
  return { events, copies, heads, streams };
}

/** All that is wrong with a table, in words; nothing, if it holds what its callers were told. */
export function flawsOf(contents: Contents, { saved, refused }: History): string[] {
  return [
    ...brokenFanOuts(contents),
    ...doubled(contents),
    ...tornBatches(contents),
    ...wrongHeads(contents),
    ...lost(contents, saved),
    ...refused.flatMap((refusal) => untruths(contents, refusal)),
  ];
}

function eventOf({ id, type, timestamp, data }: Item): EventBase {
  return { id, type, timestamp, data };
}

function brokenFanOuts({ events, copies }: Contents): string[] {
  return [...events].flatMap(([id, event]) => {
    const items = copies.get(id) ?? [];
    const keys = items.map(({ pk }) => pk);
    const isWhole = isDeepStrictEqual(keys.sort(), copyKeysOf(event).sort());
    const areEqual = items.every(
      (item) => item.sk === id && isDeepStrictEqual(eventOf(item), event),
    );
    return [
      ...(isWhole ? [] : [`half written: ${id} has the copies ${keys.join(", ")}`]),
      ...(areEqual ? [] : [`unequal copies: ${id}`]),
    ];
  });
}

/** One thing that was to be saved once, under several ids. */
function doubled({ events }: Contents): string[] {
  const ids = new Map<unknown, string>();
  return [...events.values()].flatMap(({ id, data }) => {
    const other = ids.get(data.n);
    ids.set(data.n, id);
    return other === undefined ? [] : [`doubled: ${data.n} is ${other} and ${id}`];
  });
}

function tornBatches({ events }: Contents): string[] {
  const missing = new Map<string, number>();
  for (const { data } of events.values()) {
    const { batch } = data as LedgerEvent["data"];
    if (batch !== undefined) {
      missing.set(batch.name, (missing.get(batch.name) ?? batch.size) - 1);
    }
  }
  return [...missing].flatMap(([name, count]) =>
    count === 0 ? [] : [`torn: ${count} events are missing of batch ${name}`],
  );
}

function wrongHeads({ heads, streams }: Contents): string[] {
  return [...new Set([...heads.keys(), ...streams.keys()])].flatMap((key) => {
    const ids = streams.get(key) ?? [];
    const head = heads.get(key);
    const isRight = head?.id === ids.at(-1) && head?.count === ids.length;
    const said = `${head?.id} and ${head?.count}`;
    return isRight ? [] : [`wrong head: ${key} says ${said}, not ${ids.at(-1)} and ${ids.length}`];
  });
}

function lost({ events }: Contents, saved: readonly EventBase[]): string[] {
  return saved.flatMap((event) =>
    isDeepStrictEqual(events.get(event.id), event) ? [] : [`lost: ${event.id}`],
  );
}

/** Nothing was written, says the error; and why not. Both must be so. */
function untruths({ events, streams }: Contents, { events: refused, error }: Refusal): string[] {
  const stored = new Set([...events.values()].map(({ data }) => data.n));
  const written = refused.filter(({ data }) => stored.has(data.n));
  const untruth = written.map(({ data }) => `untrue: ${data.n} was refused, and is stored`);
  const isSo =
    (error instanceof EventIdReusedError && events.has(error.eventId)) ||
    (error instanceof StreamConflictError && hasMoved(streams, error));
  return isSo ? untruth : [...untruth, `untrue: ${error}`];
}

/** Whether the stream was once as the error found it, and that is not as was expected. */
function hasMoved(streams: Contents["streams"], { stream, ids, ...error }: StreamConflictError) {
  const { expected, found } = error;
  const entities = Object.entries(ids).map(([entity, id]) => `${entity}::${id}`);
  const history = streams.get([...entities, `@${stream}`].join("::")) ?? [];
  const last = found.count === 0 ? undefined : history[(found.count as number) - 1];
  const isOther =
    "endsBefore" in expected
      ? (found.lastEventId ?? "") >= expected.endsBefore
      : found.lastEventId !== expected.lastEventId;
  return found.lastEventId === last && isOther;
}
