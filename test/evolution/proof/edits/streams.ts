import type { Draws } from "../draws.js";
import {
  bareName,
  bold,
  careful,
  type Draft,
  type Edit,
  freshName,
  isId,
  pickStream,
  replaceMember,
  type Stream,
  toggle,
} from "./draft.js";

const freshStream = (draft: Draft) => freshName(draft, (number) => `stream${number}`);

/** The ids of some event type. */
function idsOf({ events, ...draft }: Draft): string[] {
  const names = Object.values(events).flatMap(({ data }) => Object.keys(data).map(bareName));
  return [...new Set(names.filter((name) => isId({ ...draft, events }, name)))];
}

/** Ids of groups are left out, so some event types that have the id are, too. */
function typesWith({ events }: Draft, id: string): string[] {
  return Object.keys(events).filter((type) => {
    const { data = {} } = events[type] ?? {};
    return id in data || `${id}?` in data;
  });
}

function addStream(
  draft: Draft,
  draws: Draws,
  kind: "plain" | "materialized" | "consistent",
): boolean {
  const ids = idsOf(draft);
  if (ids.length === 0) return false;
  const by = draws.pick(ids);
  const stream: Stream = { by, events: draws.some(typesWith(draft, by)) };
  if (kind !== "plain") stream[kind] = true;
  draft.streams = { ...draft.streams, [freshStream(draft)]: stream };
  return true;
}

export const STREAM_EDITS: readonly Edit[] = [
  careful("add a plain stream", 3, (draft, draws) => addStream(draft, draws, "plain")),
  bold("add a stream with copies", 4, (draft, draws) =>
    addStream(draft, draws, draws.pick(["materialized", "consistent"])),
  ),
  careful("remove a stream", 2, (draft, draws) => {
    const picked = pickStream(draft, draws);
    if (picked === undefined || draft.streams === undefined) return false;
    delete draft.streams[picked[0]];
    if (Object.keys(draft.streams).length === 0) delete draft.streams;
    return true;
  }),
  bold("rename a stream", 4, (draft, draws) => {
    const picked = pickStream(draft, draws);
    if (picked === undefined || draft.streams === undefined) return false;
    replaceMember(draft.streams, picked[0], freshStream(draft));
    return true;
  }),
  bold("add an event type to a stream", 6, (draft, draws) => {
    const stream = pickStream(draft, draws)?.[1];
    const types = Object.keys(draft.events).filter((type) => !stream?.events.includes(type));
    if (stream === undefined || types.length === 0) return false;
    stream.events.push(draws.pick(types));
    return true;
  }),
  bold("take an event type out of a stream", 6, (draft, draws) => {
    const stream = pickStream(draft, draws, ({ events }) => events.length > 1)?.[1];
    if (stream === undefined) return false;
    stream.events.splice(draws.below(stream.events.length), 1);
    return true;
  }),
  careful("change the order of a stream's event types", 1, (draft, draws) => {
    const stream = pickStream(draft, draws, ({ events }) => events.length > 1)?.[1];
    stream?.events.reverse();
    return stream !== undefined;
  }),
  bold("select a stream by another id", 4, (draft, draws) => {
    const stream = pickStream(draft, draws)?.[1];
    const ids = idsOf(draft).filter((id) => id !== stream?.by);
    if (stream === undefined || ids.length === 0) return false;
    stream.by = draws.pick(ids);
    return true;
  }),
  bold("let a stream cross partitions, or no longer", 4, (draft, draws) => {
    const stream = pickStream(draft, draws)?.[1];
    if (stream === undefined || draft.partition === undefined) return false;
    toggle(stream, "across_partitions");
    return true;
  }),
  bold("materialize a stream, or no longer", 5, (draft, draws) => {
    const stream = pickStream(draft, draws)?.[1];
    if (stream !== undefined) {
      delete stream.consistent;
      toggle(stream, "materialized");
    }
    return stream !== undefined;
  }),
  bold("make a stream consistent, or no longer", 5, (draft, draws) => {
    const stream = pickStream(draft, draws)?.[1];
    if (stream !== undefined) {
      delete stream.materialized;
      toggle(stream, "consistent");
    }
    return stream !== undefined;
  }),
];
