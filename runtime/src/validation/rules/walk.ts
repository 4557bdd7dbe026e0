import type { JsonValue } from "../../schema/json-value.js";
import type { EventIssue, EventRule } from "../validation-error.js";
import { issueAt } from "./clause.js";
import { PathSet } from "./path-set.js";

/** Checks a value, which is at the first `depth` steps of the walk's path. */
export type Check<Value = unknown> = (value: Value, walk: Walk, depth: number) => void;

export interface CheckOptions {
  /** Whether members that the schema does not list pass, as those of newer writers. Default false. */
  readonly allowsUnknown?: boolean;
  /** Issues that other checks found: no further one is added for their paths. */
  readonly reported?: readonly EventIssue[];
}

/** The most issues that are kept of one event: more would say nothing more, and an event can have 100,000. */
const MAX_KEPT = 100;

/**
 * A walk through one event, in the order of its members; missing members come last in their object. It adds one
 * issue for each path, and below a field of personal data, where paths are not shown, one for each rule.
 */
export class Walk {
  /** The steps to the value that is being checked. Later elements belong to values that were checked before. */
  readonly path: (string | number)[] = [];
  readonly allowsUnknown: boolean;
  /** The first issues. */
  readonly issues: EventIssue[] = [];
  /** The number of issues beyond those. */
  leftOut = 0;
  readonly #reported: readonly EventIssue[];
  #reportedPaths: PathSet | undefined;
  /** The fields with personal data, of the part of the event that is being checked. */
  #personal: ReadonlySet<string> | undefined;
  #personalRules: Set<string> | undefined;

  constructor({ allowsUnknown = false, reported = [] }: CheckOptions) {
    this.allowsUnknown = allowsUnknown;
    this.#reported = reported;
  }

  /** Checks a part of the event: its data, or its metadata. */
  check(check: Check, part: string, value: unknown, personal: ReadonlySet<string>): void {
    this.#personal = personal;
    this.path[0] = part;
    check(value, this, 1);
  }

  /** Adds an issue: the value at the first `depth` steps of the path breaks a rule. */
  fail(depth: number, rule: EventRule, expected?: JsonValue | readonly JsonValue[]): void {
    const path = this.path.slice(0, depth);
    if (this.#isReported(path) || this.#isRepeated(path, rule)) return;
    if (this.issues.length < MAX_KEPT) this.issues.push(issueAt(path, rule, expected));
    else this.leftOut++;
  }

  #isReported(path: EventIssue["path"]): boolean {
    if (this.#reported.length === 0) return false;
    if (this.#reportedPaths === undefined) {
      this.#reportedPaths = new PathSet();
      for (const issue of this.#reported) this.#reportedPaths.add(issue.path);
    }
    return this.#reportedPaths.has(path);
  }

  /** Whether the path is at or below a field of personal data that has an issue of the rule already. */
  #isRepeated([part, field]: EventIssue["path"], rule: EventRule): boolean {
    if (this.#personal?.has(field as string) !== true) return false;
    this.#personalRules ??= new Set();
    const size = this.#personalRules.size;
    return this.#personalRules.add(`${part} ${rule} ${field}`).size === size;
  }
}
