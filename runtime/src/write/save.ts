import { EventIdReusedError } from "../errors.js";
import type { DecodeEvent } from "../events/decode.js";
import { type EventItem, eventOf, isEventItem, type PlainEvent } from "../events/event.js";
import { saveError } from "../storage/call-errors.js";
import {
  CallFailure,
  type CheckedRetryPolicy,
  type Deadline,
  withDeadline,
} from "../storage/retry.js";
import {
  type ConditionFailure,
  type EventTable,
  type TableItem,
  tableErrorOf,
} from "../storage/table.js";
import type { CheckedEvent } from "../validation/check-event.js";
import { isSameValue } from "../validation/storable.js";
import { type EventToSave, eventToSave, keyOf, type PlannedAction, plannedCopies } from "./plan.js";
import { readItem } from "./read-item.js";
import { checkLimits, eventsById } from "./request.js";

/** What all saves of a client share. */
export interface SaveContext {
  readonly table: EventTable;
  readonly retry: CheckedRetryPolicy;
  /** Makes the events that a save returns; it must not fail, as they are stored by then. */
  readonly decode: DecodeEvent;
}

/** An event with the id that it is to be saved under. */
export interface IdentifiedEvent {
  readonly checked: CheckedEvent;
  readonly id: string;
}

/** Does a save; `saveEvents` is given how. */
export type NewSave = (
  context: SaveContext,
  events: readonly IdentifiedEvent[],
  signal: AbortSignal | undefined,
) => RunnableSave;

/** A save that is ready to run. */
export type RunnableSave = Pick<Save, "events" | "isUndecided" | "run">;

const newSave: NewSave = (...given) => new Save(...given);

/**
 * Writes all copies of all events or nothing. An event that is stored already with the same content counts
 * as written: a save that is repeated, by whomever, succeeds once.
 *
 * @param make - Makes the save; another than a plain one where consistent streams are written or expected.
 * @returns The stored events, in the order given.
 * @throws TransactionLimitError before any call if the events do not fit one transaction.
 * @throws EventIdReusedError if an id is taken by another content; then nothing was written.
 * @throws StreamConflictError if an expected stream has moved; then nothing was written.
 */
export async function saveEvents(
  context: SaveContext,
  events: readonly IdentifiedEvent[],
  signal: AbortSignal | undefined,
  make: NewSave = newSave,
): Promise<PlainEvent[]> {
  let save: RunnableSave | undefined;
  try {
    save = make(context, events, signal);
    await save.run();
  } catch (error) {
    const ids = events.map(({ id }) => id);
    throw saveError(error, ids, save?.isUndecided ?? false);
  }
  return save.events.map(({ event }) => context.decode(event as EventItem));
}

/** A save of events that are stored under their ids alone. */
export class Save {
  readonly events: readonly EventToSave[];
  /** Whether a key was taken, and what has it could not be read: the events themselves, perhaps. */
  isUndecided = false;
  /** The events that are not known to be stored. */
  protected missing: readonly EventToSave[];
  protected readonly byId: ReadonlyMap<string, EventToSave>;
  protected readonly table: EventTable;
  readonly #retry: CheckedRetryPolicy;
  readonly #signal: AbortSignal | undefined;

  constructor(
    { table, retry }: SaveContext,
    events: readonly IdentifiedEvent[],
    signal: AbortSignal | undefined,
  ) {
    this.table = table;
    this.#retry = retry;
    this.#signal = signal;
    this.events = events.map(({ checked, id }) => eventToSave(checked, id));
    this.missing = this.events;
    this.byId = eventsById(this.events);
  }

  async run(): Promise<void> {
    checkLimits(this.events, this.checkedStreams(), this.table);
    await withDeadline(this.#retry, this.#signal, async (deadline) => {
      deadline.failIfEnded();
      if (this.hasWork()) await this.write(deadline);
    });
  }

  /** The streams that are checked and not written. */
  protected checkedStreams(): readonly string[] {
    return [];
  }

  protected hasWork(): boolean {
    return this.missing.length > 0;
  }

  /** Writes what is missing, until nothing is. */
  protected async write(deadline: Deadline): Promise<void> {
    for (let attempt = 1; this.hasWork(); attempt++) {
      const { missing } = this;
      const plan = this.plan();
      const failures = await this.#insert(deadline, plan);
      if (failures === undefined) {
        this.onWritten(plan);
        return;
      }
      this.isUndecided = this.events.length > 0;
      const isBlocked = await this.lookAtTaken(deadline, plan, failures);
      if (this.missing.length === 0 && missing.length > 0) return;
      if (!isBlocked && this.missing.length < missing.length) continue;
      await deadline.pause(attempt);
      if (deadline.isOver) throw contentionFailure(attempt, deadline);
      await this.beforeNextAttempt(deadline);
    }
  }

  protected plan(): readonly PlannedAction[] {
    return this.missing.flatMap(plannedCopies);
  }

  protected onWritten(_plan: readonly PlannedAction[]): void {}

  protected async beforeNextAttempt(_deadline: Deadline): Promise<void> {}

  /** Does the write, or returns the keys that were taken. */
  async #insert(
    deadline: Deadline,
    plan: readonly PlannedAction[],
  ): Promise<readonly ConditionFailure[] | undefined> {
    const actions = plan.map(({ action }) => action);
    try {
      await deadline.call((options) => this.table.write(actions, options));
      return undefined;
    } catch (error) {
      if (error instanceof CallFailure) {
        await this.#confirm(deadline, plan, error);
        // Not at the revisions of this plan, perhaps: an earlier save may have stored the events.
        this.missing = [];
        return [];
      }
      const failure = tableErrorOf(error);
      if (failure?.code === "condition-failed") return failure.failures;
      throw error;
    }
  }

  /**
   * Looks whether a write has happened whose answer does not say so, but was an answer.
   *
   * @throws The failure, if the write has not happened, or nothing shows that it has.
   */
  async #confirm(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failure: CallFailure,
  ): Promise<void> {
    const isAnswered = failure.reason === "refused" || failure.reason === "unrecognized";
    if (!failure.mayBeWritten || !isAnswered) throw failure;
    let fate: PlanFate;
    try {
      fate = await this.fateOf(deadline, plan);
    } catch {
      throw failure;
    }
    if (fate === "written") return;
    if (fate === "open") throw failure;
    const { reason, message, requests, cause } = failure;
    throw new CallFailure(reason, message, { mayBeWritten: false, requests, cause });
  }

  /**
   * Looks whether a plan was written. It is all or nothing, so that one event shows it whose id this save
   * generated. An event whose id the caller gave may be there from an earlier save, and shows nothing of
   * the others; where all are such, each must be there.
   */
  protected async fateOf(deadline: Deadline, plan: readonly PlannedAction[]): Promise<PlanFate> {
    const first = new Map<EventToSave, PlannedAction>();
    for (const planned of plan) {
      if ("item" in planned && !first.has(planned.owner)) first.set(planned.owner, planned);
    }
    const own = [...first].find(([{ checked }]) => checked.givenId === undefined);
    const shown = own === undefined ? [...first] : [own];
    for (const [owner, planned] of shown) {
      const item = await readItem(deadline, this.table, keyOf(planned));
      if (item === undefined) return "open";
      if (!isSameEvent(item, owner)) return "impossible";
    }
    return shown.length > 0 ? "written" : "open";
  }

  /**
   * Looks at what has the keys that were taken: the events themselves, which are then stored already, or
   * other events.
   *
   * @returns Whether another event has a revision that this save wants.
   */
  protected async lookAtTaken(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failures: readonly ConditionFailure[],
  ): Promise<boolean> {
    for (const { index, item: returned } of failures) {
      const planned = plan[index];
      if (planned === undefined) continue;
      const item = returned ?? (await readItem(deadline, this.table, keyOf(planned)));
      // Somebody may have removed it in between.
      if (item !== undefined) await this.lookAt(deadline, planned, item);
    }
    this.isUndecided = this.missing.length > 0;
    return false;
  }

  protected async lookAt(
    _deadline: Deadline,
    planned: PlannedAction,
    item: TableItem,
  ): Promise<void> {
    if (planned.kind === "copy") this.markStored(planned.owner, item);
  }

  /** @throws EventIdReusedError if the item is of another event. */
  protected markStored(owner: EventToSave, item: TableItem): void {
    if (!isSameEvent(item, owner)) {
      this.isUndecided = false;
      throw new EventIdReusedError(
        owner.event.id,
        `Event id ${owner.event.id} is taken by another event. Nothing was written. ` +
          "Generate a new id for a new event; repeat an id only to repeat the same save.",
      );
    }
    this.forget(owner);
  }

  /** The event is stored. */
  protected forget(owner: EventToSave): void {
    this.missing = this.missing.filter((each) => each !== owner);
  }
}

function contentionFailure(attempts: number, { policy }: Deadline): CallFailure {
  return new CallFailure(
    "contention",
    `Other writers appended to the same stream each of ${attempts} times within ${policy.deadlineMs} ms.`,
    { mayBeWritten: false, requests: attempts, cause: undefined },
  );
}

/**
 * What is known of a plan whose answer does not say: it was written; it was not, and cannot be any more,
 * as another event has one of its keys; or it may still be.
 */
type PlanFate = "written" | "impossible" | "open";

function isSameEvent(item: TableItem, { event }: EventToSave): boolean {
  return isEventItem(item) && isSameValue(eventOf(item), event);
}
