import type { EventItem } from "../events/event.js";
import { isSaveId } from "../events/event-id.js";
import { guardKey, revisionKey, revisionOf } from "../keys/revision.js";
import type { ItemKey } from "../storage/table.js";
import type { ClassifiedItem, Guard } from "./classify.js";
import { contentOf } from "./copy-adder.js";
import { digestOf } from "./digest.js";
import type { CopyKind, CopyPlace, EventPlacer, EventPlaces } from "./event-places.js";
import type { Finding } from "./finding.js";

/** All items of one event that were found. */
export interface EventGroup {
  readonly copies: readonly EventItem[];
  readonly guards: readonly Guard[];
  /** The keys of items that are not judged: malformed ones, and retired events. */
  readonly taken: readonly ItemKey[];
}

/** The group of the items of one event. */
export function groupOf(items: readonly ClassifiedItem[]): EventGroup {
  return {
    copies: items.flatMap((each) => (each.is === "copy" ? [each.item] : [])),
    guards: items.flatMap((each) => (each.is === "guard" ? [each.guard] : [])),
    taken: items.flatMap((each) =>
      each.is === "malformed" || each.is === "retired" ? [each.key] : [],
    ),
  };
}

/** A fault of an event, and the data for its repair. */
export interface EventFault extends Finding {
  /** The place of a missing copy. */
  readonly place?: CopyPlace;
}

/** An event with its faults. */
export interface JudgedEvent {
  /** The canonical copy or, if there is none, another one. */
  readonly reference: EventItem | undefined;
  readonly places: EventPlaces | undefined;
  readonly faults: readonly EventFault[];
}

/** @param isChecked - Whether copies of a kind are checked. */
export function judgeEvent(
  group: EventGroup,
  placer: EventPlacer,
  isChecked: (kind: CopyKind) => boolean,
): JudgedEvent {
  const copies = [...group.copies].sort(byKey);
  const canonical = copies.filter((copy) => copy.canonical === true);
  const reference = canonical[0] ?? copies[0];
  if (reference === undefined) {
    return { reference, places: undefined, faults: guardFaults(group) };
  }
  const places = placer.placesOf(reference);
  const checked = {
    byId: places.byId.filter(isChecked),
    streams: places.streams.filter(isChecked),
  };
  const faults = [
    ...canonicalFaults(reference, canonical),
    ...differences(reference, copies),
    ...(places.isUnreadable ? [] : misplaced(places, copies, placer, isChecked)),
    ...checked.byId.flatMap((place) => missingById(reference, group, place)),
    ...checked.streams.flatMap((place) => streamFaults(reference, { ...group, copies }, place)),
    ...missingGuard(reference, places.guard, checked.streams, group),
    ...guardFaults(group),
  ];
  return { reference, places, faults };
}

function faultAt(
  kind: Finding["kind"],
  { pk, sk, id, type }: EventItem,
  detail: string,
): EventFault {
  return { kind, pk, sk, eventId: id, type, detail };
}

function canonicalFaults(
  reference: EventItem,
  canonical: readonly EventItem[],
): readonly EventFault[] {
  if (canonical.length === 0) {
    return [faultAt("no-canonical", reference, "no copy of the event is canonical")];
  }
  return canonical
    .slice(1)
    .map((copy) => faultAt("several-canonical", copy, "another copy of the event is canonical"));
}

function differences(reference: EventItem, copies: readonly EventItem[]): readonly EventFault[] {
  const digest = digestOf(contentOf(reference));
  return copies
    .filter((copy) => digestOf(contentOf(copy)) !== digest)
    .map((copy) => faultAt("different-copy", copy, differenceOf(reference, copy)));
}

/** The names of the attributes that differ. */
function differenceOf(a: EventItem, b: EventItem): string {
  const [first, second] = [contentOf(a), contentOf(b)];
  const names = new Set([...Object.keys(first), ...Object.keys(second)]);
  const different = [...names].filter((name) => {
    return digestOf(first[name]) !== digestOf(second[name]);
  });
  return `it differs from the canonical copy in ${different.join(", ")}`;
}

/** Copies with keys of the schema that this event does not have. */
function misplaced(
  { byId, streams }: EventPlaces,
  copies: readonly EventItem[],
  placer: EventPlacer,
  isChecked: (kind: CopyKind) => boolean,
): readonly EventFault[] {
  const keys = new Set([...byId, ...streams].map(({ pk }) => pk));
  return copies
    .filter((copy) => {
      const kind = placer.kindAt(copy);
      return kind !== undefined && isChecked(kind) && !keys.has(copy.pk);
    })
    .map((copy) => faultAt("misplaced-copy", copy, "the event's ids do not give this key"));
}

function missingById(
  { id, type }: EventItem,
  { copies, taken }: EventGroup,
  place: CopyPlace,
): readonly EventFault[] {
  if ([...copies, ...taken].some(({ pk, sk }) => pk === place.pk && sk === id)) return [];
  const { pk, key } = place;
  const detail = `the event has no copy for ${key}`;
  return [{ kind: "missing-copy", pk, sk: id, eventId: id, type, detail, place }];
}

function streamFaults(
  { id, type }: EventItem,
  { copies, taken }: EventGroup,
  place: CopyPlace,
): readonly EventFault[] {
  const { pk, key } = place;
  const [first, ...others] = copies.filter((copy) => {
    return copy.pk === pk && revisionOf(copy.sk) !== undefined;
  });
  if (first === undefined) {
    if (taken.some((each) => each.pk === pk && revisionOf(each.sk) !== undefined)) return [];
    const detail = `the event has no copy for ${key}`;
    return [{ kind: "missing-copy", pk, eventId: id, type, detail, place }];
  }
  const detail = `the event has revision ${revisionOf(first.sk)} of this stream already`;
  return others.map((copy) => faultAt("repeated-event", copy, detail));
}

function missingGuard(
  { id, type }: EventItem,
  pk: string | undefined,
  streams: readonly CopyPlace[],
  { guards, taken }: EventGroup,
): readonly EventFault[] {
  const place = streams.find((each) => each.pk === pk);
  // A save that generated the id wrote no guard.
  if (pk === undefined || place === undefined || isSaveId(id)) return [];
  const sk = guardKey(id);
  if ([...guards, ...taken].some((each) => each.pk === pk && each.sk === sk)) return [];
  const detail = "the event has no guard of its id";
  return [{ kind: "missing-copy", pk, sk, eventId: id, type, detail, place }];
}

function guardFaults({ copies, guards, taken }: EventGroup): readonly EventFault[] {
  return guards
    .filter(({ pk, revision }) => {
      const sk = revisionKey(revision);
      return ![...copies, ...taken].some((each) => each.pk === pk && each.sk === sk);
    })
    .map(({ pk, sk, eventId, revision }) => {
      const detail = `the event does not have revision ${revision} of this stream`;
      return { kind: "guard-without-event", pk, sk, eventId, detail };
    });
}

function byKey(a: EventItem, b: EventItem): number {
  if (a.pk !== b.pk) return a.pk < b.pk ? -1 : 1;
  return a.sk < b.sk ? -1 : 1;
}
