import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { RawLongType } from "../../language/document.js";
import type { Reporter } from "../reporter.js";

/** The pairs of bounds. `isStrict`: two equal bounds leave no value. `isNumeric`: `multipleOf` counts, too. */
const RANGES = [
  { low: "minimum", high: "maximum", isStrict: false, isNumeric: true },
  { low: "minimum", high: "exclusiveMaximum", isStrict: true, isNumeric: true },
  { low: "exclusiveMinimum", high: "maximum", isStrict: true, isNumeric: true },
  { low: "exclusiveMinimum", high: "exclusiveMaximum", isStrict: true, isNumeric: true },
  { low: "minLength", high: "maxLength", isStrict: false, isNumeric: false },
  { low: "minItems", high: "maxItems", isStrict: false, isNumeric: false },
] as const;

type Range = (typeof RANGES)[number];

/**
 * Whether values are possible between the bounds of a type. Reports the first bounds that leave none: they are
 * one mistake.
 */
export function checkRanges(long: RawLongType, path: YamlPath, report: Reporter): boolean {
  for (const range of RANGES) {
    const { low, high, isStrict } = range;
    const [from, to] = [long[low], long[high]];
    if (from === undefined || to === undefined) continue;
    const isEmpty = isStrict ? from >= to : from > to;
    if (!isEmpty && !hasNoMultiple(long, from, to, range)) continue;
    const step = isEmpty ? undefined : stepOf(long);
    const related = [{ path: [...path, high], message: "the other bound is here" }];
    report.atValue("empty-range", [...path, low], { low, high, step }, related);
    return false;
  }
  return true;
}

/** The step of the type: every value is a multiple of it. `undefined`: any number is a value. */
function stepOf({ type, multipleOf }: RawLongType): number | undefined {
  if (type !== "integer") return multipleOf;
  // For integers, a fractional `multipleOf` is ignored: 1 is a safe step.
  return Number.isInteger(multipleOf ?? 1) ? (multipleOf ?? 1) : 1;
}

/** Whether no multiple of the step lies between the bounds. */
function hasNoMultiple(
  long: RawLongType,
  from: number,
  to: number,
  { low, high, isNumeric }: Range,
): boolean {
  const step = isNumeric ? stepOf(long) : undefined;
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
