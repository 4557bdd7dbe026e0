import { EventIdReusedError, StreamConflictError } from "../errors.js";
import type { DecodeEvent } from "../events/decode.js";
import { type EventItem, eventOf, isEventItem, type PlainEvent } from "../events/event.js";
import { isSaveId } from "../events/event-id.js";
import { guardKey, revisionKey } from "../keys/revision.js";
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
  type ItemKey,
  type TableItem,
  tableErrorOf,
} from "../storage/table.js";
import { type AppendCondition, describeStreamKey } from "../streams/head.js";
import type { LastRevisions } from "../streams/last-revisions.js";
import { findInStream, lastRevision, readItem } from "../streams/stream-items.js";
import type { Turns } from "../streams/turns.js";
import type { CheckedEvent } from "../validation/check-event.js";
import { isSameValue } from "../validation/storable.js";
import { type EventToSave, eventToSave, type PlannedAction, planWrite } from "./plan.js";
import { checkLimits, eventsById, expectedRevisions } from "./request.js";

/** What all saves of a client share. */
export interface SaveContext {
  readonly table: EventTable;
  readonly retry: CheckedRetryPolicy;
  /** Makes the events that a save returns; it must not fail, as they are stored by then. */
  readonly decode: DecodeEvent;
  readonly lastRevisions: LastRevisions;
  readonly turns: Turns;
}

export interface SaveRequest {
  readonly expect: readonly AppendCondition[];
  readonly signal: AbortSignal | undefined;
}

/** An event with the id that it is to be saved under. */
export interface IdentifiedEvent {
  readonly checked: CheckedEvent;
  readonly id: string;
}

/**
 * Writes all copies of all events or nothing. An event that is stored already with the same content counts
 * as written: a save that is repeated, by whomever, succeeds once.
 *
 * @returns The stored events, in the order given.
 * @throws TransactionLimitError before any call if the events do not fit one transaction.
 * @throws EventIdReusedError if an id is taken by another content; then nothing was written.
 * @throws StreamConflictError if an expected stream has moved; then nothing was written.
 */
export async function saveEvents(
  context: SaveContext,
  events: readonly IdentifiedEvent[],
  request: SaveRequest,
): Promise<PlainEvent[]> {
  let save: Save | undefined;
  try {
    save = new Save(context, events, request);
    await save.run();
  } catch (error) {
    const ids = events.map(({ id }) => id);
    throw saveError(error, ids, save?.isUndecided ?? false);
  }
  return save.events.map(({ event }) => context.decode(event as EventItem));
}

class Save {
  readonly events: readonly EventToSave[];
  /** Whether a key was taken, and what has it could not be read: the events themselves, perhaps. */
  isUndecided = false;
  readonly #context: SaveContext;
  readonly #signal: AbortSignal | undefined;
  readonly #byId: ReadonlyMap<string, EventToSave>;
  /** Streams that must be at a revision. */
  readonly #expected: ReadonlyMap<string, number>;
  /** Streams that events are appended to, whatever their last revision. */
  readonly #open: readonly string[];
  /** The last revision of every stream that is appended to, as far as it is known. */
  readonly #bases = new Map<string, number>();
  #hasSoughtGiven = false;
  #missing: readonly EventToSave[];

  constructor(
    context: SaveContext,
    events: readonly IdentifiedEvent[],
    { expect, signal }: SaveRequest,
  ) {
    this.#context = context;
    this.#signal = signal;
    this.events = events.map(({ checked, id }) => eventToSave(checked, id));
    this.#missing = this.events;
    this.#byId = eventsById(this.events);
    this.#expected = expectedRevisions(expect);
    const streams = new Set(events.flatMap(({ checked }) => checked.places.streams));
    this.#open = [...streams].filter((stream) => !this.#expected.has(stream));
    for (const [stream, revision] of this.#expected) {
      if (streams.has(stream)) this.#bases.set(stream, revision);
    }
  }

  async run(): Promise<void> {
    const checks = [...this.#checksBeside(this.events).keys()];
    checkLimits(this.events, checks, this.#context.table);
    await withDeadline(this.#context.retry, this.#signal, async (deadline) => {
      deadline.failIfEnded();
      if (this.events.length === 0 && checks.length === 0) return;
      try {
        const append = () => this.#append(deadline);
        if (this.#open.length === 0) await append();
        else await this.#context.turns.take(this.#open, deadline.signal, append);
      } catch (error) {
        if (error === deadline.signal.reason) deadline.failIfEnded();
        throw error;
      }
    });
  }

  async #append(deadline: Deadline): Promise<void> {
    if (this.#missing.some(isUnguarded)) await this.#findUnguarded(deadline);
    for (const stream of this.#open) {
      const known = this.#bases.get(stream) ?? this.#context.lastRevisions.get(stream);
      this.#bases.set(stream, known ?? (await lastRevision(deadline, this.#context.table, stream)));
    }
    const isCheckOnly = this.events.length === 0;
    for (let attempt = 1; this.#missing.length > 0 || isCheckOnly; attempt++) {
      const missing = this.#missing;
      const plan = planWrite(missing, this.#bases, this.#checksBeside(missing));
      const failures = await this.#write(deadline, plan);
      if (failures === undefined) return this.#remember(plan);
      const taken = await this.#findTaken(deadline, plan, failures);
      if (this.#missing.length === 0 && !isCheckOnly) return;
      const conflict = taken.find(({ stream }) => this.#expected.has(stream));
      if (conflict !== undefined) throw this.#conflictError(conflict);
      if (taken.length === 0 && this.#missing.length < missing.length) continue;
      await deadline.pause(attempt);
      if (deadline.isOver) throw contentionFailure(attempt, deadline);
      for (const stream of new Set(taken.map((each) => each.stream))) {
        const base = this.#bases.get(stream) ?? 0;
        this.#bases.set(stream, await this.#readBeyond(deadline, stream, base));
      }
    }
  }

  /**
   * The expected streams that none of these events is appended to: a stream whose events are all stored
   * already must still end where the save expects it.
   */
  #checksBeside(events: readonly EventToSave[]): ReadonlyMap<string, number> {
    const streams = new Set(events.flatMap(({ checked }) => checked.places.streams));
    const checks = [...this.#expected].filter(([stream]) => !streams.has(stream));
    return new Map(checks.map(([stream, last]) => [stream, this.#bases.get(stream) ?? last]));
  }

  /**
   * Finds events that an earlier save may have stored without a guard, before they are written anew.
   *
   * What that save has under way can still arrive, at a revision that is the stream's next one by now, or
   * taken. This save tries the next one, too; and where that is taken, `#readBeyond` looks at what came.
   */
  async #findUnguarded(deadline: Deadline): Promise<void> {
    const guards = new Set(this.#missing.flatMap(({ checked }) => checked.places.guard ?? []));
    for (const stream of guards) {
      if (this.#unguarded(stream).length === 0) continue;
      const last = await this.#readBeyond(deadline, stream, 0);
      if (this.#open.includes(stream)) this.#bases.set(stream, last);
    }
  }

  /**
   * The missing events of a stream whose ids an earlier save generated: a caller gives such an id to repeat
   * that save, which wrote no guard.
   */
  #unguarded(stream: string): EventToSave[] {
    return this.#missing.filter(
      (owner) => isUnguarded(owner) && owner.checked.places.streams.includes(stream),
    );
  }

  /** A stream's last revision; the events beyond a revision are looked at for those without a guard. */
  async #readBeyond(deadline: Deadline, stream: string, revision: number): Promise<number> {
    const { table } = this.#context;
    const sought = this.#unguarded(stream);
    if (sought.length === 0) return lastRevision(deadline, table, stream);
    const ids = new Set(sought.map(({ event }) => event.id));
    const found = await findInStream(deadline, table, stream, ids, revision);
    for (const owner of sought) {
      const item = found.items.get(owner.event.id);
      if (item !== undefined) this.#markStored(owner, item);
    }
    return found.lastRevision;
  }

  /** Does the write, or returns the keys that were taken. */
  async #write(
    deadline: Deadline,
    plan: readonly PlannedAction[],
  ): Promise<readonly ConditionFailure[] | undefined> {
    const actions = plan.map(({ action }) => action);
    try {
      await deadline.call((options) => this.#context.table.write(actions, options));
      return undefined;
    } catch (error) {
      if (error instanceof CallFailure) {
        await this.#confirm(deadline, plan, error);
        // Not at the revisions of this plan, perhaps: an earlier save may have stored the events.
        this.#missing = [];
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
      fate = await this.#fateOf(deadline, plan);
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
  async #fateOf(deadline: Deadline, plan: readonly PlannedAction[]): Promise<PlanFate> {
    const first = new Map<EventToSave, PlannedAction>();
    for (const planned of plan) {
      const isCopy = planned.kind === "copy" || planned.kind === "revision";
      if (isCopy && !first.has(planned.owner)) first.set(planned.owner, planned);
    }
    const own = [...first].find(([{ checked }]) => checked.givenId === undefined);
    const shown = own === undefined ? [...first] : [own];
    for (const [owner, planned] of shown) {
      const item = await readItem(deadline, this.#context.table, keyOf(planned));
      if (item === undefined) return "open";
      if (!isSameEvent(item, owner)) return "impossible";
    }
    return shown.length > 0 ? "written" : "open";
  }

  /**
   * Looks at what has the keys that were taken: the events themselves, which are then stored already, or
   * other events, which are returned.
   */
  async #findTaken(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failures: readonly ConditionFailure[],
  ): Promise<TakenRevision[]> {
    this.isUndecided = this.events.length > 0;
    const taken: TakenRevision[] = [];
    for (const { index, item: returned } of failures) {
      const planned = plan[index];
      if (planned === undefined) continue;
      const item = returned ?? (await readItem(deadline, this.#context.table, keyOf(planned)));
      // Somebody removed it in between.
      if (item === undefined) continue;
      if (planned.kind === "copy") this.#markStored(planned.owner, item);
      else if (planned.kind === "guard") await this.#findGuarded(deadline, planned.owner, item);
      else this.#findAtRevision(planned, item, taken);
    }
    if (taken.length > 0) await this.#findGiven(deadline);
    for (const { stream } of taken) {
      if (this.#unguarded(stream).length === 0) continue;
      await this.#readBeyond(deadline, stream, this.#bases.get(stream) ?? 0);
    }
    // A revision that this save would have written, and another event has, shows that it was not written.
    // A checked one does not: it may have been taken since.
    const isChecked = taken.length > 0 && taken.every(({ isCheck }) => isCheck);
    if (isChecked && this.#missing.length > 0) {
      if ((await this.#fateOf(deadline, plan)) === "written") this.#missing = [];
    }
    this.isUndecided = taken.length === 0 && this.#missing.length > 0;
    return taken;
  }

  #findAtRevision(
    { stream, revision, kind }: PlannedAction & { readonly kind: "revision" | "check" },
    item: TableItem,
    taken: TakenRevision[],
  ): void {
    this.#context.lastRevisions.saw(stream, revision);
    const owner = isEventItem(item) ? this.#byId.get(item.id) : undefined;
    if (owner === undefined) {
      const eventId = isEventItem(item) ? item.id : undefined;
      taken.push({ stream, revision, eventId, isCheck: kind === "check" });
      return;
    }
    this.#markStored(owner, item);
    // What follows it goes on after it, as if this save had written it.
    if (this.#bases.get(stream) === revision - 1) this.#bases.set(stream, revision);
  }

  /**
   * A table need not report every key that was taken. So before another event's revision counts as a
   * conflict, events whose ids the caller gave are looked for under their ids. Ids of this save's own
   * cannot be stored: they were tried at revisions alone that others have.
   */
  async #findGiven(deadline: Deadline): Promise<void> {
    if (this.#hasSoughtGiven) return;
    this.#hasSoughtGiven = true;
    const { table } = this.#context;
    for (const owner of this.#missing) {
      const { checked, event } = owner;
      if (checked.givenId === undefined) continue;
      const [pk] = checked.places.copies;
      if (pk !== undefined) {
        const item = await readItem(deadline, table, { pk, sk: event.id });
        if (item !== undefined) this.#markStored(owner, item);
      } else {
        const guard = { pk: checked.places.guard as string, sk: guardKey(event.id) };
        const item = await readItem(deadline, table, guard);
        if (item !== undefined) await this.#findGuarded(deadline, owner, item);
      }
    }
  }

  /** The event that a guard keeps the id of. One that was removed by hand since counts as stored. */
  async #findGuarded(deadline: Deadline, owner: EventToSave, guard: TableItem): Promise<void> {
    const sk = revisionKey(Number(guard.revision));
    const item = await readItem(deadline, this.#context.table, { pk: guard.pk, sk });
    if (item?.id === owner.event.id) this.#markStored(owner, item);
    else this.#missing = this.#missing.filter((each) => each !== owner);
  }

  /** @throws EventIdReusedError if the item is of another event. */
  #markStored(owner: EventToSave, item: TableItem): void {
    if (!isSameEvent(item, owner)) {
      this.isUndecided = false;
      throw new EventIdReusedError(
        owner.event.id,
        `Event id ${owner.event.id} is taken by another event. Nothing was written. ` +
          "Generate a new id for a new event; repeat an id only to repeat the same save.",
      );
    }
    this.#missing = this.#missing.filter((each) => each !== owner);
  }

  #remember(plan: readonly PlannedAction[]): void {
    for (const planned of plan) {
      if (planned.kind !== "revision") continue;
      this.#context.lastRevisions.saw(planned.stream, planned.revision);
    }
  }

  #conflictError({ stream, revision, eventId }: TakenRevision): StreamConflictError {
    const expected = this.#expected.get(stream) as number;
    return new StreamConflictError(describeStreamKey(stream), expected, { eventId, revision });
  }
}

/** Whether an earlier save may have stored the event without a guard. */
function isUnguarded({ checked, event }: EventToSave): boolean {
  return checked.isGuarded && isSaveId(event.id);
}

function contentionFailure(attempts: number, { policy }: Deadline): CallFailure {
  return new CallFailure(
    "contention",
    `Other writers appended to the same stream each of ${attempts} times within ${policy.deadlineMs} ms.`,
    { mayBeWritten: false, requests: attempts, cause: undefined },
  );
}

/** A revision that another event has. */
interface TakenRevision {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string | undefined;
  /** Whether the save only checks that the revision is not there. */
  readonly isCheck: boolean;
}

/**
 * What is known of a plan whose answer does not say: it was written; it was not, and cannot be any more,
 * as another event has one of its keys; or it may still be.
 */
type PlanFate = "written" | "impossible" | "open";

function keyOf({ action }: PlannedAction): ItemKey {
  if (action.kind === "check-absent") return action.key;
  return { pk: action.item.pk, sk: action.item.sk };
}

function isSameEvent(item: TableItem, { event }: EventToSave): boolean {
  return isEventItem(item) && isSameValue(eventOf(item), event);
}
