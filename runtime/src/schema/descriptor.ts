import { DdbPatternError, UnknownLookupError } from "../errors.js";
import { quote } from "../util/quote.js";
import type { Validators } from "../validation/validator.js";
import type { JsonValue } from "./json-value.js";
import type { SchemaTypes } from "./schema-types.js";

/**
 * What generated code tells the runtime about its schema: a plain constant.
 *
 * Committed code outlives runtimes, so this shape is a contract: within `codegen: 1` members are
 * only ever added, and only as optional ones.
 */
export interface Descriptor<Schema extends SchemaTypes = SchemaTypes> {
  readonly codegen: 1;
  /** The schema's name, for messages. */
  readonly name: string;
  /** The id field that scopes everything, if the schema has one. */
  readonly partition?: string;
  readonly events: { readonly [Type in keyof Schema["events"]]: EventDescriptor };
  readonly streams: { readonly [Name in keyof Schema["streams"]]: StreamDescriptor };
  /** Present where the schema declares metadata: typed facts that are stored beside `data`. */
  readonly metadata?: MetadataDescriptor;
  /** What checks the content of events; without it, only ids and storability are checked. */
  readonly validators?: Validators;
}

export interface EventDescriptor {
  /**
   * Every id field of the event, and the id that questions name it by (the two differ under
   * `entity:`); `null` for a field that makes no copy.
   */
  readonly ids: { readonly [field: string]: string | null };
  /** The id fields that an event may lack. */
  readonly optionalIds?: readonly string[];
  /**
   * What the event can be found by: each a list of ids, the partition's first; `[]` is the bare
   * event type.
   */
  readonly lookups: readonly LookupPath[];
  /** What readers see in fields that the stored event lacks. Never stored, and never part of a key. */
  readonly defaults?: { readonly [field: string]: JsonValue };
  /** The fields that hold personal data: what is below them is named in no error. */
  readonly pii?: readonly string[];
}

export interface MetadataDescriptor {
  /** The same as of an event's data. */
  readonly pii?: readonly string[];
}

/** The ids that a lookup asks for, outermost first: `["store_id", "product_id"]`. */
export type LookupPath = readonly string[];

export interface StreamDescriptor {
  /** The stream's name in the schema. */
  readonly name: string;
  /** The ids that pick one stream. */
  readonly by: LookupPath;
  readonly events: readonly string[];
  /** Whether each event has one more copy under the stream itself, by its id. */
  readonly materialized?: boolean;
  /** Whether each event has one more copy under the stream itself, by its revision; never beside `materialized`. */
  readonly consistent?: boolean;
}

/** A descriptor with its types forgotten, as the code below the client's surface reads it. */
export interface PlainDescriptor {
  readonly codegen: number;
  readonly name: string;
  readonly partition?: string;
  readonly events: { readonly [type: string]: EventDescriptor };
  readonly streams: { readonly [name: string]: StreamDescriptor };
  readonly metadata?: MetadataDescriptor;
  readonly validators?: Validators;
}

/** @throws DdbPatternError "runtime-mismatch" for a descriptor that a later generator wrote. */
export function checkDescriptor(descriptor: PlainDescriptor): void {
  if (descriptor.codegen === 1) return;
  throw new DdbPatternError(
    "runtime-mismatch",
    `The client of schema "${descriptor.name}" was generated for codegen ${descriptor.codegen}, ` +
      "and this ddb-pattern-runtime reads codegen 1: " +
      "install the ddb-pattern-runtime that belongs to your ddb-pattern-gen, or generate again.",
  );
}

/**
 * The event type's descriptor.
 *
 * @throws UnknownLookupError if there is none, also for names that every JavaScript object has, and
 *   for what only turns into a name, as `["PRICE_LOWERED"]` does.
 */
export function eventDescriptor(descriptor: PlainDescriptor, type: unknown): EventDescriptor {
  const event =
    typeof type === "string" && Object.hasOwn(descriptor.events, type)
      ? descriptor.events[type]
      : undefined;
  if (event !== undefined) return event;
  throw new UnknownLookupError(`Schema "${descriptor.name}" has no event type ${quote(type)}.`);
}
