import type { EventModel, Model } from "../../model/model.js";
import { callsOf } from "../calls.js";
import type { Copy, EventCopies } from "../copy.js";
import { copiesOf } from "../event-copies.js";
import { type GivenIds, idsOfEvent } from "../given-ids.js";
import { type MissingCall, missesOf } from "../misses.js";
import { type Statements, statementsOf } from "../statements.js";
import { canonicalKey, earlierKeys, guardOfIds, type Ids, storedCopies } from "../stored-keys.js";

/** What `explain` says of an event type, as its JSON has it. */
export interface EventExplanation {
  readonly kind: "event";
  readonly schema: string;
  readonly name: string;
  /** What is stored as its type. */
  readonly storedType: string;
  readonly description: string | undefined;
  readonly deprecated: string | undefined;
  readonly copies: readonly ExplainedCopy[];
  /** The item that reserves the id, where the caller of a save gives it and no copy is sorted by it. */
  readonly guard: { readonly pk: string; readonly sk: string } | undefined;
  readonly misses: readonly MissingCall[];
  readonly cost: SaveCost;
}

/** Items of an event that one lookup or stream has. */
export interface ExplainedCopy {
  readonly source: "lookup" | "consistent stream" | "materialized stream";
  /** The name of the stream; `undefined` for a lookup. */
  readonly stream: string | undefined;
  /** The ids that its calls take, outermost first. */
  readonly by: readonly string[];
  /** Whether every event has items of this kind. */
  readonly certain: boolean;
  /** Whether one of them is the canonical copy. */
  readonly canonical: boolean;
  /** One for each item. Names in braces are for ids that were not given. */
  readonly items: readonly ({ readonly pk: string; readonly sk: string } & Statements)[];
  /** The fields without an id, where there are no items for that. */
  readonly missingIds: readonly string[];
  /** The partition keys of events that were saved under earlier names. */
  readonly earlierPks: readonly string[];
  readonly calls: readonly string[];
}

/** Saving one event. */
export interface SaveCost {
  readonly minItems: number;
  readonly maxItems: number;
  /** Whether the items are written by one PutItem, not by a transaction. */
  readonly isSinglePut: boolean;
}

export interface ExplainOptions {
  readonly ids: GivenIds;
  /** The name of the table, for statements. */
  readonly table: string;
  /** Makes one word of a POSIX shell. */
  readonly quote: (word: string) => string;
}

/** Explains an event type; a message if the ids are not those that it has. */
export function explainEvent(
  event: EventModel,
  model: Model,
  options: ExplainOptions,
): EventExplanation | string {
  const ids = idsOfEvent(event, options.ids);
  if (typeof ids === "string") return ids;
  const copies = copiesOf(model).get(event.type) as EventCopies;
  const stored = storedCopies(copies, ids);
  const canonical = canonicalKey(copies, stored);
  const isExact = options.ids.size > 0;
  return {
    kind: "event",
    schema: model.name,
    name: event.type,
    storedType: event.storedType,
    description: event.description,
    deprecated: event.deprecated,
    copies: stored.map(({ copy, pks }) => ({
      source: sourceOf(copy),
      stream: copy.source.kind === "stream" ? copy.source.stream.name : undefined,
      by: copy.steps.map(({ modelKey }) => modelKey),
      certain: copy.isCertain,
      canonical: canonical !== undefined && pks.includes(canonical),
      items: pks.map((pk) => ({
        pk,
        sk: copy.sk,
        ...statementsOf(options.table, pk, copy.sk, options.quote),
      })),
      missingIds: pks.length === 0 ? missingIds(copy, ids) : [],
      earlierPks: earlierKeys(copy, event, ids),
      calls: callsOf(copy, event, model).map(({ code }) => code),
    })),
    guard: guardOfIds(stored, "{id}"),
    misses: missesOf(event, model),
    cost: costOf(copies, stored.flatMap(({ pks }) => pks).length, isExact),
  };
}

function sourceOf({ source }: Copy): ExplainedCopy["source"] {
  if (source.kind === "lookup") return "lookup";
  return source.stream.isConsistent ? "consistent stream" : "materialized stream";
}

function missingIds({ steps }: Copy, ids: Ids): string[] {
  return steps
    .filter(({ fields }) => fields.every((field) => (ids[field]?.length ?? 0) === 0))
    .flatMap(({ fields }) => fields);
}

function costOf(copies: EventCopies, items: number, isExact: boolean): SaveCost {
  const [minItems, maxItems] = isExact ? [items, items] : [copies.min, copies.max];
  return { minItems, maxItems, isSinglePut: maxItems === 1 };
}
