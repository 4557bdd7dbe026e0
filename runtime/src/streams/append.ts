import { StreamConflictError } from "../errors.js";
import { isEventItem } from "../events/event.js";
import { isSaveId } from "../events/event-id.js";
import { guardKey, revisionKey, revisionOf } from "../keys/revision.js";
import type { Deadline } from "../storage/retry.js";
import type { ConditionFailure, TableItem } from "../storage/table.js";
import { type EventToSave, type PlannedAction, planAppend } from "../write/plan.js";
import { readItem } from "../write/read-item.js";
import { type IdentifiedEvent, Save, type SaveContext } from "../write/save.js";
import { type AppendCondition, describeStreamKey, expectedRevisions } from "./head.js";
import type { LastRevisions } from "./last-revisions.js";
import { findInStream, lastRevision } from "./stream-items.js";
import type { Turns } from "./turns.js";

/** The dependencies that all appends of a client share. */
export interface AppendContext extends SaveContext {
  readonly lastRevisions: LastRevisions;
  readonly turns: Turns;
}

/** A save that appends to consistent streams, or that has conditions on them. */
export class Append extends Save {
  readonly #context: AppendContext;
  /** The last revision that each expected stream must have. */
  readonly #expected: ReadonlyMap<string, number>;
  /** The streams that the save appends to without a condition. */
  readonly #unconditional: readonly string[];
  /** The last known revision of each stream that the save appends to. */
  readonly #bases = new Map<string, number>();
  /** The revisions at which events were written or found. */
  readonly #revisions = new Map<EventToSave, ReadonlyMap<string, number>>();
  #hasSearchedGivenIds = false;
  /** The revisions that the last attempt found taken. */
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
    const streams = streamsOf(events);
    this.#unconditional = [...streams].filter((stream) => !this.#expected.has(stream));
    for (const [stream, revision] of this.#expected) {
      if (streams.has(stream)) this.#bases.set(stream, revision);
    }
  }

  protected override checkedStreams(): readonly string[] {
    return [...this.#revisionsToCheck(this.events).keys()];
  }

  protected override hasWork(): boolean {
    // A save without events only checks its conditions.
    return super.hasWork() || (this.events.length === 0 && this.#expected.size > 0);
  }

  protected override async write(deadline: Deadline): Promise<void> {
    try {
      const append = () => this.#append(deadline);
      if (this.#unconditional.length === 0) await append();
      else await this.#context.turns.take(this.#unconditional, deadline.signal, append);
    } catch (error) {
      if (error === deadline.signal.reason) deadline.failIfEnded();
      throw error;
    }
  }

  async #append(deadline: Deadline): Promise<void> {
    if (this.missing.some(isUnguarded)) await this.#findUnguarded(deadline);
    for (const stream of this.#unconditional) {
      const known = this.#bases.get(stream) ?? this.#context.lastRevisions.get(stream);
      this.#bases.set(stream, known ?? (await lastRevision(deadline, this.table, stream)));
    }
    await super.write(deadline);
  }

  protected override plan(): readonly PlannedAction[] {
    return planAppend(this.missing, this.#bases, this.#revisionsToCheck(this.missing));
  }

  protected override onWritten(plan: readonly PlannedAction[]): void {
    for (const planned of plan) {
      if (planned.kind !== "revision") continue;
      this.#context.lastRevisions.recordAtLeast(planned.stream, planned.revision);
      this.#recordRevision(planned.owner, planned.stream, planned.revision);
    }
  }

  /** The revision of an event in a stream; `undefined` if the save has not seen it. */
  revisionOf(owner: EventToSave, stream: string): number | undefined {
    return this.#revisions.get(owner)?.get(stream);
  }

  #recordRevision(owner: EventToSave, stream: string, revision: number): void {
    const known = this.#revisions.get(owner) ?? [];
    this.#revisions.set(owner, new Map([...known, [stream, revision]]));
  }

  protected override markStored(owner: EventToSave, item: TableItem): void {
    super.markStored(owner, item);
    const revision = revisionOf(item.sk);
    if (revision !== undefined) this.#recordRevision(owner, item.pk, revision);
  }

  protected override async beforeNextAttempt(deadline: Deadline): Promise<void> {
    for (const stream of new Set(this.#taken.map((each) => each.stream))) {
      const base = this.#bases.get(stream) ?? 0;
      this.#bases.set(stream, await this.#readAfter(deadline, stream, base));
    }
  }

  /**
   * The expected streams that none of these events is appended to. The save checks them even if all
   * of their events are already stored: the stream must still end at the expected revision.
   */
  #revisionsToCheck(events: readonly EventToSave[]): ReadonlyMap<string, number> {
    const streams = streamsOf(events);
    const checks = [...this.#expected].filter(([stream]) => !streams.has(stream));
    return new Map(checks.map(([stream, last]) => [stream, this.#bases.get(stream) ?? last]));
  }

  /**
   * Finds events that an earlier save may have stored without a guard, before they are written
   * again.
   *
   * A write of the earlier save can still arrive, but it succeeds only if it starts at the stream's
   * next revision. This save tries that revision too; if it is taken, `#readAfter` reads the events
   * that arrived.
   */
  async #findUnguarded(deadline: Deadline): Promise<void> {
    const guards = new Set(this.missing.flatMap(({ checked }) => checked.keys.guard ?? []));
    for (const stream of guards) {
      if (this.#unguarded(stream).length === 0) continue;
      const last = await this.#readAfter(deadline, stream, 0);
      if (this.#unconditional.includes(stream)) this.#bases.set(stream, last);
    }
  }

  /**
   * The missing events of a stream whose ids an earlier save generated. A caller passes such an id
   * to repeat that save, which wrote no guard.
   */
  #unguarded(stream: string): EventToSave[] {
    return this.missing.filter(
      (owner) => isUnguarded(owner) && owner.checked.keys.streams.includes(stream),
    );
  }

  /**
   * Reads a stream's last revision. Also searches the events after a revision for unguarded events
   * of this save.
   */
  async #readAfter(deadline: Deadline, stream: string, revision: number): Promise<number> {
    const { table } = this;
    const wanted = this.#unguarded(stream);
    if (wanted.length === 0) return lastRevision(deadline, table, stream);
    const ids = new Set(wanted.map(({ event }) => event.id));
    const found = await findInStream(deadline, table, stream, ids, revision);
    for (const owner of wanted) {
      const item = found.items.get(owner.event.id);
      if (item !== undefined) this.markStored(owner, item);
    }
    return found.lastRevision;
  }

  /**
   * @throws StreamConflictError if another event has a revision that the save expected to be free.
   */
  protected override async inspectFailures(
    deadline: Deadline,
    plan: readonly PlannedAction[],
    failures: readonly ConditionFailure[],
  ): Promise<boolean> {
    const taken: TakenRevision[] = [];
    this.#taken = taken;
    await super.inspectFailures(deadline, plan, failures);
    this.isUndecided = this.events.length > 0;
    if (taken.length > 0) await this.#findByGivenIds(deadline);
    for (const { stream } of taken) {
      if (this.#unguarded(stream).length === 0) continue;
      await this.#readAfter(deadline, stream, this.#bases.get(stream) ?? 0);
    }
    // If another event has a revision that this save would have written, the save was not written.
    // A taken revision that the save only checks proves nothing: it may have been taken since.
    const isChecked = taken.length > 0 && taken.every(({ isCheck }) => isCheck);
    if (isChecked && this.missing.length > 0) {
      if ((await this.readPlanStatus(deadline, plan)) === "written") this.missing = [];
    }
    this.isUndecided = taken.length === 0 && this.missing.length > 0;
    const conflict = taken.find(({ stream }) => this.#expected.has(stream));
    if (conflict !== undefined && this.hasWork()) throw this.#conflictError(conflict);
    return taken.length > 0;
  }

  protected override async inspectItem(
    deadline: Deadline,
    planned: PlannedAction,
    item: TableItem,
  ): Promise<void> {
    if (planned.kind === "copy") this.markStored(planned.owner, item);
    else if (planned.kind === "guard") await this.#findByGuard(deadline, planned.owner, item);
    else this.#findAtRevision(planned, item);
  }

  #findAtRevision(
    { stream, revision, kind }: PlannedAction & { readonly kind: "revision" | "check" },
    item: TableItem,
  ): void {
    this.#context.lastRevisions.recordAtLeast(stream, revision);
    const owner = isEventItem(item) ? this.byId.get(item.id) : undefined;
    if (owner === undefined) {
      const eventId = isEventItem(item) ? item.id : undefined;
      this.#taken.push({ stream, revision, eventId, isCheck: kind === "check" });
      return;
    }
    this.markStored(owner, item);
    // The following events continue after this revision, as if this save had written it.
    if (this.#bases.get(stream) === revision - 1) this.#bases.set(stream, revision);
  }

  /**
   * Looks up the missing events whose ids the caller gave. A table need not report every taken key,
   * so this happens before a taken revision counts as a conflict. Events whose ids this save
   * generated cannot be stored: it tried them only at revisions that other events have.
   */
  async #findByGivenIds(deadline: Deadline): Promise<void> {
    if (this.#hasSearchedGivenIds) return;
    this.#hasSearchedGivenIds = true;
    const { table } = this;
    for (const owner of this.missing) {
      const { checked, event } = owner;
      if (checked.givenId === undefined) continue;
      const [pk] = checked.keys.copies;
      if (pk !== undefined) {
        const item = await readItem(deadline, table, { pk, sk: event.id });
        if (item !== undefined) this.markStored(owner, item);
      } else {
        const guard = { pk: checked.keys.guard as string, sk: guardKey(event.id) };
        const item = await readItem(deadline, table, guard);
        if (item !== undefined) await this.#findByGuard(deadline, owner, item);
      }
    }
  }

  /** Finds the event of a guard. An event that was deleted by hand counts as stored. */
  async #findByGuard(deadline: Deadline, owner: EventToSave, guard: TableItem): Promise<void> {
    const sk = revisionKey(Number(guard.revision));
    const item = await readItem(deadline, this.table, { pk: guard.pk, sk });
    if (item?.id === owner.event.id) {
      this.markStored(owner, item);
    } else {
      this.#recordRevision(owner, guard.pk, Number(guard.revision));
      this.removeMissing(owner);
    }
  }

  #conflictError({ stream, revision, eventId }: TakenRevision): StreamConflictError {
    const expected = this.#expected.get(stream) as number;
    return new StreamConflictError(describeStreamKey(stream), expected, { eventId, revision });
  }
}

/** The consistent streams that the events are appended to. */
function streamsOf(events: readonly Pick<EventToSave, "checked">[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ checked }) => checked.keys.streams));
}

/** Whether an earlier save may have stored the event without a guard. */
function isUnguarded({ checked, event }: EventToSave): boolean {
  return checked.isGuarded && isSaveId(event.id);
}

/** A revision that the save wanted and another event has. */
interface TakenRevision {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string | undefined;
  /** Whether the save only checks that the revision is free. */
  readonly isCheck: boolean;
}
