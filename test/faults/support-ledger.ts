import type {
  AppendCondition,
  ConsistentEventStream,
  EventPage,
  EventStream,
  ImportOptions,
  ImportOutcome,
  PlainEvent,
  ReadOptions,
} from "ddb-pattern-runtime";
import type { DocumentClient, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import { createTestClient, type PlainDescriptor } from "../client/descriptors.js";

/**
 * A schema with events of every storage form: with one copy and with several, in a materialized
 * stream, in one and in two consistent streams with lookups, and in consistent streams only.
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
    TRANSFER_CANCELLED: {
      ids: { bank_id: "bank_id", payer_id: "payer_id" },
      lookups: [["bank_id"], ["bank_id", "payer_id"]],
    },
    MONEY_DEPOSITED: {
      ids: { bank_id: "bank_id", account_id: "account_id", clerk_id: "clerk_id" },
      optionalIds: ["clerk_id"],
      lookups: [
        ["bank_id", "account_id"],
        ["bank_id", "clerk_id"],
      ],
    },
    INTEREST_PAID: {
      ids: { bank_id: "bank_id", account_id: "account_id", clerk_id: "clerk_id" },
      optionalIds: ["clerk_id"],
      lookups: [],
    },
  },
  streams: {
    journal: { name: "journal", by: ["bank_id"], events: ["TRANSFER_ORDERED"], materialized: true },
    payments: {
      name: "payments",
      by: ["bank_id", "payer_id"],
      events: ["TRANSFER_ORDERED", "TRANSFER_CANCELLED"],
    },
    account: {
      name: "account",
      by: ["bank_id", "account_id"],
      events: ["MONEY_DEPOSITED", "INTEREST_PAID"],
      consistent: true,
    },
    clerk: {
      name: "clerk",
      by: ["bank_id", "clerk_id"],
      events: ["MONEY_DEPOSITED", "INTEREST_PAID"],
      consistent: true,
    },
  },
};

export interface LedgerEvent {
  readonly type: string;
  readonly id?: string | undefined;
  readonly data: LedgerData;
}

/** The fields of every event besides its ids. */
export interface LedgerData extends Readonly<Record<string, unknown>> {
  /** Different for every event that a test saves. */
  readonly n: string;
  /**
   * The batch of the event. All calls save the events of a batch together, in the order of `index`.
   */
  readonly batch?: { readonly name: string; readonly size: number; readonly index: number };
}

interface Query extends ReadOptions {
  readonly partitionId?: string;
  readonly modelKey?: string;
  readonly modelId?: string;
}

interface SaveOptions {
  readonly expect?: readonly AppendCondition[];
  readonly signal?: AbortSignal;
}

type ById<Stream> = (ids: Readonly<Record<string, string>>) => Stream;

/** The generated client's methods, without event types. */
export interface LedgerClient {
  saveEvent(event: LedgerEvent, options?: SaveOptions): Promise<PlainEvent>;
  saveEvents(
    events: readonly LedgerEvent[],
    options: ImportOptions<PlainEvent>,
  ): Promise<ImportOutcome<PlainEvent>[]>;
  saveEvents(events: readonly LedgerEvent[], options?: SaveOptions): Promise<PlainEvent[]>;
  getLatestEvents(query: Query & { eventType: string }): Promise<PlainEvent[]>;
  getEventStream(query: Query & { eventTypes: readonly string[] }): Promise<PlainEvent[]>;
  iterateEventStream(
    query: Query & { eventTypes: readonly string[] },
  ): AsyncGenerator<PlainEvent, void, undefined>;
  getEventPage(
    query: Query & { eventTypes: readonly string[]; limit: number; cursor?: string },
  ): Promise<EventPage<PlainEvent>>;
  readonly streams: {
    readonly payments: ById<EventStream<PlainEvent>>;
    readonly account: ById<ConsistentEventStream<PlainEvent>>;
    readonly clerk: ById<ConsistentEventStream<PlainEvent>>;
  };
}

export function ledgerOf(
  client: DocumentClient,
  tableName: string,
  options?: EventClientOptions,
): LedgerClient {
  return createTestClient(LEDGER, client, tableName, options);
}

export const accountKey = (bank: unknown, account: unknown): string =>
  `BANK::${bank}::ACCOUNT::${account}::@account`;
export const clerkKey = (bank: unknown, clerk: unknown): string =>
  `BANK::${bank}::CLERK::${clerk}::@clerk`;

/** The expected keys of an event's items. */
export interface ExpectedKeys {
  /** The keys of the copies that are sorted by event id. */
  readonly copies: readonly string[];
  /** The keys of the consistent streams. */
  readonly streams: readonly string[];
  /** The key of the canonical copy. */
  readonly canonical: string;
}

/** Written by hand, because the runtime is under test. */
export function expectedKeysOf({ type, data }: Pick<LedgerEvent, "type" | "data">): ExpectedKeys {
  const { bank_id: bank, account_id: account, clerk_id: clerk } = data;
  const payer = `BANK::${bank}::PAYER::${data.payer_id}`;
  switch (type) {
    case "NOTE_TAKEN": {
      const note = `NOTE::${data.note_id}::NOTE_TAKEN`;
      return { copies: [note], streams: [], canonical: note };
    }
    case "TRANSFER_ORDERED": {
      const payee = `BANK::${bank}::PAYEE::${data.payee_id}`;
      const all = `BANK::${bank}::${type}`;
      const journal = `BANK::${bank}::@journal`;
      const copies = [all, `${payer}::${type}`, `${payee}::${type}`, journal];
      return { copies, streams: [], canonical: all };
    }
    case "TRANSFER_CANCELLED": {
      const all = `BANK::${bank}::${type}`;
      return { copies: [all, `${payer}::${type}`], streams: [], canonical: all };
    }
    default: {
      const canonical = accountKey(bank, account);
      const streams = [canonical, ...(clerk === undefined ? [] : [clerkKey(bank, clerk)])];
      if (type === "INTEREST_PAID") return { copies: [], streams, canonical };
      const copies = [
        `BANK::${bank}::ACCOUNT::${account}::${type}`,
        ...(clerk === undefined ? [] : [`BANK::${bank}::CLERK::${clerk}::${type}`]),
      ];
      return { copies, streams, canonical };
    }
  }
}
