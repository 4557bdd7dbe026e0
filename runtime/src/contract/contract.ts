import { ContractError } from "../errors.js";
import { revisionKey, revisionOf } from "../keys/revision.js";
import type { Descriptor } from "../schema/descriptor.js";
import type { KeyRangeQuery, TableItem } from "../storage/table.js";
import { quote } from "../util/quote.js";
import { type CopyTemplate, isCovered } from "./copy-template.js";

/**
 * Whether all stored events have a kind of copy: `true`, or the time (ISO 8601) since when saved
 * events have it, if earlier ones may lack it.
 */
export type CompleteSince = true | string;

/**
 * What a table promises to the clients of a schema: the newest contract item of the table. Items
 * are only appended, so that a table has the history of its contracts.
 */
export interface Contract {
  /** The schema's name. */
  readonly schema: string;
  /** The number of the item: 1, 2, 3 … */
  readonly number: number;
  /** The number of the schema's release. */
  readonly release: number;
  /** A hash of the schema's released shapes. */
  readonly shapes: string;
  /** When the item was written, as ISO 8601. */
  readonly time: string;
  /** The version of each event type that is saved, by its stored type. */
  readonly events: Readonly<Record<string, number>>;
  /** Stored types of earlier releases that the schema no longer has. */
  readonly former: readonly string[];
  /**
   * The copies of the events, by stored type and by key: the fields' names are in the places of
   * their ids, as in `STORE::{store_id}::PRICE_LOWERED`. A key that ends in ` {revision}` is that
   * of a consistent stream.
   */
  readonly copies: Readonly<Record<string, Readonly<Record<string, CompleteSince>>>>;
}

/** The partition key of all contract items. No key of an event has it: a stream has ids. */
export const CONTRACT_KEY = "@contract";

/** Changes if readers of older runtimes would misread an item. */
const FORMAT = 1;

/** The query that reads the newest contract item of a schema. */
export function contractQuery(schema: string): KeyRangeQuery {
  return {
    pk: CONTRACT_KEY,
    from: `${schema}#`,
    // The character after "#".
    to: `${schema}$`,
    order: "desc",
    limit: 1,
    consistentRead: true,
  };
}

/** @throws ContractError for an item of a later format. */
export function contractOf(
  { pk: _, sk, format, ...content }: TableItem,
  tableName: string,
): Contract {
  if (format !== FORMAT) {
    throw new ContractError(
      `A later version of ddb-pattern-runtime wrote the contract of table ${quote(tableName)}. ` +
        "Install that version here.",
    );
  }
  const [schema = "", digits = ""] = sk.split("#");
  return { ...content, schema, number: revisionOf(digits) ?? 0 } as unknown as Contract;
}

export function contractItem({ schema, number, ...content }: Contract): TableItem {
  const sk = `${schema}#${revisionKey(number)}`;
  return { pk: CONTRACT_KEY, sk, format: FORMAT, ...content };
}

/** Since when saved events have a kind of copy; `undefined` if the contract does not have it. */
export function completeSince(
  { copies }: Contract,
  storedType: string,
  template: CopyTemplate,
): CompleteSince | undefined {
  const known = Object.hasOwn(copies, storedType) ? copies[storedType] : {};
  const covering = Object.entries(known ?? {}).filter(([text]) =>
    isCovered(template, storedType, text),
  );
  return covering
    .map(([, since]) => since)
    .sort(latestFirst)
    .at(-1);
}

/** The kinds of copies that all stored events of a type have, by their keys. */
export function completeKeys({ copies }: Contract, storedType: string): readonly string[] {
  const known = (Object.hasOwn(copies, storedType) && copies[storedType]) || {};
  return Object.keys(known)
    .filter((key) => known[key] === true)
    .sort();
}

/** `true` is last. */
function latestFirst(a: CompleteSince, b: CompleteSince): number {
  if (a === b) return 0;
  return b === true || (a !== true && a > b) ? -1 : 1;
}

/** The event types or versions of a contract that are newer than a schema. */
export interface NewerEvents {
  readonly types: readonly string[];
  readonly versions: readonly string[];
}

export function newerEvents({ events }: Contract, descriptor: Descriptor): NewerEvents {
  const known = new Map<string, number>();
  for (const [type, { version = 1, aliases = [] }] of Object.entries(descriptor.events)) {
    for (const stored of [type, ...aliases]) known.set(stored, version);
  }
  for (const type of descriptor.retired ?? []) known.set(type, Number.POSITIVE_INFINITY);
  return {
    types: Object.keys(events).filter((type) => !known.has(type)),
    versions: Object.keys(events).filter(
      (type) => (known.get(type) ?? Number.POSITIVE_INFINITY) < (events[type] as number),
    ),
  };
}
