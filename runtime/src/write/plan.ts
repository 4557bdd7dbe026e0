import type { EventItem, PlainEvent, StoredEvent } from "../events/event.js";
import { timestampOf } from "../events/event-id.js";
import { type GuardItem, guardKey, revisionKey } from "../keys/revision.js";
import type { ItemKey, WriteAction } from "../storage/table.js";
import type { CheckedEvent } from "../validation/check-event.js";

/** An event to save, with its final id. */
export interface EventToSave {
  readonly checked: CheckedEvent;
  /** The event as it is stored, without defaults. */
  readonly event: PlainEvent;
}

/** The event as it is stored, without the keys of its copies. */
export function storedForm({ checked: { version }, event }: EventToSave): StoredEvent {
  return version === 1 ? event : { ...event, v: version };
}

export function eventToSave(checked: CheckedEvent, id: string): EventToSave {
  const { type, content } = checked;
  return { checked, event: { id, type, timestamp: timestampOf(id), ...content } };
}

/** An action of a write, and its purpose. */
export type PlannedAction = {
  readonly action: WriteAction;
} & (
  | { readonly kind: "copy"; readonly owner: EventToSave }
  | {
      readonly kind: "revision";
      readonly owner: EventToSave;
      readonly stream: string;
      readonly revision: number;
    }
  | { readonly kind: "guard"; readonly owner: EventToSave }
  | { readonly kind: "check"; readonly stream: string; readonly revision: number }
);

/**
 * The revisions that a write builds on: the last revision of each stream that it appends to or
 * checks.
 */
export type BaseRevisions = ReadonlyMap<string, number>;

/** Plans the copies of an event whose sort key is the event's id. */
export function plannedCopies(owner: EventToSave): PlannedAction[] {
  const { checked, event } = owner;
  return checked.keys.copies.map((pk) => {
    return { kind: "copy", action: insert(itemAt(owner, pk, event.id)), owner };
  });
}

/**
 * Plans one append. It inserts every copy of the events, in consistent streams under the next
 * revisions in the order given; inserts guards for the ids that need one; and checks that the
 * streams of `checks` end at their revision.
 */
export function planAppend(
  events: readonly EventToSave[],
  bases: BaseRevisions,
  checks: ReadonlyMap<string, number>,
): PlannedAction[] {
  const next = new Map(bases);
  const actions = events.flatMap((owner) => [
    ...plannedCopies(owner),
    ...plannedRevisions(owner, next),
  ]);
  for (const [stream, last] of checks) {
    const revision = last + 1;
    const action: WriteAction = {
      kind: "check-absent",
      key: { pk: stream, sk: revisionKey(revision) },
    };
    actions.push({ kind: "check", action, stream, revision });
  }
  return actions;
}

/** @param next - The last revision assigned in each stream; updated by this event. */
function plannedRevisions(owner: EventToSave, next: Map<string, number>): PlannedAction[] {
  const { checked, event } = owner;
  const { keys } = checked;
  const actions: PlannedAction[] = [];
  for (const stream of keys.streams) {
    const revision = (next.get(stream) ?? 0) + 1;
    next.set(stream, revision);
    const action = insert(itemAt(owner, stream, revisionKey(revision)));
    actions.push({ kind: "revision", action, owner, stream, revision });
  }
  if (checked.isGuarded) {
    const pk = keys.guard as string;
    const revision = next.get(pk) as number;
    const item: GuardItem = { pk, sk: guardKey(event.id), revision };
    actions.push({ kind: "guard", action: insert(item), owner });
  }
  return actions;
}

function itemAt(owner: EventToSave, pk: string, sk: string): EventItem {
  const item = { pk, sk, ...storedForm(owner) };
  return pk === owner.checked.keys.canonical ? { ...item, canonical: true } : item;
}

function insert(item: EventItem | GuardItem): WriteAction {
  return { kind: "insert", item: item as EventItem & { readonly [attribute: string]: unknown } };
}

export function keyOf({ action }: PlannedAction): ItemKey {
  if (action.kind === "check-absent") return action.key;
  return { pk: action.item.pk, sk: action.item.sk };
}
