import { isDeepStrictEqual } from "node:util";
import {
  type AppendCondition,
  DdbPatternError,
  type ImportOutcome,
  type PlainEvent,
  type SaveOutcome,
} from "ddb-pattern-runtime";
import { expectedKeysOf, type LedgerEvent } from "./support-ledger.js";

/** The reported outcome of one event of one call. */
export interface ReportedEvent {
  /** The event as it was passed to the call, with an id if the caller gave one. */
  readonly event: LedgerEvent;
  readonly status: "saved" | SaveOutcome;
  /** The id that the call reported; `undefined` if the call never ended. */
  readonly id: string | undefined;
  /** The event that the call returned. */
  readonly stored?: PlainEvent | undefined;
}

/** One save as its caller saw it. Times are increasing numbers. */
export interface Call {
  readonly begun: number;
  readonly ended: number;
  readonly reported: readonly ReportedEvent[];
  readonly expect: readonly AppendCondition[];
  /** The error that the call threw, if any. */
  readonly error?: unknown;
}

/** The journal of all saves of a test. */
export class Journal {
  readonly calls: Call[] = [];
  /** The errors in what calls reported, as sentences. */
  readonly flaws: string[] = [];
  #now = 0;
  /** The events acknowledged so far, by stream or lookup. */
  readonly #acknowledged = new Map<string, PlainEvent[]>();

  /** A time after all earlier ones. */
  moment(): number {
    return ++this.#now;
  }

  record(call: Omit<Call, "ended">): Call {
    const ended = { ...call, ended: this.moment() };
    this.calls.push(ended);
    for (const { event, stored } of call.reported) {
      if (stored === undefined) continue;
      const { copies, streams } = expectedKeysOf(event);
      for (const key of [...copies, ...streams]) {
        const events = this.#acknowledged.get(key) ?? [];
        this.#acknowledged.set(key, events);
        events.push(stored);
      }
    }
    return ended;
  }

  /** The events acknowledged under a key so far. */
  acknowledged(key: string): readonly PlainEvent[] {
    return [...(this.#acknowledged.get(key) ?? [])];
  }

  /** Runs an atomic save, and records its outcome. */
  async save(
    events: readonly LedgerEvent[],
    expect: readonly AppendCondition[],
    save: () => Promise<readonly PlainEvent[]>,
  ): Promise<Call> {
    const begun = this.moment();
    try {
      const stored = await save();
      const reported = events.map((event, index) => this.#saved(event, stored[index]));
      return this.record({ begun, expect, reported });
    } catch (error) {
      const reported = events.map((event, index) =>
        this.#failed(event, error, index, events.length),
      );
      return this.record({ begun, expect, reported, error });
    }
  }

  /** Runs an import, and records the outcome of each event. */
  async import(
    events: readonly LedgerEvent[],
    save: () => Promise<readonly ImportOutcome<PlainEvent>[]>,
  ): Promise<Call> {
    const begun = this.moment();
    const outcomes = await save();
    const reported = events.map((event, index): ReportedEvent => {
      const outcome = outcomes[index];
      if (outcome === undefined) {
        this.flaws.push(`an import reports no outcome of ${event.data.n}`);
        return { event, status: "unknown", id: undefined };
      }
      this.#checkId(event, outcome.id);
      if (outcome.status === "saved") return this.#saved(event, outcome.event);
      return { event, status: outcome.status, id: outcome.id };
    });
    return this.record({ begun, expect: [], reported });
  }

  #saved(event: LedgerEvent, stored: PlainEvent | undefined): ReportedEvent {
    const isAsGiven = stored?.type === event.type && isDeepStrictEqual(stored.data, event.data);
    if (!isAsGiven) this.flaws.push(`${event.data.n} was saved, and another event returned`);
    if (stored !== undefined) this.#checkId(event, stored.id);
    return { event, status: "saved", id: stored?.id, stored };
  }

  #failed(event: LedgerEvent, error: unknown, index: number, count: number): ReportedEvent {
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
    this.flaws.push(`${event.data.n} was given the id ${event.id}, but the call reported ${id}`);
  }
}
