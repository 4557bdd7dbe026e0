import { isDeepStrictEqual } from "node:util";
import {
  type AppendCondition,
  DdbPatternError,
  type ImportOutcome,
  type PlainEvent,
  type SaveOutcome,
} from "ddb-pattern-runtime";
import { type LedgerEvent, placesOf } from "./support-ledger.js";

/** What a caller was told of one event of one call. */
export interface Told {
  /** As it was given to the call, with an id if the caller gave one. */
  readonly event: LedgerEvent;
  readonly status: "saved" | SaveOutcome;
  /** The id that the call reported; `undefined` if it never answered. */
  readonly id: string | undefined;
  /** What the call returned as stored. */
  readonly stored?: PlainEvent | undefined;
}

/** One call that saves, as its caller saw it. Moments are numbers that grow. */
export interface Call {
  readonly begun: number;
  readonly ended: number;
  readonly told: readonly Told[];
  readonly expect: readonly AppendCondition[];
  /** What the call threw, if it did. */
  readonly error?: unknown;
}

/** What all callers of a test were told, as it happens. */
export class Journal {
  readonly calls: Call[] = [];
  /** What no caller may be told, in words. */
  readonly flaws: string[] = [];
  #now = 0;
  /** The events that were acknowledged so far, by stream or lookup. */
  readonly #acknowledged = new Map<string, PlainEvent[]>();

  /** A moment after all that were given before. */
  moment(): number {
    return ++this.#now;
  }

  record(call: Omit<Call, "ended">): Call {
    const ended = { ...call, ended: this.moment() };
    this.calls.push(ended);
    for (const { event, stored } of call.told) {
      if (stored === undefined) continue;
      const { copies, streams } = placesOf(event);
      for (const key of [...copies, ...streams]) {
        const events = this.#acknowledged.get(key) ?? [];
        this.#acknowledged.set(key, events);
        events.push(stored);
      }
    }
    return ended;
  }

  /** The events that were acknowledged under a key so far. */
  acknowledged(key: string): readonly PlainEvent[] {
    return [...(this.#acknowledged.get(key) ?? [])];
  }

  /** Does a save that is all or nothing, and notes what it says. */
  async save(
    events: readonly LedgerEvent[],
    expect: readonly AppendCondition[],
    save: () => Promise<readonly PlainEvent[]>,
  ): Promise<Call> {
    const begun = this.moment();
    try {
      const stored = await save();
      const told = events.map((event, index) => this.#saved(event, stored[index]));
      return this.record({ begun, expect, told });
    } catch (error) {
      const told = events.map((event, index) => this.#failed(event, error, index, events.length));
      return this.record({ begun, expect, told, error });
    }
  }

  /** Does an import, and notes what it says of each event. */
  async import(
    events: readonly LedgerEvent[],
    save: () => Promise<readonly ImportOutcome<PlainEvent>[]>,
  ): Promise<Call> {
    const begun = this.moment();
    const outcomes = await save();
    const told = events.map((event, index): Told => {
      const outcome = outcomes[index];
      if (outcome === undefined) {
        this.flaws.push(`an import says nothing of ${event.data.n}`);
        return { event, status: "unknown", id: undefined };
      }
      this.#checkId(event, outcome.id);
      if (outcome.status === "saved") return this.#saved(event, outcome.event);
      return { event, status: outcome.status, id: outcome.id };
    });
    return this.record({ begun, expect: [], told });
  }

  #saved(event: LedgerEvent, stored: PlainEvent | undefined): Told {
    const isAsGiven = stored?.type === event.type && isDeepStrictEqual(stored.data, event.data);
    if (!isAsGiven) this.flaws.push(`${event.data.n} was saved, and another event returned`);
    if (stored !== undefined) this.#checkId(event, stored.id);
    return { event, status: "saved", id: stored?.id, stored };
  }

  #failed(event: LedgerEvent, error: unknown, index: number, count: number): Told {
    if (!(error instanceof DdbPatternError) || error.outcome === undefined) {
      this.flaws.push(`a save of ${event.data.n} threw without an outcome: ${error}`);
      return { event, status: "unknown", id: event.id };
    }
    const { outcome, eventIds } = error;
    if (eventIds.length !== count) {
      this.flaws.push(`${error.name} has ${eventIds.length} ids for ${count} events`);
    }
    const id = eventIds[index];
    this.#checkId(event, id);
    return { event, status: outcome, id };
  }

  #checkId(event: LedgerEvent, id: string | undefined): void {
    if (event.id === undefined || event.id === id) return;
    this.flaws.push(`${event.data.n} was given the id ${event.id}, and is told to have ${id}`);
  }
}
