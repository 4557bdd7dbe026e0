import { EventIdReusedError } from "../errors.js";
import type { DecodeEvent } from "../events/decode.js";
import { isEventItem, type PlainEvent, versionOf } from "../events/event.js";
import { saveError } from "../storage/call-errors.js";
import {
  CallFailure,
  type CheckedRetryPolicy,
  type Deadline,
  withDeadline,
} from "../storage/retry.js";
import type { ConditionFailure, EventTable, TableItem } from "../storage/table.js";
import { quote } from "../util/quote.js";
import type { CheckedEvent } from "../validation/check-event.js";
import { observeSave, publishRetry } from "./observe-save.js";
import {
  type EventToSave,
  eventToSave,
  keyOf,
  type PlannedAction,
  plannedCopies,
  storedForm,
} from "./plan.js";
import { readItem } from "./read-item.js";
import { checkLimits, eventsById } from "./request.js";
import { isSameEvent } from "./same-event.js";
import { writeActions } from "./write-actions.js";

/** The dependencies that all saves of a client share. */
export interface SaveContext {
  readonly table: EventTable;
  readonly tableName: string;
  readonly retry: CheckedRetryPolicy;
  /**
   * Decodes the events that a save returns: it must not fail for them, because they are already
   * stored. Also decodes events that are found under their ids.
   */
  readonly decode: DecodeEvent;
  /** Present for schemas whose event types have earlier names. */
  readonly findEarlier?: FindEarlier | undefined;
}

/**
 * Finds events that an earlier save stored under an earlier name of their type. Their copies have
 * other keys, which do not prevent a write.
 */
export type FindEarlier = (
  deadline: Deadline,
  table: EventTable,
  events: readonly EventToSave[],
  onFound: (owner: EventToSave, item: TableItem) => void,
) => Promise<void>;

/** A checked event, and the id to save it under. */
export interface IdentifiedEvent {
  readonly checked: CheckedEvent;
  readonly id: string;
}

/** Creates a save that is ready to run. */
export type NewSave = (
  context: SaveContext,
  events: readonly IdentifiedEvent[],
  signal: AbortSignal | undefined,
) => RunnableSave;

/** The part of a {@link Save} that runs it. */
export type RunnableSave = Pick<Save, "attempts" | "events" | "isUndecided" | "run">;

const newPlainSave: NewSave = (...args) => new Save(...args);

/**
 * Writes all copies of all events or nothing. An event that is already stored with the same content
 * counts as written, so a repeated save stores its events once.
 *
 * @param newSave - Creates the save. Saves that write or expect consistent streams need their own.
 * @returns The stored events, in the order given.
 * @throws TransactionLimitError before any request if the events do not fit one transaction.
 * @throws EventIdReusedError if another event is stored under an id; then nothing was written.
 * @throws StreamConflictError if another save has appended to an expected stream; then nothing was
 *   written.
 */
export async function saveEvents(
  context: SaveContext,
  events: readonly IdentifiedEvent[],
  signal: AbortSignal | undefined,
  newSave: NewSave = newPlainSave,
): Promise<PlainEvent[]> {
  const end = observeSave({ tableName: context.tableName, events });
  let save: RunnableSave | undefined;
  try {
    save = newSave(context, events, signal);
    await save.run();
  } catch (error) {
    const ids = events.map(({ id }) => id);
    const failure = saveError(error, ids, save?.isUndecided ?? false);
    end(save, failure);
    throw failure;
  }
  end(save);
  return save.events.map((owner) => context.decode(storedForm(owner)));
}

/** A save of events that belong to no consistent stream. */
export class Save {
  readonly events: readonly EventToSave[];
  /** Whether a key was taken by an item that could not be read, which may be the event itself. */
  isUndecided = false;
  /** The writes that were tried, those included that DynamoDB refused because of others under way. */
  attempts = 0;
  /** The events not yet known to be stored. */
  protected missing: readonly EventToSave[];
  protected readonly byId: ReadonlyMap<string, EventToSave>;
  protected readonly table: EventTable;
  readonly #context: SaveContext;
  readonly #signal: AbortSignal | undefined;

  constructor(
    context: SaveContext,
    events: readonly IdentifiedEvent[],
    signal: AbortSignal | undefined,
  ) {
    this.table = context.table;
    this.#context = context;
    this.#signal = signal;
    this.events = events.map(({ checked, id }) => eventToSave(checked, id));
    this.missing = this.events;
    this.byId = eventsById(this.events);
  }

  async run(): Promise<void> {
    checkLimits(this.events, this.checkedStreams(), this.table);
    const { retry, findEarlier } = this.#context;
    await withDeadline(retry, this.#signal, async (deadline) => {
      deadline.failIfEnded();
      await findEarlier?.(deadline, this.table, this.missing, (...found) =>
        this.markStored(...found),
      );
      if (this.hasWork()) await this.write(deadline);
    });
  }

  /** The streams that the save checks but does not write. */
  protected checkedStreams(): readonly string[] {
    return [];
  }

  protected hasWork(): boolean {
    return this.missing.length > 0;
  }

  /** Writes the missing events, until none is missing. */
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
      const isBlocked = await this.inspectFailures(deadline, plan, failures);
      if (this.missing.length === 0 && missing.length > 0) return;
      if (!isBlocked && this.missing.length < missing.length) continue;
      await deadline.pause(attempt);
      if (deadline.isOver) throw contentionFailure(attempt, deadline);
      publishRetry(this.#context.tableName, "key-taken", attempt);
      await this.beforeNextAttempt(deadline);
    }
  }

  protected plan(): readonly PlannedAction[] {
    return this.missing.flatMap(plannedCopies);
  }

  protected onWritten(_plan: readonly PlannedAction[]): void {}

  protected async beforeNextAttempt(_deadline: Deadline): Promise<void> {}

  /** Writes the plan, or returns the keys that were taken. */
  async #insert(
    deadline: Deadline,
    plan: readonly PlannedAction[],
  ): Promise<readonly ConditionFailure[] | undefined> {
    const actions = plan.map(({ action }) => action);
    this.attempts++;
    const onRetry = (attempt: number) => {
      this.attempts++;
      publishRetry(this.#context.tableName, "contention", attempt);
    };
    try {
      return await writeActions(deadline, this.table, actions, onRetry);
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      await this.#confirm(deadline, plan, error);
      // An earlier save may have stored the events, at other revisions than this plan's.
      this.missing = [];
      return [];
    }
  }

  /**
   * Reads the table to decide whether a write happened whose answer was an error.
   *
   * @throws The failure, if the write did not happen or may still happen.
   */
  async #confirm(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failure: CallFailure,
  ): Promise<void> {
    const isAnswered = failure.reason === "refused" || failure.reason === "unrecognized";
    if (!failure.mayBeWritten || !isAnswered) throw failure;
    let status: PlanStatus;
    try {
      status = await this.readPlanStatus(deadline, plan);
    } catch {
      throw failure;
    }
    if (status === "written") return;
    if (status === "open") throw failure;
    const { reason, message, requests, cause } = failure;
    throw new CallFailure(reason, message, { mayBeWritten: false, requests, cause });
  }

  /**
   * Reads the table to decide whether a plan was written. A plan is written as a whole, so one
   * event whose id this save generated is enough evidence. An event whose id the caller gave may be
   * stored by an earlier save; if all events are such, each of them must be stored.
   */
  protected async readPlanStatus(
    deadline: Deadline,
    plan: readonly PlannedAction[],
  ): Promise<PlanStatus> {
    const first = new Map<EventToSave, PlannedAction>();
    for (const planned of plan) {
      const isEvent = planned.kind === "copy" || planned.kind === "revision";
      if (isEvent && !first.has(planned.owner)) first.set(planned.owner, planned);
    }
    const own = [...first].find(([{ checked }]) => checked.givenId === undefined);
    const evidence = own === undefined ? [...first] : [own];
    for (const [owner, planned] of evidence) {
      const item = await readItem(deadline, this.table, keyOf(planned));
      if (item === undefined) return "open";
      if (!isSameEvent(item, owner, this.#context.decode)) return "impossible";
    }
    return evidence.length > 0 ? "written" : "open";
  }

  /**
   * Inspects the items under the keys that were taken: the events themselves, which are then
   * already stored, or other events.
   *
   * @returns Whether another event has a revision that this save wanted.
   */
  protected async inspectFailures(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failures: readonly ConditionFailure[],
  ): Promise<boolean> {
    for (const { index, item: returned } of failures) {
      const planned = plan[index];
      if (planned === undefined) continue;
      const item = returned ?? (await readItem(deadline, this.table, keyOf(planned)));
      // Undefined if the item was removed in the meantime.
      if (item !== undefined) await this.inspectItem(deadline, planned, item);
    }
    this.isUndecided = this.missing.length > 0;
    return false;
  }

  protected async inspectItem(
    _deadline: Deadline,
    planned: PlannedAction,
    item: TableItem,
  ): Promise<void> {
    if (planned.kind === "copy") this.markStored(planned.owner, item);
  }

  /**
   * @throws EventIdReusedError if the item belongs to another event.
   * @throws UnknownEventVersionError, UpcastError if the item may belong to the event, but cannot be
   *   read.
   */
  protected markStored(owner: EventToSave, item: TableItem): void {
    const { isUndecided } = this;
    // Whatever the item is, this save did not write it, and never will write its event.
    this.isUndecided = false;
    if (!isSameEvent(item, owner, this.#context.decode)) throw reusedIdError(owner, item);
    this.isUndecided = isUndecided;
    this.removeMissing(owner);
  }

  /** Removes an event that is stored. */
  protected removeMissing(owner: EventToSave): void {
    this.missing = this.missing.filter((each) => each !== owner);
  }
}

function reusedIdError({ event, checked }: EventToSave, item: TableItem): EventIdReusedError {
  const { id, type } = event;
  const isOtherForm =
    isEventItem(item) && (item.type !== type || versionOf(item) !== checked.version);
  return new EventIdReusedError(
    id,
    isOtherForm
      ? `Event ${id} is stored already, as version ${versionOf(item)} of ${quote(item.type)}, and differs from the ` +
          "event to save. Nothing was written. If it is the same event, do not save it again."
      : `Another event is stored under id ${id}. Nothing was written. ` +
          "Generate a new id for a new event; reuse an id only to repeat the same save.",
  );
}

function contentionFailure(attempts: number, { policy }: Deadline): CallFailure {
  return new CallFailure(
    "contention",
    `Other writers appended to the same stream in each of ${attempts} attempts within ${policy.deadlineMs} ms.`,
    { mayBeWritten: false, requests: attempts, cause: undefined },
  );
}

/**
 * The status of a plan whose write had no conclusive answer. `"impossible"`: not written, and never
 * will be, because another event has one of its keys. `"open"`: not written yet, but it may still
 * be.
 */
type PlanStatus = "written" | "impossible" | "open";
