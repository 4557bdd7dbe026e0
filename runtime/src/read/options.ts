import { InvalidArgumentError } from "../errors.js";
import type { UnknownEvents } from "../events/decode.js";
import { isEventId, nextEventId, previousEventId } from "../events/event-id.js";
import { isRevision, LAST_REVISION, revisionKey } from "../keys/revision.js";
import { checkedPositiveInteger, checkedSignal, type Members } from "../util/members.js";

/** The options of all reads. */
interface AnyReadOptions {
  /**
   * How to treat stored events of types that this version of the schema does not list: throw
   * `UnknownEventTypeError` (`"throw"`), or leave the events out (`"skip"`). Default: the client's
   * setting, else `"throw"`. Events of retired types are left out either way.
   */
  readonly unknownEvents?: UnknownEvents;
  /** Aborts the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** The number and the order of the events to read. */
interface CommonReadOptions extends AnyReadOptions {
  /**
   * The maximum number of events to return, and to fetch for each lookup. Events that are left out
   * (of retired types, or by `unknownEvents: "skip"`) do not count: the read fetches more instead.
   * Default: all.
   */
  readonly limit?: number;
  /** `"asc"` (the default) reads the oldest event first. */
  readonly order?: "asc" | "desc";
}

/** The options of `getLatestEvent`. */
export interface LatestReadOptions extends AnyReadOptions {
  /** Only events after this id, exclusive; `eventIdAt` gives the id of a date. */
  readonly after?: string;
  /** Only events before this id, exclusive. */
  readonly before?: string;
  /**
   * Strongly consistent: the read sees every save that was acknowledged before the call, and its
   * result is a prefix. If the result has event B, and A was acknowledged before the save of B
   * began, the result has A too, as far as the writers' clocks agree, and if the save of B
   * generated its id. Costs twice the read units. For several event types, also costs one request
   * for one item of each type; for one type with more than one page, one such request, and the
   * first page twice. Default: the client's setting, else false.
   */
  readonly consistentRead?: boolean;
}

/** The options of reads of several events. */
export interface ReadOptions extends CommonReadOptions, LatestReadOptions {}

/** The options of `getEventPage`. */
export interface PageOptions extends ReadOptions {
  /** The maximum number of events of the page. */
  readonly limit: number;
  /** The cursor of the previous page. Omit it for the first page. */
  readonly cursor?: string;
}

/** The options of reads of a consistent stream. Bounds are revisions. */
export interface RevisionReadOptions extends CommonReadOptions {
  /**
   * Only events after this revision, exclusive. 0 reads from the beginning, `head.revision` reads
   * newer events.
   */
  readonly after?: number;
  /** Only events before this revision, exclusive. */
  readonly before?: number;
  /** Whether the read sees every append that was acknowledged before the call. Default true. */
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

/** The read defaults of a client. */
export interface ReadDefaults {
  readonly consistentRead: boolean;
  readonly unknownEvents: UnknownEvents;
}

/** Complete read options. Bounds are inclusive sort keys. */
export interface ReadPlan {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number | undefined;
  readonly order: "asc" | "desc";
  readonly consistentRead: boolean;
  readonly unknownEvents: UnknownEvents;
  readonly signal: AbortSignal | undefined;
  /** Whether the range is empty, so that no request is necessary. */
  readonly isEmpty: boolean;
}

/**
 * Plans a read of events by id.
 *
 * @throws InvalidArgumentError for a bound that is not an event id, or another invalid option.
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

/** The plan of a read of a consistent stream. */
export interface RevisionReadPlan extends ReadPlan {
  /** The revision that the read starts after; 0 for the beginning. */
  readonly after: number;
  /** Whether the read finds the end of the stream. */
  readonly reachesEnd: boolean;
}

/** @throws InvalidArgumentError for a bound that is not a revision, or another invalid option. */
export function planRevisionRead(options: ReadMembers, defaults: ReadDefaults): RevisionReadPlan {
  const { after = 0, before = LAST_REVISION } = options;
  for (const [name, revision] of Object.entries({ after, before })) {
    if (!isRevision(revision)) {
      throw new InvalidArgumentError(`"${name}" must be a revision: a non-negative integer.`);
    }
  }
  const [least, greatest] = [(after as number) + 1, (before as number) - 1];
  const plan = planOf(
    options,
    { ...defaults, consistentRead: true },
    revisionKey(least),
    revisionKey(greatest),
  );
  const isEmpty = least > greatest;
  const isWhole = plan.order === "desc" || plan.limit === undefined;
  const reachesEnd = plan.consistentRead && isWhole && before === LAST_REVISION && !isEmpty;
  return { ...plan, after: after as number, isEmpty, reachesEnd };
}

function planOf(
  options: ReadMembers,
  defaults: ReadDefaults,
  from: string | undefined,
  to: string | undefined,
): Omit<ReadPlan, "isEmpty"> {
  const { limit, order = "asc", consistentRead = defaults.consistentRead } = options;
  const checkedLimit = limit === undefined ? undefined : checkedPositiveInteger("limit", limit);
  if (order !== "asc" && order !== "desc") {
    throw new InvalidArgumentError('"order" must be "asc" or "desc".');
  }
  if (typeof consistentRead !== "boolean") {
    throw new InvalidArgumentError('"consistentRead" must be true or false.');
  }
  return {
    from,
    to,
    limit: checkedLimit,
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

/** Whether the bounds of a range leave no key between them. */
export function isReversed(from: string | undefined, to: string | undefined): boolean {
  return from !== undefined && to !== undefined && from > to;
}
