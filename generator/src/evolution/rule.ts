import type { RuleId } from "../model/rule-ids.js";
import type { Comparison } from "./comparison.js";
import type { Category, Found } from "./finding.js";

/**
 * One kind of change that does harm. A rule is a file in `rules/`, a line in `rules/index.ts` and in `model/rule-ids.ts`, a section in
 * docs/reference/breaking.md, and a directory in test/evolution/rules/.
 */
export interface Rule {
  /** In UPPER_SNAKE_CASE, and stable: `accept:` names it. */
  readonly id: RuleId;
  readonly category: Category;
  /** What it demands, as a sentence. */
  readonly purpose: string;
  /** What makes the change legal, as a sentence. */
  readonly fix: string;
  /** The rule about the opposite change, or why there is none. */
  readonly mirror: RuleMirror;
  /** All cases between two schemas. It knows nothing of `accept:`. */
  check(comparison: Comparison): Iterable<Found>;
}

export type RuleMirror = { readonly rule: RuleId } | { readonly none: string };
