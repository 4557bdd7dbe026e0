import { isDeepStrictEqual } from "node:util";
import {
  type AppendCondition,
  type EventBase,
  EventIdReusedError,
  newEventId,
  RetriesExhaustedError,
  StreamConflictError,
} from "ddb-pattern-runtime";
import {
  accountKey,
  copyKeysOf,
  type LedgerClient,
  type LedgerData,
  type LedgerEvent,
} from "./support-ledger.js";
import type { Random } from "./support-random.js";
import type { History, Refusal } from "./support-table.js";

const BANK = "b";
const ACCOUNTS = 60;

/** What all callers of a test were told, as it happens. */
export class Journal implements History {
  readonly saved: EventBase[] = [];
  readonly refused: Refusal[] = [];
  /** Answers that were not what had been acknowledged before, in words. */
  readonly flaws: string[] = [];
  /** Calls that ended in `RetriesExhaustedError`. */
  exhausted = 0;
  readonly #under = new Map<string, EventBase[]>();

  acknowledge(events: readonly EventBase[]): void {
    this.saved.push(...events);
    for (const event of events) {
      for (const key of copyKeysOf(event)) this.#under.set(key, [...this.under(key), event]);
    }
  }

  /** The events that were acknowledged under a key so far. */
  under(key: string): readonly EventBase[] {
    return this.#under.get(key) ?? [];
  }
}

/** One that saves and reads, one call after the other, and does as the errors' documentation says. */
export class Caller {
  readonly #name: string;
  readonly #ledger: LedgerClient;
  readonly #random: Random;
  readonly #journal: Journal;
  #count = 0;
  #repeatable: { readonly event: LedgerEvent; readonly saved: EventBase } | undefined;

  constructor(name: string, ledger: LedgerClient, random: Random, journal: Journal) {
    this.#name = name;
    this.#ledger = ledger;
    this.#random = random;
    this.#journal = journal;
  }

  /** Any save that there is. */
  async save(): Promise<void> {
    const choice = this.#random.fraction();
    if (choice < 0.15) await this.#persist([this.#note()]);
    else if (choice < 0.35) await this.#persist([this.#transfer()]);
    else if (choice < 0.55) await this.#persist([this.#deposit()]);
    else if (choice < 0.65) await this.#persist([{ ...this.#deposit(), id: newEventId() }]);
    else if (choice < 0.8) await this.#decide((account) => this.#deposit(account));
    else if (choice < 0.85) await this.#decide(() => this.#transfer());
    else if (choice < 0.93) await this.#persist(this.#batch());
    else await this.#repeat();
  }

  /** A read; it must find all that was acknowledged before it began. */
  async read(): Promise<void> {
    const [key, ask] = this.#random.pick([this.#askForAccount(), this.#askForPayer()]);
    const before = this.#journal.under(key);
    try {
      const found = new Map((await ask()).map((event) => [event.id, event]));
      for (const event of before) {
        if (isDeepStrictEqual(found.get(event.id), event)) continue;
        this.#journal.flaws.push(`${this.#name} did not read ${event.id} under ${key}`);
      }
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error;
      this.#journal.exhausted++;
    }
  }

  /** Saves, and again under the same ids for as long as the outcome is open. */
  async #persist(
    events: readonly LedgerEvent[],
    conditions: readonly AppendCondition[] = [],
  ): Promise<void> {
    try {
      const saved = await this.#ledger.saveEvents(events, { expect: conditions });
      this.#journal.acknowledge(saved);
      for (const [index, event] of events.entries()) {
        const isSame = isDeepStrictEqual(saved[index]?.data, event.data);
        if (!isSame) this.#journal.flaws.push(`${this.#name} was told of another ${event.data.n}`);
      }
      const [event, first] = [events[0], saved[0]];
      if (events.length === 1 && event && first) this.#repeatable = { event, saved: first };
    } catch (error) {
      if (error instanceof RetriesExhaustedError) {
        this.#journal.exhausted++;
        const again = events.map((event, index) => ({ ...event, id: error.eventIds[index] }));
        if (error.eventIds.length === events.length) return this.#persist(again, conditions);
      }
      const isRefusal = error instanceof StreamConflictError || error instanceof EventIdReusedError;
      if (!isRefusal) throw error;
      this.#journal.refused.push({ events, error });
    }
  }

  /** Reads an account, and saves on the condition that it is as it was. */
  async #decide(eventAbout: (account: string) => LedgerEvent): Promise<void> {
    const account = this.#account();
    const stream = this.#ledger.streams.account({ bank_id: BANK, account_id: account });
    try {
      const { head } = await stream.read();
      await this.#persist([eventAbout(account)], [stream.unchangedSince(head)]);
    } catch (error) {
      if (!(error instanceof RetriesExhaustedError)) throw error;
      this.#journal.exhausted++;
    }
  }

  /** Saves the last event again: as it was, or another one under its id. */
  async #repeat(): Promise<void> {
    if (this.#repeatable === undefined) return;
    const { event, saved } = this.#repeatable;
    const { id } = saved;
    if (this.#random.happens(0.5)) await this.#persist([{ ...event, id }]);
    else await this.#persist([{ ...event, id, data: { ...event.data, n: this.#next() } }]);
  }

  #askForAccount() {
    const account = this.#account();
    const stream = this.#ledger.streams.account({ bank_id: BANK, account_id: account });
    const ask = async () => {
      const { events, head } = await stream.read();
      if (head.count !== events.length || head.lastEventId !== events.at(-1)?.id) {
        this.#journal.flaws.push(`${this.#name} read a head that is not that of its events`);
      }
      return events;
    };
    return [accountKey(BANK, account), ask] as const;
  }

  #askForPayer() {
    const modelId = this.#account();
    const eventType = "TRANSFER_ORDERED";
    const question = { eventType, partitionId: BANK, modelKey: "payer_id", modelId };
    const ask = () => this.#ledger.getLatestEvents({ ...question, consistentRead: true });
    return [`BANK::${BANK}::PAYER::${modelId}::${eventType}`, ask] as const;
  }

  #batch(): LedgerEvent[] {
    const batch = { name: this.#next(), size: 2 + this.#random.below(3) };
    return Array.from({ length: batch.size }, () => {
      const { type, data } = this.#random.happens(0.5) ? this.#transfer() : this.#deposit();
      return { type, data: { ...data, batch } };
    });
  }

  #note(): LedgerEvent {
    return { type: "NOTE_TAKEN", data: { ...this.#data(), note_id: this.#next() } };
  }

  #transfer(): LedgerEvent {
    const ids = { bank_id: BANK, payer_id: this.#account(), payee_id: this.#account() };
    return { type: "TRANSFER_ORDERED", data: { ...this.#data(), ...ids } };
  }

  #deposit(account = this.#account()): LedgerEvent {
    const clerk = this.#random.happens(0.3) ? { clerk_id: this.#account() } : {};
    const ids = { bank_id: BANK, account_id: account, ...clerk };
    return { type: "MONEY_DEPOSITED", data: { ...this.#data(), ...ids } };
  }

  #data(): LedgerData {
    return { n: this.#next(), amount: this.#random.below(1000), memo: { für: ["wen", null] } };
  }

  #account(): string {
    return String(this.#random.below(ACCOUNTS));
  }

  #next(): string {
    return `${this.#name}-${++this.#count}`;
  }
}
