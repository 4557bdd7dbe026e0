import type {
  AppendCondition,
  ConsistentEventStream,
  EventBase,
  ReadOptions,
} from "ddb-pattern-runtime";
import {
  createEventClient,
  type DocumentClient,
  type EventClientOptions,
} from "ddb-pattern-runtime/codegen/v1";
import type { PlainDescriptor } from "../../runtime/src/descriptor.js";

/**
 * A schema that stores events in every way there is: as one copy and as several, in a materialized
 * stream, in a consistent one, and in one that is both.
 */
const LEDGER: PlainDescriptor = {
  codegen: 1,
  name: "Ledger",
  partition: "bank_id",
  events: {
    NOTE_TAKEN: { ids: { note_id: "note_id" }, lookups: [["note_id"]] },
    TRANSFER_ORDERED: {
      ids: { bank_id: "bank_id", payer_id: "payer_id", payee_id: "payee_id" },
      lookups: [["bank_id"], ["bank_id", "payer_id"], ["bank_id", "payee_id"]],
    },
    MONEY_DEPOSITED: {
      ids: { bank_id: "bank_id", account_id: "account_id", clerk_id: "clerk_id" },
      optionalIds: ["clerk_id"],
      lookups: [
        ["bank_id", "account_id"],
        ["bank_id", "clerk_id"],
      ],
    },
  },
  streams: {
    journal: { name: "journal", by: ["bank_id"], events: ["TRANSFER_ORDERED"], materialized: true },
    account: {
      name: "account",
      by: ["bank_id", "account_id"],
      events: ["MONEY_DEPOSITED"],
      materialized: true,
      consistent: true,
    },
    clerk: {
      name: "clerk",
      by: ["bank_id", "clerk_id"],
      events: ["MONEY_DEPOSITED"],
      consistent: true,
    },
  },
};

export interface LedgerEvent {
  readonly type: string;
  readonly id?: string | undefined;
  readonly data: LedgerData;
}

/** What every event carries beside its ids. */
export interface LedgerData extends Readonly<Record<string, unknown>> {
  /** No two events that a test means to save have the same. */
  readonly n: string;
  /** Events that are saved together, and how many they are. */
  readonly batch?: { readonly name: string; readonly size: number };
}

type ById = (ids: Readonly<Record<string, string>>) => ConsistentEventStream<EventBase>;

export interface LedgerClient {
  saveEvent(
    event: LedgerEvent,
    options?: { expect?: readonly AppendCondition[] },
  ): Promise<EventBase>;
  saveEvents(
    events: readonly LedgerEvent[],
    options?: { expect?: readonly AppendCondition[] },
  ): Promise<EventBase[]>;
  getLatestEvents(
    question: ReadOptions & {
      eventType: string;
      partitionId?: string;
      modelKey?: string;
      modelId?: string;
    },
  ): Promise<EventBase[]>;
  readonly streams: { readonly account: ById; readonly clerk: ById };
}

export function ledgerOf(
  client: DocumentClient,
  tableName: string,
  options?: EventClientOptions,
): LedgerClient {
  return createEventClient(LEDGER as never, client, tableName, options) as unknown as LedgerClient;
}

export const accountKey = (bank: unknown, account: unknown): string =>
  `BANK::${bank}::ACCOUNT::${account}::@account`;
export const clerkKey = (bank: unknown, clerk: unknown): string =>
  `BANK::${bank}::CLERK::${clerk}::@clerk`;

/** The keys that an event's copies must have; worked out by hand, as the runtime is what is tested. */
export function copyKeysOf({
  type,
  data,
}: {
  type: string;
  data: Record<string, unknown>;
}): string[] {
  const { bank_id: bank, account_id: account, clerk_id: clerk } = data;
  if (type === "NOTE_TAKEN") return [`NOTE::${data.note_id}::NOTE_TAKEN`];
  if (type === "TRANSFER_ORDERED") {
    return [
      `BANK::${bank}::TRANSFER_ORDERED`,
      `BANK::${bank}::PAYER::${data.payer_id}::TRANSFER_ORDERED`,
      `BANK::${bank}::PAYEE::${data.payee_id}::TRANSFER_ORDERED`,
      `BANK::${bank}::@journal`,
    ];
  }
  return [
    `BANK::${bank}::ACCOUNT::${account}::MONEY_DEPOSITED`,
    accountKey(bank, account),
    ...(clerk === undefined ? [] : [`BANK::${bank}::CLERK::${clerk}::MONEY_DEPOSITED`]),
  ];
}

/** The keys of the heads that an event moves. */
export function headKeysOf({
  type,
  data,
}: {
  type: string;
  data: Record<string, unknown>;
}): string[] {
  if (type !== "MONEY_DEPOSITED") return [];
  const { bank_id: bank, account_id: account, clerk_id: clerk } = data;
  return [accountKey(bank, account), ...(clerk === undefined ? [] : [clerkKey(bank, clerk)])];
}
