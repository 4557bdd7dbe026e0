/**
 * 22 programs like those of users of `@status-machina/ddb-pattern` 0.1.1, with only the import
 * changed. Each compiles with 0.1.1, and must compile with this package; `programs.test.ts` runs
 * four compilers. The programs are not run.
 */
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import * as ddb from "ddb-pattern-runtime/ddb-pattern";
import {
  createEventFunctions,
  type DdbInputOf,
  ddbItemsFrom,
  type EventBase,
  getModelType,
  getPK,
  type IdKeyName,
  type IdKeyOf,
  type InputOf,
  type NotUndefined,
  queryLatestEvent,
  queryLatestEvents,
  saveEventsTransact,
  sequentialStampAndId,
  withTimeAndId,
} from "ddb-pattern-runtime/ddb-pattern";

declare const documents: DynamoDBDocumentClient;

enum LedgerEvent {
  OPENED = "ACCOUNT_OPENED",
  BOOKED = "AMOUNT_BOOKED",
}

interface Opened extends EventBase<LedgerEvent> {
  type: LedgerEvent.OPENED;
  data: { bank_id: string; account_id: string; owner_id?: string };
}

interface Booked extends EventBase<LedgerEvent> {
  type: LedgerEvent.BOOKED;
  data: { bank_id: string; account_id: string; cents: number };
}

type Ledger = Opened | Booked;

const client = createEventFunctions<LedgerEvent, Ledger>(documents, "ledger", "bank_id");
const booked: InputOf<Booked> = {
  type: LedgerEvent.BOOKED,
  data: { bank_id: "b", account_id: "a", cents: 100 },
};

/* 1: saves, and asks by type, by partition, and by entity. */
export async function p01(): Promise<number> {
  await client.saveEvent(booked);
  const ofType = await client.getLatestEvents({ eventType: LedgerEvent.BOOKED });
  const latest = await client.getLatestEvent({ eventType: LedgerEvent.OPENED, partitionId: "b" });
  const ofAccount = await client.getLatestEvents({
    eventType: LedgerEvent.BOOKED,
    partitionId: "b",
    modelKey: "account_id",
    modelId: "a",
    after: latest?.id ?? "",
  });
  return ofType.length + ofAccount.length;
}

/* 2: a function that is async, and says that it gives nothing. */
export const p02 = async (event: InputOf<Ledger>): Promise<void> => client.saveEvent(event);

/* 3: a function that passes the promise on. */
export const p03 = (event: InputOf<Ledger>): Promise<void> => client.saveEvent(event);

/* 4: a port that the client is plugged into. */
interface EventSink {
  save(event: InputOf<Ledger>): Promise<void>;
}
export const p04: EventSink = { save: client.saveEvent };

/* 5: a fake for unit tests. */
export const p05: typeof client = {
  saveEvent: async () => {},
  getLatestEvent: async () => undefined,
  getLatestEvents: async () => [],
  getEventStream: async () => [],
};

/* 6: a list of saves under way. */
export async function p06(events: InputOf<Ledger>[]): Promise<void> {
  const saves: Promise<void>[] = events.map((event) => client.saveEvent(event));
  await Promise.all(saves);
}

/* 7: a result that is nothing. */
export async function p07(): Promise<void> {
  // biome-ignore lint/suspicious/noConfusingVoidType: that is the program.
  const nothing: void = await client.saveEvent(booked);
  return nothing;
}

/* 8: stamps with type arguments of their own. */
export const p08: DdbInputOf<Booked> = withTimeAndId<"type", Booked>(booked, new Date(0));

/* 9: the same for several events. */
export const p09: DdbInputOf<Booked>[] = sequentialStampAndId<"type", Booked>([booked, booked]);

/* 10: event types that are numbers. */
enum Signal {
  ON = 1,
  OFF = 2,
}
interface Switched extends EventBase<Signal> {
  data: { lamp_id: string };
}
export function p10(event: DdbInputOf<Switched>): [string, EventBase<Signal>[]] {
  const key = getPK({ eventType: Signal.ON, modelKey: "lamp_id", modelId: "l" });
  return [key, ddbItemsFrom<Signal, Switched, DdbInputOf<Switched>, "lamp_id">(event)];
}

/* 11: generic code over the id fields of an event. */
// biome-ignore lint/suspicious/noExplicitAny: that is the program.
type AnyData = { data: any };
export const p11 = {
  first: <Event extends AnyData>(event: Event, key: IdKeyOf<Event>): string => event.data[key],
  second: <Data>(event: { data: Data }, key: IdKeyOf<{ data: Data }>): unknown => event.data[key],
};

/* 12: the client's type, made of the function's. */
export class P12 {
  readonly events: ReturnType<typeof createEventFunctions<LedgerEvent, Ledger>>;

  constructor(table: string) {
    this.events = createEventFunctions(documents, table, "bank_id");
  }
}

/* 13: ids of one's own. */
export const p13 = [
  withTimeAndId<"type", Booked>(booked, new Date(), (time) => `${time}-1`),
  withTimeAndId<"type", Booked>(booked, new Date(), () => "id-1"),
  withTimeAndId<"type", Booked>(booked, undefined, (time?: number) => String(time ?? 0)),
];

/* 14: items made and saved by hand. */
export async function p14(): Promise<boolean> {
  const event = withTimeAndId<"type", Booked>(booked);
  const eventItems = ddbItemsFrom(event, "bank_id");
  return saveEventsTransact(documents, { eventItems, tableName: "ledger" });
}

/* 15: queries by key. */
export async function p15(): Promise<number | undefined> {
  const pk = getPK({ eventType: LedgerEvent.BOOKED, partitionKey: "bank_id", partitionId: "b" });
  const newest = await queryLatestEvent<Booked>(documents, { table_name: "ledger", pk });
  const all = await queryLatestEvents<Booked>(documents, { table_name: "ledger", pk, after: "0" });
  return newest?.data.cents ?? all[0]?.data.cents;
}

/* 16: a state that is reduced from a stream of several types. */
export async function p16(): Promise<number> {
  const events = await client.getEventStream({
    eventTypes: [LedgerEvent.OPENED, LedgerEvent.BOOKED],
    modelKey: "account_id",
    modelId: "a",
  });
  let cents = 0;
  for (const event of events as Ledger[]) {
    switch (event.type) {
      case LedgerEvent.OPENED:
        cents = event.data.owner_id === undefined ? 0 : 1;
        break;
      case LedgerEvent.BOOKED:
        cents += event.data.cents;
    }
  }
  return cents;
}

/* 17: a generic repository around the client. */
export class P17<Type extends string, Event extends EventBase<Type>> {
  readonly #events;

  constructor(table: string, partitionKey: IdKeyName) {
    this.#events = createEventFunctions<Type, Event>(documents, table, partitionKey);
  }

  async add(event: InputOf<Event>): Promise<void> {
    await this.#events.saveEvent(event);
  }

  async all(eventType: Type, partitionId: string): Promise<Event[]> {
    return this.#events.getLatestEvents({ eventType, partitionId });
  }
}

/* 18: event types that are literals, and no enum. */
type Ping = EventBase<"PING"> & { data: { host_id: string } };
export const p18 = async (): Promise<Ping | undefined> => {
  const pings = createEventFunctions<"PING", Ping>(documents, "pings", "host_id");
  await pings.saveEvent({ type: "PING", data: { host_id: "h" } });
  return pings.getLatestEvent({ eventType: "PING", modelKey: "host_id", modelId: "h" });
};

/* 19: helpers whose types are made of the package's. */
export const p19 = (cents: number, base: Omit<Booked["data"], "cents">): InputOf<Booked> => {
  return { ...booked, data: { ...base, cents } };
};

/* 20: everything under one name. */
export function p20(event: ddb.DdbInputOf<Opened>): string[] {
  const items: ddb.EventBase<unknown>[] = ddb.ddbItemsFrom(event);
  return items.map(({ pk }) => `${ddb.getModelType("bank_id")} ${pk}`);
}

/* 21: what a module of one's own passes on. */
export type { EventBase as P21, IdKeyOf as P21Key } from "ddb-pattern-runtime/ddb-pattern";
export { createEventFunctions as p21, getPK as p21Key } from "ddb-pattern-runtime/ddb-pattern";

/* 22: stamps whose types are inferred, and a follower that goes on after the last event. */
export async function p22(): Promise<string> {
  const stamped = withTimeAndId({ type: "NOTE", data: { note_id: "n" } });
  let last: NotUndefined<string | undefined> = stamped.id ?? getModelType("note_id");
  for (const event of await client.getEventStream({
    eventTypes: [LedgerEvent.OPENED],
    partitionId: "b",
    after: last,
  })) {
    last = event.id;
  }
  return last;
}
