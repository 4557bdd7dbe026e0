import type { FieldRules, Rules } from "./rule.js";

/**
 * A schema as its generated module hands it to the runtime: a plain constant, in the words of the schema
 * language.
 *
 * Committed code outlives runtimes, so this shape is a contract: within `codegen: 1` members are
 * only ever added, and only as optional ones.
 */
export interface Descriptor {
  readonly codegen: 1;
  /** The schema's name, for messages. */
  readonly name: string;
  /** The id field that scopes everything, if the schema has one. */
  readonly partition?: string;
  readonly events: { readonly [type: string]: EventDescriptor };
  /** The named types that the rules refer to. They may refer to themselves. */
  readonly types?: Rules;
  /** Typed facts that are stored beside `data`. */
  readonly metadata?: FieldRules;
  readonly streams?: { readonly [member: string]: StreamDescriptor };
}

export interface EventDescriptor {
  readonly data: FieldRules;
  /** `true`: data may have fields that `data` does not list. */
  readonly open?: boolean;
  /**
   * The queries that find the event: each a list of ids, the partition's first; `[]` is the bare event type.
   */
  readonly lookups: readonly LookupPath[];
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
