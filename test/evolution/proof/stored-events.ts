import type { PlainEvent } from "ddb-pattern-runtime";
import { memberName } from "../../../generator/src/emit/typescript/names.js";
import {
  type EventModel,
  type Lookup,
  lookupPath,
  type StreamModel,
} from "../../../generator/src/model/model.js";
import type { UntypedClient, UntypedStream } from "../../client/support.js";
import { idChoices } from "../../language/support.js";
import type { Candidate } from "./candidates.js";
import type { Release } from "./release.js";
import type { Data, Upgraded } from "./upgrader.js";

/** A stored event, and the release that stored it. */
export interface Written {
  readonly writer: Release;
  /** The event type, as the writer's schema has it. */
  readonly event: EventModel;
  readonly candidate: Candidate;
  readonly saved: PlainEvent;
}

/** The event type that reads events with a stored type; `undefined` if none does. */
export function eventStoredAs({ model }: Release, type: string): EventModel | undefined {
  return model.events.find(({ storedType, aliases }) => [storedType, ...aliases].includes(type));
}

export function isRetired({ model }: Release, type: string): boolean {
  return model.retired.some(({ storedType }) => storedType === type);
}

/** The data of an event as readers of a release see it. */
export function upgraded(
  { upgrader }: Release,
  event: EventModel,
  { event: { version }, candidate }: Written,
): Upgraded {
  return upgrader.upgrade(event, version, candidate.data);
}

/** An event as readers get it. */
export function expectedEvent(
  { saved }: Written,
  { storedType }: EventModel,
  data: Data,
): PlainEvent {
  return { ...saved, type: storedType, data } as PlainEvent;
}

/** The choices of the ids of an event for a path, but for those that no query takes. */
export function idsFor(event: EventModel, path: readonly string[], data: Data): string[][] {
  return idChoices(event, path, data).filter((ids) =>
    ids.every((id: unknown) => typeof id === "string" && id !== ""),
  );
}

export interface Query {
  readonly eventType: string;
  readonly partitionId?: string | undefined;
  readonly modelKey?: string;
  readonly modelId?: string | undefined;
}

/** The query of a lookup. */
export function queryOf(event: EventModel, lookup: Lookup, ids: readonly string[]): Query {
  const byKey = Object.fromEntries(
    lookupPath(lookup).map((modelKey, index) => [modelKey, ids[index]]),
  );
  return {
    eventType: event.storedType,
    ...("partition" in lookup && { partitionId: byKey[lookup.partition] }),
    ...("modelKey" in lookup && { modelKey: lookup.modelKey, modelId: byKey[lookup.modelKey] }),
  };
}

export function pickStream(
  { streams }: UntypedClient,
  stream: StreamModel,
  ids: readonly string[],
): UntypedStream {
  const named = lookupPath(stream.lookup).map((modelKey, index) => [modelKey, ids[index]]);
  const pick = streams[memberName(stream)];
  if (pick === undefined) throw new Error(`The client has no stream ${stream.name}.`);
  return pick(Object.fromEntries(named));
}
