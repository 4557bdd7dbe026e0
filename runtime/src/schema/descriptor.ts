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
  /** The ending of the names of id fields. Default `_id`. */
  readonly idSuffix?: IdSuffix;
  /** The events, by the type that is stored. */
  readonly events: { readonly [type: string]: EventDescriptor };
  /** The named types that the rules refer to. They may refer to themselves. */
  readonly types?: Rules;
  /** Fields that several event types include, by the group's name. */
  readonly groups?: { readonly [name: string]: FieldRules };
  /** The fields of `metadata`, which is stored next to `data`. */
  readonly metadata?: FieldRules;
  readonly streams?: { readonly [member: string]: StreamDescriptor };
  /** Stored types of events that are no longer saved. Reads leave them out. */
  readonly retired?: readonly string[];
}

/** The ending of the names of id fields. */
export type IdSuffix = "_id" | "Id" | "ID";

export interface EventDescriptor extends DataDescriptor {
  /** The version of the data that is saved. Default 1. Stored as `v`, unless it is 1. */
  readonly version?: number;
  /** The data of every earlier version. */
  readonly previous?: { readonly [version: number]: PreviousDescriptor };
  /** Other types that events of this type may be stored under: those of its earlier names. */
  readonly aliases?: readonly string[];
  /**
   * The lookups of the event type. Each is a list of ids, the partition's first; `[]` is the lookup
   * by event type alone.
   */
  readonly lookups: readonly LookupPath[];
}

/** The data of one version of an event type. */
export interface DataDescriptor {
  /** The names of the groups whose fields come before those of `data`. */
  readonly include?: readonly string[];
  readonly data: FieldRules;
  /** `true`: data may have fields that `data` does not list. */
  readonly open?: boolean;
}

export interface PreviousDescriptor extends DataDescriptor {
  /**
   * `true`: only a function of the user's, in the client's `upcasters`, converts this data to the
   * next version. Otherwise the aliases and defaults of the next version's fields do.
   */
  readonly upcast?: boolean;
}

/** The ids of a lookup, outermost first: `["store_id", "product_id"]`. */
export type LookupPath = readonly string[];

export interface StreamDescriptor {
  /** The stream's name in the schema. */
  readonly name: string;
  /** The ids that identify one stream. */
  readonly by: LookupPath;
  /** The types that are stored. */
  readonly events: readonly string[];
  /** Whether each event has another copy under the stream's key, sorted by event id. */
  readonly materialized?: boolean;
  /**
   * Whether each event has another copy under the stream's key, sorted by revision. Excludes
   * `materialized`.
   */
  readonly consistent?: boolean;
}
