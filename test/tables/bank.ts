import type {
  ConsistentEventStream,
  EventStream,
  PlainEvent,
  WithRevision,
} from "ddb-pattern-runtime";
import { newEventId } from "ddb-pattern-runtime";
import type { DocumentClient, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import {
  ANY_METADATA,
  createTestClient,
  type PlainDescriptor,
  type TestClient,
} from "../client/descriptors.js";

/** More types than one query reads in parallel. */
export const NOTES = Array.from({ length: 12 }, (_, index) => `NOTED_${index}`);

/**
 * A schema with all kinds of streams: plain, materialized and consistent; one by an optional id,
 * one by two fields that name one entity. OPENED is stored only in its consistent stream.
 */
export const BANK: PlainDescriptor = {
  codegen: 1,
  name: "Bank",
  partition: "bank_id",
  metadata: ANY_METADATA,
  events: {
    DEPOSITED: {
      ids: { bank_id: "bank_id", account_id: "account_id", campaign_id: "campaign_id" },
      optionalIds: ["campaign_id"],
      lookups: [["bank_id"], ["bank_id", "account_id"]],
    },
    WITHDRAWN: {
      ids: { bank_id: "bank_id", account_id: "account_id" },
      lookups: [["bank_id"], ["bank_id", "account_id"]],
    },
    TRANSFERRED: {
      ids: { bank_id: "bank_id", from_account_id: "account_id", to_account_id: "account_id" },
      lookups: [["bank_id"], ["bank_id", "account_id"]],
    },
    OPENED: { ids: { bank_id: "bank_id", account_id: "account_id" }, lookups: [] },
    ...Object.fromEntries(
      NOTES.map((type) => [
        type,
        { ids: { bank_id: "bank_id", topic_id: "topic_id" }, lookups: [["bank_id", "topic_id"]] },
      ]),
    ),
  },
  streams: {
    account: {
      name: "account",
      by: ["bank_id", "account_id"],
      events: ["DEPOSITED", "WITHDRAWN", "TRANSFERRED", "OPENED"],
      consistent: true,
    },
    campaign: {
      name: "campaign",
      by: ["bank_id", "campaign_id"],
      events: ["DEPOSITED"],
      consistent: true,
    },
    talk: { name: "talk", by: ["bank_id", "topic_id"], events: NOTES },
    topic: { name: "topic", by: ["bank_id", "topic_id"], events: NOTES, materialized: true },
  },
};

/** An event without types. */
export type BankEvent = PlainEvent;

interface BankStreams {
  account: (ids: AccountIds) => ConsistentEventStream<BankEvent>;
  campaign: (ids: { bank_id: string; campaign_id: string }) => ConsistentEventStream<BankEvent>;
  talk: (ids: TopicIds) => EventStream<BankEvent>;
  topic: (ids: TopicIds) => EventStream<BankEvent>;
}

export type BankClient = TestClient<BankStreams>;

export function bankClient(
  table: DocumentClient,
  tableName: string,
  options?: EventClientOptions,
  descriptor: PlainDescriptor = BANK,
): BankClient {
  return createTestClient(descriptor, table, tableName, options);
}

export interface AccountIds {
  readonly bank_id: string;
  readonly account_id: string;
}

export interface TopicIds {
  readonly bank_id: string;
  readonly topic_id: string;
}

export function newAccount(): AccountIds {
  return { bank_id: newEventId(), account_id: newEventId() };
}

export function newTopic(): TopicIds {
  return { bank_id: newEventId(), topic_id: newEventId() };
}

export function deposited(ids: AccountIds, more: Record<string, unknown> = {}) {
  return { type: "DEPOSITED", data: { ...ids, amount: 10, ...more } };
}

export function withdrawn(ids: AccountIds) {
  return { type: "WITHDRAWN", data: { ...ids, amount: 5 } };
}

/** An event without a copy sorted by its id. */
export function opened(ids: AccountIds, more: Record<string, unknown> = {}) {
  return { type: "OPENED", data: { ...ids, ...more } };
}

export function transferred({ bank_id, account_id }: AccountIds, to: AccountIds) {
  const data = { bank_id, from_account_id: account_id, to_account_id: to.account_id, amount: 1 };
  return { type: "TRANSFERRED", data };
}

/** A note. The types alternate in a non-alphabetical order. */
export function noted(ids: TopicIds, turn: number, text = "") {
  return { type: NOTES[(turn * 7) % NOTES.length] as string, data: { ...ids, turn, text } };
}

export function notesOf({ bank_id, topic_id }: TopicIds, eventTypes: readonly string[] = NOTES) {
  return { eventTypes, partitionId: bank_id, modelKey: "topic_id", modelId: topic_id } as const;
}

/** The key of an account's stream. */
export function accountKey({ bank_id, account_id }: AccountIds): string {
  return `BANK::${bank_id}::ACCOUNT::${account_id}::@account`;
}

export function idsOf(events: readonly { readonly id: string }[]): string[] {
  return events.map(({ id }) => id);
}

/** The id of the event at an index. */
export function idAt(events: readonly { readonly id: string }[], index: number): string {
  const id = events[index]?.id;
  if (id === undefined) throw new Error(`There is no event ${index}.`);
  return id;
}

/** The events as a consistent stream returns them, if they are its first events. */
export function numbered<Event>(events: readonly Event[], first = 1): WithRevision<Event>[] {
  return events.map((event, index) => ({ ...event, revision: first + index }));
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
