import type { FieldRules, Rules } from "./rule.js";

/**
 * A schema as its generated module passes it to the runtime: a plain constant that uses the
 * keywords of the schema language.
 *
 * Committed code outlives runtimes, so this shape is a contract: within `codegen: 1`, only optional
 * members are ever added.
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
  /** The fields of `metadata`, which is stored next to `data`. */
  readonly metadata?: FieldRules;
  readonly streams?: { readonly [member: string]: StreamDescriptor };
}

export interface EventDescriptor {
  readonly data: FieldRules;
  /** `true`: data may have fields that `data` does not list. */
  readonly open?: boolean;
  /**
   * The lookups of the event type. Each is a list of ids, the partition's first; `[]` is the lookup
   * by event type alone.
   */
  readonly lookups: readonly LookupPath[];
}

/** The ids of a lookup, outermost first: `["store_id", "product_id"]`. */
export type LookupPath = readonly string[];

export interface StreamDescriptor {
  /** The stream's name in the schema. */
  readonly name: string;
  /** The ids that identify one stream. */
  readonly by: LookupPath;
  readonly events: readonly string[];
  /** Whether each event has another copy under the stream's key, sorted by event id. */
  readonly materialized?: boolean;
  /**
   * Whether each event has another copy under the stream's key, sorted by revision. Excludes
   * `materialized`.
   */
  readonly consistent?: boolean;
}
