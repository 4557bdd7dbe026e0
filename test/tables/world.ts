import type { ConsistentEventStream, EventStream } from "ddb-pattern-runtime";
import type { DocumentClient, EventClientOptions } from "ddb-pattern-runtime/codegen/v1";
import {
  ANY_METADATA,
  createTestClient,
  type PlainDescriptor,
  type TestClient,
} from "../client/descriptors.js";
import type { BankEvent } from "./bank.js";

/**
 * Ids that look like parts of keys. Without encoding, the second bank's keys would equal those of
 * an account of the first.
 */
export const BANKS = ["b", "b::ACCOUNT::a"] as const;
export const ACCOUNTS = ["a", "a:", "%3A", "é😀"] as const;
export const CAMPAIGNS = ["c", "c%"] as const;

const BY_ACCOUNT = ["bank_id", "account_id"];

/**
 * The schema of the workload: lookups of all four kinds, an optional id, two fields that name one
 * entity, an event that is stored only in a consistent stream, and streams of all three kinds.
 */
export const WORLD: PlainDescriptor = {
  codegen: 1,
  name: "World",
  partition: "bank_id",
  metadata: ANY_METADATA,
  events: {
    DEPOSITED: {
      ids: { bank_id: "bank_id", account_id: "account_id", campaign_id: "campaign_id" },
      optionalIds: ["campaign_id"],
      lookups: [[], ["bank_id"], BY_ACCOUNT, ["account_id"]],
    },
    WITHDRAWN: {
      ids: { bank_id: "bank_id", account_id: "account_id" },
      lookups: [["bank_id"], BY_ACCOUNT],
    },
    TRANSFERRED: {
      ids: { bank_id: "bank_id", from_account_id: "account_id", to_account_id: "account_id" },
      optionalIds: ["to_account_id"],
      lookups: [BY_ACCOUNT],
    },
    OPENED: { ids: { bank_id: "bank_id", account_id: "account_id" }, lookups: [] },
    FROZEN: { ids: { bank_id: "bank_id", account_id: "account_id" }, lookups: [BY_ACCOUNT] },
  },
  streams: {
    account: {
      name: "account",
      by: BY_ACCOUNT,
      events: ["DEPOSITED", "WITHDRAWN", "TRANSFERRED", "OPENED", "FROZEN"],
      consistent: true,
    },
    campaign: { name: "campaign", by: ["campaign_id"], events: ["DEPOSITED"], consistent: true },
    statement: {
      name: "statement",
      by: BY_ACCOUNT,
      events: ["DEPOSITED", "WITHDRAWN", "TRANSFERRED", "FROZEN"],
      materialized: true,
    },
    movements: {
      name: "movements",
      by: BY_ACCOUNT,
      events: ["DEPOSITED", "WITHDRAWN", "TRANSFERRED"],
    },
  },
};

/** The schema before FROZEN was added. */
export const OLD_WORLD: PlainDescriptor = {
  ...WORLD,
  events: Object.fromEntries(Object.entries(WORLD.events).filter(([type]) => type !== "FROZEN")),
  streams: Object.fromEntries(
    Object.entries(WORLD.streams).map(([name, stream]) => {
      return [name, { ...stream, events: stream.events.filter((type) => type !== "FROZEN") }];
    }),
  ),
};

interface WorldStreams {
  account: (ids: AccountOf) => ConsistentEventStream<BankEvent>;
  campaign: (ids: { campaign_id: string }) => ConsistentEventStream<BankEvent>;
  statement: (ids: AccountOf) => EventStream<BankEvent>;
  movements: (ids: AccountOf) => EventStream<BankEvent>;
}

interface AccountOf {
  readonly bank_id: string;
  readonly account_id: string;
}

export type WorldClient = TestClient<WorldStreams>;

export function worldClient(
  table: DocumentClient,
  tableName: string,
  options: EventClientOptions,
  descriptor: PlainDescriptor = WORLD,
): WorldClient {
  return createTestClient(descriptor, table, tableName, options);
}
