import { isDeepStrictEqual } from "node:util";
import {
  type AppendCondition,
  EventIdReusedError,
  newEventId,
  type PlainEvent,
  RetriesExhaustedError,
  SaveAbortedError,
  StorageError,
  StreamConflictError,
  type StreamHead,
} from "ddb-pattern-runtime";
import type { Call, Journal } from "./support-journal.js";
import {
  accountKey,
  clerkKey,
  type LedgerClient,
  type LedgerData,
  type LedgerEvent,
} from "./support-ledger.js";
import type { Random } from "./support-random.js";

const BANK = "b";
/** The number of accounts and clerks that all callers share, and of each caller's own. */
const ACCOUNTS = 8;
const CLERKS = 4;

/** The maximum repeats of one call. A caller that gives up leaves the outcome unknown. */
const MAX_REPEATS = 6;

/** The error codes that a call may have under faults. */
const ERRORS = [
  EventIdReusedError,
  RetriesExhaustedError,
  SaveAbortedError,
  StorageError,
  StreamConflictError,
];

export interface CallerSettings {
  readonly name: string;
  /** Creates a client without memory, like another process. */
  readonly newClient: () => LedgerClient;
  readonly random: Random;
  readonly journal: Journal;
}

/** A caller that saves and reads, and handles errors as their documentation says. */
export class Caller {
  readonly #settings: CallerSettings;
  readonly #random: Random;
  readonly #journal: Journal;
  #client: LedgerClient;
  #count = 0;
  /** Stored events with their ids. */
  readonly #saved: LedgerEvent[] = [];
  /** A head that may be outdated. */
  #head: { readonly account: string; readonly head: StreamHead } | undefined;

  constructor(settings: CallerSettings) {
    this.#settings = settings;
    this.#random = settings.random;
    this.#journal = settings.journal;
    this.#client = settings.newClient();
  }

  /** Makes a random save, and handles its outcome. */
  async save(): Promise<void> {
    const choice = this.#random.fraction();
    if (choice < 0.34) await this.#persist([this.#event()]);
    else if (choice < 0.44) await this.#persist(this.#batch());
    else if (choice < 0.56) await this.#decide();
    else if (choice < 0.62) await this.#decideOnOtherStreams();
    else if (choice < 0.66) await this.#decideOnOldHead();
    else if (choice < 0.69) await this.#check();
    else if (choice < 0.75) await this.#import();
    else if (choice < 0.83) await this.#repeat();
    else if (choice < 0.87) await this.#reuseId();
    else if (choice < 0.93) await this.#repeatWithNew();
    else await this.#appendConcurrently();
    if (this.#random.happens(0.01)) this.#client = this.#settings.newClient();
  }

  /**
   * Reads a stream, which must contain all events acknowledged before the read, in revisions
   * without gaps.
   */
  async read(): Promise<void> {
    const [key, ask] = this.#random.pick([this.#streamRead(), this.#paymentsRead()]);
    const before = this.#journal.acknowledged(key);
    try {
      const found = new Map((await ask()).map((event) => [event.id, event]));
      for (const event of before) {
        if (isDeepStrictEqual(found.get(event.id), event)) continue;
        this.#journal.flaws.push(`a read of ${key} does not show ${event.id}`);
      }
    } catch (error) {
      this.#checkError(error);
    }
  }

  /** Saves atomically, and repeats the save while its outcome is unknown. */
  async #persist(
    events: readonly LedgerEvent[],
    expect: readonly AppendCondition[] = [],
    repeats = 0,
    client = this.#client,
  ): Promise<void> {
    const { signal, done } = this.#signal(repeats);
    const call = await this.#journal.save(events, expect, async () => {
      const [only] = events;
      const isSingle = events.length === 1 && only !== undefined && this.#random.happens(0.7);
      const options = signal === undefined ? { expect } : { expect, signal };
      return isSingle
        ? [await client.saveEvent(only, options)]
        : await client.saveEvents(events, options);
    });
    done();
    if (call.error !== undefined) this.#checkError(call.error);
    await this.#follow(call, repeats);
  }

  async #import(): Promise<void> {
    const events = Array.from({ length: 2 + this.#random.below(6) }, () => this.#event());
    const known = this.#random.happens(0.3) ? this.#known() : undefined;
    await this.#importAll(known === undefined ? events : [...events, known], 0);
  }

  async #importAll(
    events: readonly LedgerEvent[],
    repeats: number,
    client = this.#client,
  ): Promise<void> {
    const { signal, done } = this.#signal(repeats);
    const parallel = 1 + this.#random.below(4);
    const options = {
      atomic: false,
      parallel,
      ...(signal === undefined ? {} : { signal }),
    } as const;
    const call = await this.#journal.import(events, () => client.saveEvents(events, options));
    done();
    this.#remember(call);
    const open = call.reported.filter(({ status }) => status === "unknown");
    const refused = call.reported.filter(({ status }) => status === "not-written");
    if (repeats >= MAX_REPEATS) return;
    if (open.length > 0 && this.#random.happens(0.9)) {
      await this.#importAll(
        open.map(({ event, id }) => ({ ...event, id })),
        repeats + 1,
        this.#random.happens(0.5) ? this.#settings.newClient() : this.#client,
      );
    }
    if (refused.length > 0 && this.#random.happens(0.5)) {
      // An event that was not written can be saved under its id, or as a new event.
      const isNew = this.#random.happens(0.5);
      const again = refused.map(({ event, id }) => (isNew ? event : { ...event, id }));
      await this.#importAll(again, repeats + 1);
    }
  }

  async #follow(call: Call, repeats: number): Promise<void> {
    this.#remember(call);
    const { reported, error, expect } = call;
    const isRefusal = error instanceof StreamConflictError || error instanceof EventIdReusedError;
    if (error === undefined || isRefusal || repeats >= MAX_REPEATS) return;
    const isOpen = reported.some(({ status }) => status === "unknown");
    if (!this.#random.happens(isOpen ? 0.9 : 0.5)) return;
    // Sometimes by another process, which knows only the error.
    const client = this.#random.happens(0.5) ? this.#settings.newClient() : this.#client;
    const isNew = !isOpen && this.#random.happens(0.5);
    const again = reported.map(({ event, id }) => (isNew ? event : { ...event, id }));
    await this.#persist(again, expect, repeats + 1, client);
  }

  #remember({ reported }: Call): void {
    for (const { event, stored } of reported) {
      if (stored === undefined) continue;
      this.#saved.push({ ...event, id: stored.id });
      if (this.#saved.length > 20) this.#saved.shift();
    }
  }

  #checkError(error: unknown): void {
    if (ERRORS.some((kind) => error instanceof kind)) return;
    this.#journal.flaws.push(`${this.#settings.name} met an error of another kind: ${error}`);
  }

  /** Sometimes a signal that aborts at a random time. */
  #signal(repeats: number): { signal: AbortSignal | undefined; done: () => void } {
    if (repeats > 2 || !this.#random.happens(0.1)) return { signal: undefined, done: () => {} };
    const controller = new AbortController();
    const abort = () => controller.abort(new Error("The caller has left."));
    if (this.#random.happens(0.1)) abort();
    const timer = setTimeout(abort, 12 * this.#random.fraction());
    return { signal: controller.signal, done: () => clearTimeout(timer) };
  }

  /** Reads an account, and saves on the condition that it has not changed. */
  async #decide(): Promise<void> {
    const account = this.#account();
    const head = await this.#readHead(account);
    if (head === undefined) return;
    const stream = this.#client.streams.account({ bank_id: BANK, account_id: account });
    const events = this.#random.happens(0.7)
      ? [this.#maybeIdentified(this.#deposit(account))]
      : this.#batchOf(2, () => this.#deposit(account));
    await this.#persist(events, [stream.unchangedSince(head)]);
  }

  /** Saves on the condition that other streams have not changed. */
  async #decideOnOtherStreams(): Promise<void> {
    const accounts = [this.#account(), this.#account()].slice(0, 1 + this.#random.below(2));
    const expect: AppendCondition[] = [];
    for (const account of accounts) {
      const head = await this.#readHead(account);
      const stream = this.#client.streams.account({ bank_id: BANK, account_id: account });
      if (head !== undefined) expect.push(stream.unchangedSince(head));
    }
    const event = this.#random.happens(0.5) ? this.#transfer() : this.#note();
    await this.#persist([this.#maybeIdentified(event)], expect);
  }

  async #decideOnOldHead(): Promise<void> {
    if (this.#head === undefined) return;
    const { account, head } = this.#head;
    const stream = this.#client.streams.account({ bank_id: BANK, account_id: account });
    const conditions = [
      [stream.unchangedSince(head)],
      [stream.empty()],
      [stream.unchangedSince(head), stream.empty()],
    ];
    await this.#persist([this.#deposit(account)], this.#random.pick(conditions));
  }

  /** Checks conditions on streams, and saves no event. */
  async #check(): Promise<void> {
    const account = this.#account();
    const head = await this.#readHead(account);
    if (head === undefined) return;
    const stream = this.#client.streams.account({ bank_id: BANK, account_id: account });
    await this.#persist([], [stream.unchangedSince(head)], MAX_REPEATS);
  }

  async #readHead(account: string): Promise<StreamHead | undefined> {
    const stream = this.#client.streams.account({ bank_id: BANK, account_id: account });
    try {
      const { head } = await stream.read();
      if (this.#head === undefined || this.#random.happens(0.3)) this.#head = { account, head };
      return head;
    } catch (error) {
      this.#checkError(error);
      return undefined;
    }
  }

  async #repeat(): Promise<void> {
    const known = this.#known();
    if (known !== undefined) await this.#persist([known]);
  }

  /** Saves another event under an existing id. */
  async #reuseId(): Promise<void> {
    const known = this.#known();
    if (known === undefined) return;
    const { batch: _, ...data } = known.data;
    await this.#persist([{ ...known, data: { ...data, n: this.#next() } }], [], MAX_REPEATS);
  }

  /** Saves stored events together with new ones. */
  async #repeatWithNew(): Promise<void> {
    const known = this.#known();
    if (known === undefined) return;
    const events = [this.#event(), known, this.#event()];
    await this.#persist(events.slice(this.#random.below(2), 2 + this.#random.below(2)));
  }

  /** A stored event that belongs to no batch, so that it can be saved with any other. */
  #known(): LedgerEvent | undefined {
    const known = this.#saved.filter(({ data }) => data.batch === undefined);
    return known.length === 0 ? undefined : this.#random.pick(known);
  }

  async #appendConcurrently(): Promise<void> {
    const account = this.#account();
    const events = Array.from({ length: 3 }, () => this.#maybeIdentified(this.#deposit(account)));
    await Promise.all(events.map((event) => this.#persist([event])));
  }

  #streamRead() {
    const [account, clerk] = [this.#account(), this.#clerk()];
    const { streams } = this.#client;
    const [key, stream] = this.#random.happens(0.7)
      ? [accountKey(BANK, account), streams.account({ bank_id: BANK, account_id: account })]
      : [clerkKey(BANK, clerk), streams.clerk({ bank_id: BANK, clerk_id: clerk })];
    const ask = async (): Promise<PlainEvent[]> => {
      const { events, head } = await stream.read();
      const isWhole =
        events.every(({ revision }, index) => revision === index + 1) &&
        head.revision === events.length;
      if (!isWhole) this.#journal.flaws.push(`a read of ${key} has a gap, or another head`);
      return events.map(({ revision: _, ...event }) => event);
    };
    return [key, ask] as const;
  }

  #paymentsRead() {
    const modelId = this.#account();
    const eventType = "TRANSFER_ORDERED";
    const query = { eventType, partitionId: BANK, modelKey: "payer_id", modelId };
    const ask = () => this.#client.getLatestEvents({ ...query, consistentRead: true });
    return [`BANK::${BANK}::PAYER::${modelId}::${eventType}`, ask] as const;
  }

  #batch(): LedgerEvent[] {
    return this.#batchOf(2 + this.#random.below(3), () => this.#anyEvent());
  }

  /** Events that every save contains together. */
  #batchOf(size: number, make: () => LedgerEvent): LedgerEvent[] {
    const name = this.#next();
    return Array.from({ length: size }, (_, index) => {
      const { data, ...event } = make();
      return this.#maybeIdentified({ ...event, data: { ...data, batch: { name, size, index } } });
    });
  }

  #event(): LedgerEvent {
    return this.#maybeIdentified(this.#anyEvent());
  }

  #maybeIdentified(event: LedgerEvent): LedgerEvent {
    return this.#random.happens(0.35) ? { ...event, id: newEventId() } : event;
  }

  #anyEvent(): LedgerEvent {
    const choice = this.#random.fraction();
    if (choice < 0.15) return this.#note();
    if (choice < 0.3) return this.#transfer();
    return this.#deposit();
  }

  #note(): LedgerEvent {
    return { type: "NOTE_TAKEN", data: { ...this.#data(), note_id: this.#next() } };
  }

  #transfer(): LedgerEvent {
    const ids = { bank_id: BANK, payer_id: this.#account(), payee_id: this.#account() };
    return { type: "TRANSFER_ORDERED", data: { ...this.#data(), ...ids } };
  }

  /** An event of one or two consistent streams, with or without lookup copies. */
  #deposit(account = this.#account()): LedgerEvent {
    const type = this.#random.happens(0.4) ? "MONEY_DEPOSITED" : "INTEREST_PAID";
    const clerk = this.#random.happens(0.3) ? { clerk_id: this.#clerk() } : {};
    return { type, data: { ...this.#data(), bank_id: BANK, account_id: account, ...clerk } };
  }

  #data(): LedgerData {
    return { n: this.#next(), amount: this.#random.below(1000), memo: { für: ["wen", null] } };
  }

  #account(): string {
    return this.#one(ACCOUNTS);
  }

  #clerk(): string {
    return this.#one(CLERKS);
  }

  /** Mostly one of the caller's own, so that not every save races. */
  #one(count: number): string {
    const number = this.#random.below(count);
    return this.#random.happens(0.85) ? `${this.#settings.name} ${number}` : String(number);
  }

  #next(): string {
    return `${this.#settings.name}-${++this.#count}`;
  }
}
