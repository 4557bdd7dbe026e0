import type { Comparison } from "./comparison.js";
import type { Category, Found } from "./finding.js";

/**
 * One kind of change that does harm. A rule is a file in `rules/`, a line in `rules/index.ts`, a section in
 * docs/reference/breaking.md, and a directory in test/evolution/rules/.
 */
export interface Rule {
  /** In UPPER_SNAKE_CASE, and stable: `accept:` names it. */
  readonly id: string;
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

export type RuleMirror = { readonly rule: string } | { readonly none: string };
