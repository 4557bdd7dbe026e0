import { hasOwnCopies, type StreamModel } from "../model/model.js";
import {
  entitiesOf,
  hasEvent,
  type KeySides,
  type KeyTemplate,
  keyEntity,
  missingTemplates,
} from "./keys.js";
import type { EventPair } from "./pairs.js";

/** Why events have no copies under a key. */
export type Cause =
  /** The lookup is new. */
  | { readonly is: "lookup" }
  /** All keys begin with another id, or with none. */
  | { readonly is: "partition" }
  /** The stream is new, or differs from what it was. */
  | {
      readonly is: StreamChange;
      /** As it is read. */
      readonly stream: StreamModel;
      /** As it was when the events were stored; `undefined` for a stream that is new. */
      readonly before: StreamModel | undefined;
    };

/** What is new of a stream: itself, its ids, an event type, where its copies are, or its name. */
export type StreamChange = "stream" | "ids" | "event" | "consistent" | "materialized" | "name";

/** The copies that the stored events of one type lack for one key. */
export interface MissingCopies {
  readonly pair: EventPair;
  readonly template: KeyTemplate;
  readonly cause: Cause;
}

/** A stream as events were stored for it, and as it is read. */
export interface StreamSides {
  readonly stored: StreamModel;
  readonly read: StreamModel;
}

/** The copies that events of all types lack, each with the outermost cause. */
export function missingCopies(
  events: ReadonlyMap<EventPair, KeySides>,
  streams: readonly StreamSides[],
): MissingCopies[] {
  return [...events].flatMap(([pair, sides]) =>
    missingTemplates(sides).map((template) => ({
      pair,
      template,
      cause: causeOf(template, sides, streams),
    })),
  );
}

/** Whether the keys of two schemas begin with the same entity. */
export function hasSamePartition({ stored, read }: KeySides): boolean {
  const [before, now] = [stored.model, read.model].map((model) =>
    model.partition === undefined ? undefined : keyEntity(model.partition, model),
  );
  return before === now;
}

function causeOf(template: KeyTemplate, sides: KeySides, streams: readonly StreamSides[]): Cause {
  if (!hasSamePartition(sides)) return { is: "partition" };
  if (template.stream !== undefined) {
    return streamCause(template.stream, sides, streams) ?? { is: "lookup" };
  }
  const { event, model } = sides.read;
  const id = entitiesOf(template.lookup, model).join("::");
  for (const stream of model.streams) {
    if (hasOwnCopies(stream) || !hasEvent(stream, event)) continue;
    if (entitiesOf(stream.lookup, model).join("::") !== id) continue;
    const cause = streamCause(stream, sides, streams);
    if (cause !== undefined) return cause;
  }
  return { is: "lookup" };
}

/** What is new of a stream for an event type; `undefined` if nothing is. */
function streamCause(
  stream: StreamModel,
  { stored, read }: KeySides,
  streams: readonly StreamSides[],
): Cause | undefined {
  const before = streams.find((pair) => pair.read === stream)?.stored;
  const because = (is: StreamChange): Cause => ({ is, stream, before });
  if (before === undefined) return because("stream");
  const ids = entitiesOf(stream.lookup, read.model).join("::");
  if (entitiesOf(before.lookup, stored.model).join("::") !== ids) return because("ids");
  if (before.isConsistent !== stream.isConsistent) return because("consistent");
  if (before.isMaterialized !== stream.isMaterialized) return because("materialized");
  if (before.name !== stream.name && hasOwnCopies(stream)) return because("name");
  return hasEvent(before, stored.event) ? undefined : because("event");
}
