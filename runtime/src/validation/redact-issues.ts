import type { Schema } from "../schema/schema.js";
import type { EventIssue } from "./validation-error.js";

/** For each part of an event, the fields that hold personal data. */
export interface PersonalFields {
  readonly [part: string]: ReadonlySet<string> | undefined;
}

export function personalFields({ events, metadata }: Schema, type: string): PersonalFields {
  return { data: events.get(type)?.pii, metadata: metadata?.pii };
}

/**
 * The issues as they can be told: one for each path, the first; nothing below a field of personal data;
 * in the order of the event's members, what is missing last.
 */
export function redactIssues(
  issues: readonly EventIssue[],
  event: object,
  personal: PersonalFields,
): EventIssue[] {
  const telling = firstBy(issues, ({ path }) => path);
  const told = telling.map((issue) => withoutPersonalPath(issue, personal));
  return inOrderOf(
    event,
    firstBy(told, ({ path, rule }) => [path, rule]),
  );
}

function firstBy(issues: readonly EventIssue[], keyOf: (issue: EventIssue) => unknown) {
  const first = new Map<string, EventIssue>();
  for (const issue of issues) {
    const key = JSON.stringify(keyOf(issue));
    if (!first.has(key)) first.set(key, issue);
  }
  return [...first.values()];
}

function withoutPersonalPath(issue: EventIssue, personal: PersonalFields): EventIssue {
  const [part, field] = issue.path.map(String);
  const isBelow = issue.path.length > 2 && part !== undefined && field !== undefined;
  if (!isBelow || personal[part]?.has(field) !== true) return issue;
  return { ...issue, path: [part, field], message: `a value inside it ${issue.message}` };
}

function inOrderOf(event: object, issues: readonly EventIssue[]): EventIssue[] {
  const placeOf = memberPlaces();
  const placed = issues.map((issue) => {
    let at: unknown = event;
    const places = issue.path.map((step) => {
      const place = placeOf(at, step);
      at = (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
      return place;
    });
    return { issue, places };
  });
  return placed.sort((a, b) => compare(a.places, b.places)).map(({ issue }) => issue);
}

/** Tells a member's place in its object; each object's members are counted once. */
function memberPlaces(): (container: unknown, step: string | number) => number {
  const counted = new Map<unknown, ReadonlyMap<string, number>>();
  return (container, step) => {
    if (typeof step === "number") return step;
    let places = counted.get(container);
    if (places === undefined) {
      places = new Map(Object.keys(container ?? {}).map((name, place) => [name, place]));
      counted.set(container, places);
    }
    return places.get(step) ?? Number.POSITIVE_INFINITY;
  };
}

/** What is around something comes before it. */
function compare(a: readonly number[], b: readonly number[]): number {
  const differs = a.findIndex((place, index) => place !== b[index]);
  if (differs === -1) return a.length - b.length;
  const [first = 0, second = Number.NEGATIVE_INFINITY] = [a[differs], b[differs]];
  return first < second ? -1 : 1;
}
