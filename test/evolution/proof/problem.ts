import { EventValidationError } from "ddb-pattern-runtime";
import type { ModelPath } from "./paths.js";
import type { Written } from "./stored-events.js";

export type ProblemKind =
  /** No event type of the new schema has its stored type. */
  | "no-type"
  /** It is of an event type that the new schema has retired. */
  | "left-out"
  /** A read throws. */
  | "error"
  /** A read throws because of values beyond a limit, such as `maximum` or `pattern`. */
  | "limit"
  /** A lookup or a stream of the new schema does not have it, although it has the ids. */
  | "not-found"
  /** Readers see another value than readers of the old schema. */
  | "changed"
  /** Readers do not see a value, or the schema does not list it any more. */
  | "lost"
  /** Readers see a value, or the event itself, where readers of the old schema saw none. */
  | "appeared"
  /** An upcaster gets data that its version does not allow. */
  | "unexpected"
  /** An upcaster gets a member of the data that its version does not list: the type of its argument lacks it. */
  | "unlisted"
  /** A read gives something else than the schema says. No rule can explain it. */
  | "wrong";

/** Something that readers of the new schema cannot do with one stored event, or see otherwise. */
export interface Problem {
  readonly kind: ProblemKind;
  /** The parts of both schemas that it is about. */
  readonly trails: readonly ModelPath[];
  /** For messages of the tests. */
  readonly what: string;
  readonly written: Written;
}

export function described({ kind, what, written }: Problem): string {
  const { type, version } = written.event;
  return `${kind}: ${what}; version ${version} of ${type}`;
}

const LIMITS: ReadonlySet<string> = new Set([
  ...["minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
]);

export function kindOfError(error: unknown): "limit" | "error" {
  const isLimit =
    error instanceof EventValidationError && error.issues.every(({ rule }) => LIMITS.has(rule));
  return isLimit ? "limit" : "error";
}

export function describedError(error: unknown): string {
  if (!(error instanceof EventValidationError)) return String(error);
  const issues = error.issues.slice(0, 3).map(({ path, rule }) => [...path, rule]);
  return `invalid ${JSON.stringify(issues)}`;
}
