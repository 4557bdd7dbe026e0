import type { CheckedEvent } from "./check.js";
import type { DecodeEvent } from "./decode.js";
import { EventIdReusedError, StreamConflictError, TransactionLimitError } from "./errors.js";
import { type EventItem, eventOf, type PlainEvent } from "./event.js";
import type { MintEventId } from "./event-id.js";
import { type AppendCondition, describeHeadKey } from "./head.js";
import {
  HEAD_BYTES,
  MAX_TRANSACTION_BYTES,
  MAX_TRANSACTION_ITEMS,
  utf8Length,
} from "./item-size.js";
import { mintAbove } from "./mint.js";
import { type PreparedEvent, prepareEvent } from "./prepare.js";
import { type RetryPolicy, underPolicy } from "./retry.js";
import { isSameValue } from "./storable.js";
import {
  type CallOptions,
  ConditionFailedError,
  type ConditionFailure,
  type EventTable,
  isHead,
} from "./storage/table.js";
import { planWrite, type WritePlan } from "./write-plan.js";

export interface WriteOptions {
  readonly mint: MintEventId;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal | undefined;
  readonly expect: readonly AppendCondition[];
  /** Makes the events that the save returns; it must not fail, as they are stored by then. */
  readonly decode: DecodeEvent;
}

/** Tries of a save whose ids fall behind a stream's head, each above the head that the last one met. */
const MAX_MINTINGS = 100;

/**
 * Writes all copies of all events, and moves the heads of their consistent streams, or does nothing. An
 * event that is stored already with the same content counts as written: a save that is repeated, by
 * whomever, succeeds once.
 *
 * @returns The stored events, in the order given.
 * @throws TransactionLimitError before any call if the events do not fit one transaction.
 * @throws EventIdReusedError if an id is taken by another content; then nothing was written.
 * @throws StreamConflictError if an expected stream has moved; then nothing was written.
 */
export async function writeEvents(
  table: EventTable,
  checked: readonly CheckedEvent[],
  options: WriteOptions,
): Promise<PlainEvent[]> {
  checkConditions(options.expect);
  const save = new Save(table, checked, options);
  await save.run();
  return save.events();
}

class Save {
  readonly #table: EventTable;
  readonly #checked: readonly CheckedEvent[];
  readonly #options: WriteOptions;
  /** Every event under the id that it has at last. */
  readonly #prepared = new Map<CheckedEvent, PreparedEvent>();
  /** Ids minted for events of consistent streams must be above it. */
  #floor: string | undefined;

  constructor(table: EventTable, checked: readonly CheckedEvent[], options: WriteOptions) {
    this.#table = table;
    this.#checked = checked;
    this.#options = options;
  }

  /** The events as readers will see them. */
  events(): PlainEvent[] {
    return this.#current().map(({ copies }) => this.#options.decode(copies[0] as EventItem));
  }

  #current(): PreparedEvent[] {
    return this.#checked.map((checked) => this.#prepared.get(checked) as PreparedEvent);
  }

  async run(): Promise<void> {
    for (const { key, expected } of this.#options.expect) {
      if (this.#checked.some(({ keys }) => keys.heads.includes(key))) {
        this.#raiseFloor(expected.lastEventId);
      }
    }
    this.#prepare(this.#checked);
    checkIds([...this.#prepared.values()]);
    checkLimits(this.#planOf(this.#checked));

    // Conditions without events are checked, too.
    const isCheckOnly = this.#checked.length === 0 && this.#options.expect.length > 0;
    let missing = await this.#withoutBehind();
    for (let mintings = 1; missing.length > 0 || isCheckOnly; mintings++) {
      const plan = this.#planOf(missing);
      const failures = await this.#write(plan);
      if (failures === undefined) return;
      const stored = await this.#findStored(plan, failures);
      missing = missing.filter((checked) => !stored.has(checked));
      if (stored.size > 0) continue;
      if (mintings === MAX_MINTINGS) this.#refuse(plan, failures);
      this.#goAboveHeads(plan, failures);
      this.#prepare(missing);
    }
  }

  /**
   * In a consistent stream ids only grow. So an event whose id is not above an expected head is stored
   * already (by a process that died, say), or can never be.
   */
  async #withoutBehind(): Promise<readonly CheckedEvent[]> {
    const behind = new Set<CheckedEvent>();
    for (const { key, expected } of this.#options.expect) {
      const { lastEventId } = expected;
      for (const { checked, event, copies } of this.#prepared.values()) {
        if (lastEventId === undefined || event.id > lastEventId) continue;
        if (!checked.keys.heads.includes(key)) continue;
        if (!(await this.#isStored(copies[0] as EventItem))) {
          const { stream, ids } = describeHeadKey(key);
          throw new StreamConflictError(stream, ids, { endsBefore: event.id }, expected);
        }
        behind.add(checked);
      }
    }
    return this.#checked.filter((checked) => !behind.has(checked));
  }

  /** Whichever call of the save fails, its error tells the ids that make it safe to repeat. */
  #underPolicy<Result>(call: (options: CallOptions) => Promise<Result>): Promise<Result> {
    const { retry, signal } = this.#options;
    return underPolicy(
      call,
      retry,
      signal,
      this.#current().map(({ event }) => event.id),
    );
  }

  /** Does the write, or tells which conditions failed. */
  async #write(plan: WritePlan): Promise<readonly ConditionFailure[] | undefined> {
    try {
      await this.#underPolicy((call) => this.#table.write(plan.actions, call));
      return undefined;
    } catch (error) {
      if (error instanceof ConditionFailedError) return error.failures;
      throw error;
    }
  }

  /**
   * The events that are stored already, each with the same content: those whose copies were in the way
   * and, as a head alone may have failed, those whose ids the caller gave.
   */
  async #findStored(
    plan: WritePlan,
    failures: readonly ConditionFailure[],
  ): Promise<ReadonlySet<CheckedEvent>> {
    const found = new Set<CheckedEvent>();
    const inTheWay = failures.flatMap(({ index }) => plan.copies[index] ?? []);
    for (const { owner, copy } of inTheWay) {
      if (found.has(owner.checked)) continue;
      if (!(await this.#isStored(copy))) throw idReused(copy.id);
      found.add(owner.checked);
    }
    if (inTheWay.length > 0) return found;
    for (const owner of plan.events) {
      const [canonical] = owner.copies;
      const isGiven = owner.checked.givenId !== undefined && canonical !== undefined;
      if (isGiven && (await this.#isStored(canonical))) found.add(owner.checked);
    }
    return found;
  }

  /** @throws EventIdReusedError if something else is stored under the copy's key. */
  async #isStored(wanted: EventItem): Promise<boolean> {
    const { pk, sk } = wanted;
    const range = { pk, from: sk, to: sk, order: "asc", consistentRead: true } as const;
    const page = await this.#underPolicy((call) => this.#table.queryPage(range, call));
    const [stored] = page.items;
    if (stored === undefined) return false;
    if (isHead(stored) || !isSameValue(eventOf(stored), eventOf(wanted))) throw idReused(wanted.id);
    return true;
  }

  /** Only heads failed: those that were expected otherwise end the save, the others raise the floor. */
  #goAboveHeads(plan: WritePlan, failures: readonly ConditionFailure[]): void {
    for (const failure of failures) {
      const action = plan.actions[failure.index];
      if (action === undefined || action.kind === "insert") continue;
      const isGiven = plan.events.some(
        ({ checked }) => checked.givenId !== undefined && checked.keys.heads.includes(action.pk),
      );
      // An id that the caller gave must stay, or the save could not be repeated.
      if (action.condition.kind === "is" || isGiven) this.#refuse(plan, [failure]);
      this.#raiseFloor(failure.head?.id);
    }
  }

  #refuse(plan: WritePlan, failures: readonly ConditionFailure[]): never {
    for (const { index, head } of failures) {
      const action = plan.actions[index];
      if (action === undefined || action.kind === "insert") continue;
      const { stream, ids } = describeHeadKey(action.pk);
      const { condition } = action;
      const expected =
        condition.kind === "before"
          ? { endsBefore: condition.eventId }
          : (this.#options.expect.find(({ key }) => key === action.pk)?.expected ?? condition);
      const found = { lastEventId: head?.id, count: head?.count ?? 0 };
      throw new StreamConflictError(stream, ids, expected, found);
    }
    throw new Error("A condition failed that no head has.");
  }

  #raiseFloor(id: string | undefined): void {
    if (id !== undefined && (this.#floor === undefined || id > this.#floor)) this.#floor = id;
  }

  #prepare(events: readonly CheckedEvent[]): void {
    const mint =
      this.#floor === undefined ? this.#options.mint : mintAbove(this.#floor, this.#options.mint);
    for (const checked of events) {
      this.#prepared.set(checked, prepareEvent(checked, checked.givenId ?? mint()));
    }
  }

  #planOf(events: readonly CheckedEvent[]): WritePlan {
    const prepared = events.map((checked) => this.#prepared.get(checked) as PreparedEvent);
    return planWrite(prepared, this.#options.expect);
  }
}

function idReused(eventId: string): EventIdReusedError {
  return new EventIdReusedError(
    eventId,
    `Event id ${eventId} is taken by another event. Nothing was written. ` +
      "Mint a new id for a new event; repeat an id only to repeat the same save.",
  );
}

/** Two conditions on one stream cannot both hold if they differ: it moved between the two reads. */
function checkConditions(expect: readonly AppendCondition[]): void {
  const byKey = new Map<string, AppendCondition["expected"]>();
  for (const { key, expected } of expect) {
    const other = byKey.get(key) ?? expected;
    byKey.set(key, expected);
    if (other.lastEventId === expected.lastEventId) continue;
    const isLater = (expected.lastEventId ?? "") > (other.lastEventId ?? "");
    const { stream, ids } = describeHeadKey(key);
    throw isLater
      ? new StreamConflictError(stream, ids, other, expected)
      : new StreamConflictError(stream, ids, expected, other);
  }
}

function checkIds(prepared: readonly PreparedEvent[]): void {
  const ids = new Set<string>();
  for (const { event } of prepared) {
    if (ids.has(event.id)) {
      throw new EventIdReusedError(event.id, `Two events of one save have the id ${event.id}.`);
    }
    ids.add(event.id);
  }
}

function checkLimits({ actions, events }: WritePlan): void {
  if (actions.length > MAX_TRANSACTION_ITEMS) {
    throw new TransactionLimitError(
      `${events.length} events make ${actions.length} items; one transaction of DynamoDB takes ` +
        `${MAX_TRANSACTION_ITEMS}. Save fewer events at once.`,
    );
  }
  let bytes = events.reduce((sum, { checked }) => sum + checked.bytes, 0);
  for (const action of actions) {
    if (action.kind === "check-head") bytes += utf8Length(action.pk) + HEAD_BYTES;
  }
  if (bytes > MAX_TRANSACTION_BYTES) {
    throw new TransactionLimitError(
      `${events.length} events make ${bytes} bytes; one transaction of DynamoDB takes ` +
        `${MAX_TRANSACTION_BYTES} (4 MB). Save fewer events at once.`,
    );
  }
}
