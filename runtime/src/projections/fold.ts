import type { DeliveredEvent, Run } from "../consumers/sink.js";
import { ProjectionError } from "../errors.js";
import type { PlainEvent } from "../events/event.js";
import { utf8Length } from "../storage/item-size.js";
import type { TableItem } from "../storage/table.js";
import { isPromise } from "../util/is-promise.js";
import { isPlainObject } from "../util/plain-object.js";
import { describeKind, quote, quoteUnlessWord } from "../util/quote.js";
import { isSameValue, isWellFormed, storableCopy } from "../validation/storable.js";
import type { EventIssue } from "../validation/validation-error.js";
import type { AnyHandler, CheckedDefinition, ProjectionContext } from "./definition.js";
import { itemKey } from "./keys.js";

/**
 * Runs of events, folded into the items that they change: pure functions over what was read.
 *
 * @module
 */

/** An event of a run, with what the projection does about it. */
export type PreparedEvent = { readonly delivered: DeliveredEvent } & (
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly error: unknown }
  | {
      readonly kind: "handled";
      readonly event: PlainEvent;
      readonly key: string;
      readonly handler: AnyHandler;
    }
);

/** A run whose events were prepared. */
export interface PreparedRun extends Omit<Run, "events"> {
  readonly events: readonly PreparedEvent[];
}

export function prepareRun(definition: CheckedDefinition, run: Run): PreparedRun {
  const { maxKeyBytes } = keyLimits(definition);
  return {
    ...run,
    events: run.events.map((delivered) => prepareEvent(definition, delivered, maxKeyBytes)),
  };
}

function prepareEvent(
  definition: CheckedDefinition,
  delivered: DeliveredEvent,
  maxKeyBytes: number,
): PreparedEvent {
  const handler = definition.handlers.get(delivered.type);
  if (handler === undefined) return { kind: "passed", delivered };
  try {
    const event = delivered.decode();
    const key = definition.key(event);
    if (key === undefined) return { kind: "passed", delivered };
    // Its rejection would end the process.
    if (isPromise(key)) key.then(undefined, () => {});
    if (typeof key === "string" && key !== "" && isWellFormed(key)) {
      if (utf8Length(key) <= maxKeyBytes)
        return { kind: "handled", delivered, event, key, handler };
    }
    const reason =
      typeof key === "string"
        ? "a string that is empty, too long or not well-formed"
        : describeKind(key);
    throw eventError(
      definition,
      delivered,
      `"key" returned ${reason}. Return a string of 1 to ${maxKeyBytes} bytes, or undefined`,
    );
  } catch (error) {
    return { kind: "failed", delivered, error };
  }
}

/** Source: DynamoDB's quota for partition keys. */
const MAX_PARTITION_KEY_BYTES = 2048;

function keyLimits(definition: CheckedDefinition): { readonly maxKeyBytes: number } {
  return { maxKeyBytes: MAX_PARTITION_KEY_BYTES - itemKey(definition, "").pk.length };
}

/** A stored item of a projection. */
export interface StoredItem {
  /** The members that the handlers returned. */
  readonly item: Readonly<Record<string, unknown>>;
  /** The id of the last event that changed it. No two contents of one key have the same. */
  readonly eventId: string;
}

/** The attribute with the id of the last event. Names with `@` are no names of a user's members. */
export const EVENT_ID = "@event";

/** The item of a projection in an item of the table. */
export function storedItemOf(stored: TableItem | undefined): StoredItem | undefined {
  if (stored === undefined) return undefined;
  const { pk, sk, [EVENT_ID]: eventId, ...item } = stored;
  return { item, eventId: String(eventId) };
}

/** An item that a fold changed. */
export interface Change {
  readonly key: string;
  readonly before: StoredItem | undefined;
  /** `undefined`: the item is to be deleted, or not to be written. */
  readonly after: StoredItem | undefined;
  /** The bytes of the members of `after`. */
  readonly bytes: number;
}

/** A function that a handler gave to `context.effect`. */
export interface Effect {
  readonly delivered: DeliveredEvent;
  readonly run: () => unknown;
}

/** A run, as far as it could be folded. */
export interface FoldedRun {
  readonly run: PreparedRun;
  /** The revision up to which the events were folded; 0 without a stream. */
  readonly through: number;
  /** The last event that was folded; `undefined` if there was none. */
  readonly last: DeliveredEvent | undefined;
  /** Whether an event without a revision was applied and must be marked. */
  readonly isMarked: boolean;
  readonly failure: FoldFailure | undefined;
}

export interface FoldFailure {
  readonly delivered: DeliveredEvent;
  readonly error: unknown;
}

export interface Folded {
  readonly changes: readonly Change[];
  readonly runs: readonly FoldedRun[];
  readonly effects: readonly Effect[];
}

/** How a fold sees its events. */
export interface FoldOptions {
  /** Whether all events are replays, because another version is active. */
  readonly isReplay: boolean;
  /** The ids of events that are left out. */
  readonly parked: ReadonlySet<string>;
  readonly maxItemBytes: number;
}

/** A working item: what is stored, and what the fold makes of it. */
interface Draft {
  readonly before: StoredItem | undefined;
  item: Readonly<Record<string, unknown>> | undefined;
  eventId: string;
  bytes: number;
}

/**
 * Folds runs, one after the other. A run ends before its first event that fails.
 *
 * @param stored - The item under a key, as it was read.
 */
export function foldRuns(
  definition: CheckedDefinition,
  runs: readonly PreparedRun[],
  stored: (key: string) => StoredItem | undefined,
  options: FoldOptions,
): Folded {
  const drafts = new Map<string, Draft>();
  const effects: Effect[] = [];
  const folded = runs.map((run): FoldedRun => {
    let last: DeliveredEvent | undefined;
    let isMarked = false;
    for (const prepared of run.events) {
      const { delivered } = prepared;
      if (!options.parked.has(delivered.id)) {
        try {
          if (prepared.kind === "failed") throw prepared.error;
          if (prepared.kind === "handled") {
            const draft = drafts.get(prepared.key) ?? draftOf(stored(prepared.key));
            applyEvent(definition, prepared, draft, effects, options);
            drafts.set(prepared.key, draft);
            isMarked = run.stream === undefined;
          }
        } catch (error) {
          const through = (delivered.revision ?? 1) - 1;
          return { run, through, last, isMarked: false, failure: { delivered, error } };
        }
      } else if (run.stream === undefined) {
        isMarked = true;
      }
      last = delivered;
    }
    return { run, through: run.through, last, isMarked, failure: undefined };
  });
  return { changes: [...drafts].flatMap(changeOf), runs: folded, effects };
}

function draftOf(before: StoredItem | undefined): Draft {
  return { before, item: before?.item, eventId: before?.eventId ?? "", bytes: 0 };
}

function changeOf([key, { before, item, eventId, bytes }]: [string, Draft]): Change[] {
  if (item === undefined)
    return before === undefined ? [] : [{ key, before, after: undefined, bytes: 0 }];
  if (before !== undefined && isSameValue(before.item, item)) return [];
  return [{ key, before, after: { item, eventId }, bytes }];
}

/** Changes a draft, or throws and changes nothing. */
function applyEvent(
  definition: CheckedDefinition,
  { delivered, event, handler }: PreparedEvent & { readonly kind: "handled" },
  draft: Draft,
  effects: Effect[],
  { isReplay, maxItemBytes }: FoldOptions,
): void {
  const own: Effect[] = [];
  const context = contextOf(definition, delivered, isReplay, own);
  const result = handler(draft.item && structuredClone(draft.item), event, context);
  if (result instanceof Promise) {
    // Its rejection would end the process.
    result.catch(() => {});
    throw eventError(
      definition,
      delivered,
      "its handler returned a promise. Make the handler synchronous: it can be called several times",
    );
  }
  if (result === undefined) {
    draft.item = undefined;
    draft.bytes = 0;
  } else {
    const { item, bytes } = checkedItem(definition, delivered, result, maxItemBytes);
    draft.item = item;
    draft.bytes = bytes;
  }
  draft.eventId = delivered.id;
  effects.push(...own);
}

function contextOf(
  definition: CheckedDefinition,
  delivered: DeliveredEvent,
  isOtherActive: boolean,
  effects: Effect[],
): ProjectionContext {
  const { stream, revision } = delivered;
  const isReplay = delivered.isReplay || isOtherActive;
  return {
    version: definition.version,
    stream: stream && { name: stream.name, ids: stream.ids },
    revision,
    isReplay,
    effect: (run) => {
      if (typeof run !== "function") {
        throw eventError(
          definition,
          delivered,
          `its handler gave ${describeKind(run)} to "effect". Give it a function, which runs once the event is applied`,
        );
      }
      if (!isReplay) effects.push({ delivered, run });
    },
  };
}

/** A copy of a handler's result, as it will be read back. */
function checkedItem(
  definition: CheckedDefinition,
  delivered: DeliveredEvent,
  result: unknown,
  maxBytes: number,
): { readonly item: Readonly<Record<string, unknown>>; readonly bytes: number } {
  const fail = (reason: string) => eventError(definition, delivered, reason);
  if (!isPlainObject(result)) {
    throw fail(
      `its handler returned ${describeKind(result)}. Return a plain object, or undefined to delete the item`,
    );
  }
  const issues: EventIssue[] = [];
  const { value, bytes } = storableCopy(result, "item", issues, maxBytes);
  const [issue] = issues;
  if (issue !== undefined) {
    // Names below a member can be personal data.
    const [, member] = issue.path;
    const where = member === undefined ? "" : ` in ${quoteUnlessWord(String(member))}`;
    throw fail(`its handler returned a value${where} that ${issue.message}`);
  }
  if (bytes > maxBytes) {
    throw fail(
      `its item would be larger than the ${maxBytes} bytes that DynamoDB stores. Keep less in one item, or choose keys that split it`,
    );
  }
  const item = value as Readonly<Record<string, unknown>>;
  const reserved = Object.keys(item).find(
    (name) => name === "pk" || name === "sk" || name.startsWith("@"),
  );
  if (reserved !== undefined) {
    throw fail(
      `its handler returned the member ${quote(reserved)}. "pk", "sk" and names that begin with "@" are reserved: rename it`,
    );
  }
  return { item, bytes };
}

/** @param reason - A clause, which can have further sentences of help. */
function eventError(
  definition: CheckedDefinition,
  { id, type }: DeliveredEvent,
  reason: string,
): ProjectionError {
  const { name, version } = definition;
  return new ProjectionError(
    definition,
    `Projection ${quote(name)}, version ${version}, cannot apply ${quoteUnlessWord(type)} ${quoteUnlessWord(id)}: ${reason}.`,
    { eventId: id },
  );
}
