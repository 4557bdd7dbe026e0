import { StreamConflictError } from "../errors.js";
import { isEventItem } from "../events/event.js";
import { isSaveId } from "../events/event-id.js";
import { guardKey, revisionKey } from "../keys/revision.js";
import type { Deadline } from "../storage/retry.js";
import type { ConditionFailure, TableItem } from "../storage/table.js";
import { type EventToSave, type PlannedAction, planAppend } from "../write/plan.js";
import { readItem } from "../write/read-item.js";
import { type IdentifiedEvent, Save, type SaveContext } from "../write/save.js";
import { type AppendCondition, describeStreamKey, expectedRevisions } from "./head.js";
import type { LastRevisions } from "./last-revisions.js";
import { findInStream, lastRevision } from "./stream-items.js";
import type { Turns } from "./turns.js";

/** What the appends of a client share. */
export interface AppendContext extends SaveContext {
  readonly lastRevisions: LastRevisions;
  readonly turns: Turns;
}

/** A save of events that are appended to consistent streams, or that depends on such streams. */
export class Append extends Save {
  readonly #context: AppendContext;
  /** Streams that must be at a revision. */
  readonly #expected: ReadonlyMap<string, number>;
  /** Streams that events are appended to, whatever their last revision. */
  readonly #open: readonly string[];
  /** The last revision of every stream that is appended to, as far as it is known. */
  readonly #bases = new Map<string, number>();
  #hasSoughtGiven = false;
  /** What the last attempt found at revisions that it wanted. */
  #taken: TakenRevision[] = [];

  constructor(
    context: AppendContext,
    events: readonly IdentifiedEvent[],
    signal: AbortSignal | undefined,
    expect: readonly AppendCondition[],
  ) {
    super(context, events, signal);
    this.#context = context;
    this.#expected = expectedRevisions(expect);
    const streams = new Set(events.flatMap(({ checked }) => checked.places.streams));
    this.#open = [...streams].filter((stream) => !this.#expected.has(stream));
    for (const [stream, revision] of this.#expected) {
      if (streams.has(stream)) this.#bases.set(stream, revision);
    }
  }

  protected override checkedStreams(): readonly string[] {
    return [...this.#checksBeside(this.events).keys()];
  }

  protected override hasWork(): boolean {
    // A save of no event only checks its expectations.
    return super.hasWork() || (this.events.length === 0 && this.#expected.size > 0);
  }

  protected override async write(deadline: Deadline): Promise<void> {
    try {
      const append = () => this.#append(deadline);
      if (this.#open.length === 0) await append();
      else await this.#context.turns.take(this.#open, deadline.signal, append);
    } catch (error) {
      if (error === deadline.signal.reason) deadline.failIfEnded();
      throw error;
    }
  }

  async #append(deadline: Deadline): Promise<void> {
    if (this.missing.some(isUnguarded)) await this.#findUnguarded(deadline);
    for (const stream of this.#open) {
      const known = this.#bases.get(stream) ?? this.#context.lastRevisions.get(stream);
      this.#bases.set(stream, known ?? (await lastRevision(deadline, this.table, stream)));
    }
    await super.write(deadline);
  }

  protected override plan(): readonly PlannedAction[] {
    return planAppend(this.missing, this.#bases, this.#checksBeside(this.missing));
  }

  protected override onWritten(plan: readonly PlannedAction[]): void {
    for (const planned of plan) {
      if (planned.kind !== "revision") continue;
      this.#context.lastRevisions.saw(planned.stream, planned.revision);
    }
  }

  protected override async beforeNextAttempt(deadline: Deadline): Promise<void> {
    for (const stream of new Set(this.#taken.map((each) => each.stream))) {
      const base = this.#bases.get(stream) ?? 0;
      this.#bases.set(stream, await this.#readBeyond(deadline, stream, base));
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
    const guards = new Set(this.missing.flatMap(({ checked }) => checked.places.guard ?? []));
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
    return this.missing.filter(
      (owner) => isUnguarded(owner) && owner.checked.places.streams.includes(stream),
    );
  }

  /** A stream's last revision; the events beyond a revision are looked at for those without a guard. */
  async #readBeyond(deadline: Deadline, stream: string, revision: number): Promise<number> {
    const { table } = this;
    const sought = this.#unguarded(stream);
    if (sought.length === 0) return lastRevision(deadline, table, stream);
    const ids = new Set(sought.map(({ event }) => event.id));
    const found = await findInStream(deadline, table, stream, ids, revision);
    for (const owner of sought) {
      const item = found.items.get(owner.event.id);
      if (item !== undefined) this.markStored(owner, item);
    }
    return found.lastRevision;
  }

  /** @throws StreamConflictError if another event has a revision that was expected to be free. */
  protected override async lookAtTaken(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failures: readonly ConditionFailure[],
  ): Promise<boolean> {
    const taken: TakenRevision[] = [];
    this.#taken = taken;
    await super.lookAtTaken(deadline, plan, failures);
    this.isUndecided = this.events.length > 0;
    if (taken.length > 0) await this.#findGiven(deadline);
    for (const { stream } of taken) {
      if (this.#unguarded(stream).length === 0) continue;
      await this.#readBeyond(deadline, stream, this.#bases.get(stream) ?? 0);
    }
    // A revision that this save would have written, and another event has, shows that it was not written.
    // A checked one does not: it may have been taken since.
    const isChecked = taken.length > 0 && taken.every(({ isCheck }) => isCheck);
    if (isChecked && this.missing.length > 0) {
      if ((await this.fateOf(deadline, plan)) === "written") this.missing = [];
    }
    this.isUndecided = taken.length === 0 && this.missing.length > 0;
    const conflict = taken.find(({ stream }) => this.#expected.has(stream));
    if (conflict !== undefined && this.hasWork()) throw this.#conflictError(conflict);
    return taken.length > 0;
  }

  protected override async lookAt(
    deadline: Deadline,
    planned: PlannedAction,
    item: TableItem,
  ): Promise<void> {
    if (planned.kind === "copy") this.markStored(planned.owner, item);
    else if (planned.kind === "guard") await this.#findGuarded(deadline, planned.owner, item);
    else this.#findAtRevision(planned, item, this.#taken);
  }

  #findAtRevision(
    { stream, revision, kind }: PlannedAction & { readonly kind: "revision" | "check" },
    item: TableItem,
    taken: TakenRevision[],
  ): void {
    this.#context.lastRevisions.saw(stream, revision);
    const owner = isEventItem(item) ? this.byId.get(item.id) : undefined;
    if (owner === undefined) {
      const eventId = isEventItem(item) ? item.id : undefined;
      taken.push({ stream, revision, eventId, isCheck: kind === "check" });
      return;
    }
    this.markStored(owner, item);
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
    const { table } = this;
    for (const owner of this.missing) {
      const { checked, event } = owner;
      if (checked.givenId === undefined) continue;
      const [pk] = checked.places.copies;
      if (pk !== undefined) {
        const item = await readItem(deadline, table, { pk, sk: event.id });
        if (item !== undefined) this.markStored(owner, item);
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
    const item = await readItem(deadline, this.table, { pk: guard.pk, sk });
    if (item?.id === owner.event.id) this.markStored(owner, item);
    else this.forget(owner);
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

/** A revision that another event has. */
interface TakenRevision {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string | undefined;
  /** Whether the save only checks that the revision is not there. */
  readonly isCheck: boolean;
}
