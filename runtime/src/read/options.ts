import type { UnknownEvents } from "../decode.js";
import { InvalidArgumentError } from "../errors.js";
import { isEventId, nextEventId, previousEventId } from "../event-id.js";
import { isRevision, LAST_REVISION, revisionKey } from "../streams/revision.js";
import { checkedSignal, type Members } from "../util/members.js";

/** How events are read, whatever finds them. */
interface CommonReadOptions {
  /** At most this many events; no more of a lookup are fetched. Default: all. */
  readonly limit?: number;
  /** `"asc"`, the default, is oldest first. */
  readonly order?: "asc" | "desc";
  /**
   * What to do with stored events of types that this version of the schema does not list: throw
   * `UnknownEventTypeError`, or leave them out. Default: the client's setting, else `"throw"`.
   */
  readonly unknownEvents?: UnknownEvents;
  /** Ends the call early, with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Which events of those found are wanted, and how. */
export interface ReadOptions extends CommonReadOptions {
  /** Only events after this id, itself left out; `eventIdAt` makes one of a date. */
  readonly after?: string;
  /** Only events before this id, itself left out. */
  readonly before?: string;
  /**
   * Strongly consistent: sees every save that was acknowledged before the call, and what it gives is a
   * prefix. If event B is given, and A was acknowledged before B was saved, A is given, too, as far as
   * the writers' clocks agree. Costs twice the read units and, for several event types, a request of half
   * a unit more for each. Default: the client's setting, else false.
   */
  readonly consistentRead?: boolean;
}

/** Which events of a consistent stream are wanted, and how. Bounds are revisions. */
export interface RevisionReadOptions extends CommonReadOptions {
  /** Only events after this revision, itself left out; 0 is the beginning, `head.revision` what is new. */
  readonly after?: number;
  /** Only events before this revision, itself left out. */
  readonly before?: number;
  /** Default true: sees every append that was acknowledged before the call. */
  readonly consistentRead?: boolean;
}

export const READ_OPTIONS = [
  "after",
  "before",
  "consistentRead",
  "limit",
  "order",
  "signal",
  "unknownEvents",
] as const;

export type ReadMembers = Members<(typeof READ_OPTIONS)[number]>;

/** What a client's reads have in common. */
export interface ReadDefaults {
  readonly consistentRead: boolean;
  readonly unknownEvents: UnknownEvents;
}

/** Read options with nothing left to default. Bounds are inclusive sort keys. */
export interface ReadPlan {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number | undefined;
  readonly order: "asc" | "desc";
  readonly consistentRead: boolean;
  readonly unknownEvents: UnknownEvents;
  readonly signal: AbortSignal | undefined;
  /** No key can lie in the range, so there is nothing to ask. */
  readonly isEmpty: boolean;
}

/**
 * A read of events by their ids.
 *
 * @throws InvalidArgumentError for a bound that is no event id, or another option out of range.
 */
export function planRead(options: ReadMembers, defaults: ReadDefaults): ReadPlan {
  const { after, before } = options;
  for (const [name, id] of Object.entries({ after, before })) {
    if (id !== undefined && !isEventId(id)) {
      throw new InvalidArgumentError(`"${name}" must be an event id: a ULID, upper case.`);
    }
  }
  const from = after === undefined ? undefined : nextEventId(after as string);
  const to = before === undefined ? undefined : previousEventId(before as string);
  const isBeyond =
    (after !== undefined && from === undefined) || (before !== undefined && to === undefined);
  return { ...planOf(options, defaults, from, to), isEmpty: isBeyond || isReversed(from, to) };
}

/** A read of a consistent stream: a plan by revisions. */
export interface RevisionReadPlan extends ReadPlan {
  /** The revision that the read begins after; 0 for the beginning. */
  readonly after: number;
}

/** @throws InvalidArgumentError for a bound that is no revision, or another option out of range. */
export function planRevisionRead(options: ReadMembers, defaults: ReadDefaults): RevisionReadPlan {
  const { after = 0, before = LAST_REVISION } = options;
  for (const [name, revision] of Object.entries({ after, before })) {
    if (!isRevision(revision)) {
      throw new InvalidArgumentError(`"${name}" must be a revision: a whole number from 0.`);
    }
  }
  const [least, greatest] = [(after as number) + 1, (before as number) - 1];
  const plan = planOf(
    options,
    { ...defaults, consistentRead: true },
    revisionKey(least),
    revisionKey(greatest),
  );
  return { ...plan, after: after as number, isEmpty: least > greatest };
}

function planOf(
  options: ReadMembers,
  defaults: ReadDefaults,
  from: string | undefined,
  to: string | undefined,
): Omit<ReadPlan, "isEmpty"> {
  const { limit, order = "asc", consistentRead = defaults.consistentRead } = options;
  if (limit !== undefined && !(Number.isInteger(limit) && (limit as number) >= 1)) {
    throw new InvalidArgumentError('"limit" must be a whole number from 1.');
  }
  if (order !== "asc" && order !== "desc") {
    throw new InvalidArgumentError('"order" must be "asc" or "desc".');
  }
  if (typeof consistentRead !== "boolean") {
    throw new InvalidArgumentError('"consistentRead" must be true or false.');
  }
  return {
    from,
    to,
    limit: limit as number | undefined,
    order,
    consistentRead,
    unknownEvents: checkedUnknownEvents(options.unknownEvents ?? defaults.unknownEvents),
    signal: checkedSignal(options.signal),
  };
}

/** @throws InvalidArgumentError */
export function checkedUnknownEvents(value: unknown): UnknownEvents {
  if (value === "throw" || value === "skip") return value;
  throw new InvalidArgumentError('"unknownEvents" must be "throw" or "skip".');
}

function isReversed(from: string | undefined, to: string | undefined): boolean {
  return from !== undefined && to !== undefined && from > to;
}
