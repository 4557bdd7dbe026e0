import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { RawLongType } from "../../language/document.js";
import type { Reporter } from "../reporter.js";

/** Bounds, and whether equal ones leave no value. */
const RANGES = [
  ["minimum", "maximum", false],
  ["minimum", "exclusiveMaximum", true],
  ["exclusiveMinimum", "maximum", true],
  ["exclusiveMinimum", "exclusiveMaximum", true],
  ["minLength", "maxLength", false],
  ["minItems", "maxItems", false],
] as const;

/**
 * Whether values are possible between the bounds of a type. Reports the first bounds that leave none: they are
 * one mistake.
 */
export function checkRanges(long: RawLongType, path: YamlPath, report: Reporter): boolean {
  for (const [low, high, isStrict] of RANGES) {
    const [from, to] = [long[low], long[high]];
    if (from === undefined || to === undefined) continue;
    const isEmpty = isStrict ? from >= to : from > to;
    if (!isEmpty && !isBetweenSteps(long, from, to, low, high)) continue;
    const step = isEmpty ? undefined : stepOf(long);
    const related = [{ path: [...path, high], message: "the other bound is here" }];
    report.atValue("empty-range", [...path, low], { low, high, step }, related);
    return false;
  }
  return true;
}

/** The number of which all values are multiples; `undefined` where they can be any number. */
function stepOf({ type, multipleOf }: RawLongType): number | undefined {
  if (type !== "integer") return multipleOf;
  // Integers that are multiples of a fraction are not counted here.
  return Number.isInteger(multipleOf ?? 1) ? (multipleOf ?? 1) : 1;
}

/** Whether the bounds leave numbers, and none of those is a multiple of the step. */
function isBetweenSteps(
  long: RawLongType,
  from: number,
  to: number,
  low: string,
  high: string,
): boolean {
  const step = low === "minimum" || low === "exclusiveMinimum" ? stepOf(long) : undefined;
  if (step === undefined || !(step > 0)) return false;
  const [first, last] = [nearInteger(from / step), nearInteger(to / step)];
  const lowest = low === "exclusiveMinimum" ? Math.floor(first) + 1 : Math.ceil(first);
  const highest = high === "exclusiveMaximum" ? Math.ceil(last) - 1 : Math.floor(last);
  return lowest > highest;
}

/** Decimals are no exact numbers: 0.3 / 0.1 means 3. */
function nearInteger(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 4 * Number.EPSILON * Math.abs(whole) ? whole : value;
}
