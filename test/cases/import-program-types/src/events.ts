import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createEventFunctions, type EventBase } from "@status-machina/ddb-pattern";
import { Currency, type Address, type Id, Level, type Paged } from "@lib/types";

export const EventType = { USER_JOINED: "user.joined", USER_LEFT: "user.left", Odd: "odd" } as const;
export type EventType = (typeof EventType)[keyof typeof EventType];

interface Meta { correlation_id: string; user?: string }
interface AppEvent<T extends EventType, D extends object> extends EventBase<T> { type: T; data: D; metadata?: Meta }

/** Joined. */
export type UserJoined = AppEvent<typeof EventType.USER_JOINED, {
  tenant_id: Id;
  user_id: Id;
  address: Readonly<Address>;
  previous: Address | null;
  currency: Currency;
  only: Currency.EUR;
  level: Level;
  levels: Level[];
  page: Paged<Address>;
  map: Map<string, string>;
  set: Set<string>;
  bytes: Uint8Array;
  nested: { a: { b: { c?: string | null } } };
  partial: Partial<Address>;
  record: Record<"a" | "b", number>;
  anyRecord: Record<string, unknown>;
  matrix: number[][];
  ro: ReadonlyArray<Address>;
  maybe: boolean | undefined;
  lit: true;
  nums: 1 | 2 | 3;
  mixed: "a" | 1;
  fn(): void;
  url: URL;
  err: Error;
  promise: Promise<string>;
  u: undefined;
  sym: symbol;
  obj: object;
  empty: {};
  json: JSON;
  "weird key": string;
  cls: Klass;
  inter: Address & { extra: number };
  /** @minLength 3 @maxLength 5 @pattern ^a */
  short: string;
  /** @format email @example "a@b.de" @default "c@d.de" */
  mail: string;
  brand: string & { __brand: "x" };
}>;
class Klass { constructor(public x: string, private y: number) {} method() {} get z() { return 1; } }

export interface UserLeft extends AppEvent<typeof EventType.USER_LEFT, { tenant_id: Id; user_id: Id; reason?: Reason }> {}
type Reason = { type: "other"; text: string } | { type: "moved"; to: Address } | { type: "angry" };
type Odd = { type: typeof EventType.Odd; data: Record<string, string>; id: string; timestamp: string };
type All = UserJoined | UserLeft | Odd;
const PARTITION = "tenant_id" as const;
export class Store {
  readonly events: ReturnType<typeof createEventFunctions<EventType, All>>;
  constructor(client: DynamoDBDocumentClient) { this.events = createEventFunctions<EventType, All>(client, "t", PARTITION); }
}
