import type { ModelPath } from "../model/compat/difference.js";
import type { Json } from "../util/json.js";

/**
 * What a change does harm to.
 *
 * - `STORED`: stored events can no longer be read, or are read otherwise.
 * - `LOOKUP`: stored events are not found by keys of the new schema.
 * - `ROLLING`: programs on the old and on the new schema, side by side.
 * - `SOURCE`: code that uses the client.
 */
export type Category = "STORED" | "LOOKUP" | "ROLLING" | "SOURCE";

export type Severity = "error" | "warning";

/** How severe the findings of a category are: whether they make `breaking` fail. */
export const SEVERITIES: Readonly<Record<Category, Severity>> = {
  STORED: "error",
  LOOKUP: "error",
  ROLLING: "warning",
  SOURCE: "warning",
};

/** One change of a schema that a rule is about. */
export interface Finding {
  /** The id of the rule: `FIELD_NO_DELETE`. */
  readonly rule: string;
  readonly category: Category;
  readonly severity: Severity;
  /** The part that changed, by which `accept:` names the finding: `events.PRICE_LOWERED.data.alert_id`. */
  readonly path: string;
  /** The part in the old schema; its nearest ancestor that is there is what changed. `[]` is the schema itself. */
  readonly oldPath: ModelPath;
  /** The part in the new schema, likewise. */
  readonly newPath: ModelPath;
  /** What changed, as a sentence. */
  readonly message: string;
  /** What to do, as an imperative sentence. */
  readonly help: string;
  /** Rule, path, old and new value as 16 hexadecimal digits: the same for other wording. */
  readonly fingerprint: string;
  /** The old schema that the new one was compared with: its index in the list of releases. */
  readonly release: number;
}

/** What a rule has found. */
export interface Found {
  readonly path: ModelPath;
  /** By default, the path itself. */
  readonly oldPath?: ModelPath;
  readonly newPath?: ModelPath;
  readonly message: string;
  readonly help: string;
  /** What differs, for the fingerprint. */
  readonly old?: Json | undefined;
  readonly new?: Json | undefined;
  /**
   * What stored events have that the new schema no longer knows: types, and names of members. What a later
   * release shows to be lost is not found again in an earlier one.
   */
  readonly lost?: readonly string[];
}
