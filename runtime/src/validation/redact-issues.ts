import type { Schema } from "../schema/schema.js";
import { PathSet } from "./rules/path-set.js";
import type { EventIssue } from "./validation-error.js";

/** The fields with personal data, for each part of an event. */
export interface PersonalFields {
  readonly [part: string]: ReadonlySet<string> | undefined;
}

export function personalFields({ events, metadata }: Schema, type: string): PersonalFields {
  return { data: events.get(type)?.pii, metadata: metadata?.pii };
}

/**
 * Prepares issues for an error: keeps the first of each path, removes everything below a field of
 * personal data, and sorts them by the order of the event's members, missing members last.
 */
export function redactIssues(
  issues: readonly EventIssue[],
  event: object,
  personal: PersonalFields,
): EventIssue[] {
  const distinct = firstBy(issues, ({ path }) => path);
  const redacted = distinct.map((issue) => withoutPersonalPath(issue, personal));
  return inOrderOf(
    event,
    firstBy(redacted, ({ path, rule }) => [...path, rule]),
  );
}

function firstBy(
  issues: readonly EventIssue[],
  keyOf: (issue: EventIssue) => EventIssue["path"],
): EventIssue[] {
  const seen = new PathSet();
  return issues.filter((issue) => seen.add(keyOf(issue)));
}

function withoutPersonalPath(issue: EventIssue, personal: PersonalFields): EventIssue {
  const [part, field] = issue.path.map(String);
  const isBelow = issue.path.length > 2 && part !== undefined && field !== undefined;
  if (!isBelow || personal[part]?.has(field) !== true) return issue;
  return { ...issue, path: [part, field], message: `a value inside it ${issue.message}` };
}

function inOrderOf(event: object, issues: readonly EventIssue[]): EventIssue[] {
  const positionOf = memberPositions();
  const positioned = issues.map((issue) => {
    let at: unknown = event;
    const positions = issue.path.map((step) => {
      const position = positionOf(at, step);
      at = (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
      return position;
    });
    return { issue, positions };
  });
  return positioned
    .sort((a, b) => comparePositions(a.positions, b.positions))
    .map(({ issue }) => issue);
}

/**
 * Returns a function that gives a member's position in its object. The members of each object are
 * counted once.
 */
function memberPositions(): (container: unknown, step: string | number) => number {
  const counted = new Map<unknown, ReadonlyMap<string, number>>();
  return (container, step) => {
    if (typeof step === "number") return step;
    let positions = counted.get(container);
    if (positions === undefined) {
      positions = new Map(Object.keys(container ?? {}).map((name, position) => [name, position]));
      counted.set(container, positions);
    }
    return positions.get(step) ?? Number.POSITIVE_INFINITY;
  };
}

/** Compares two paths by their positions. Parents sort before children. */
function comparePositions(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((position, index) => position !== b[index]);
  if (differs === -1) return a.length - b.length;
  const [first = 0, second = Number.NEGATIVE_INFINITY] = [a[differs], b[differs]];
  return first < second ? -1 : 1;
}
