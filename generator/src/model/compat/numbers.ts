import { isMultipleOf } from "ddb-pattern-runtime/rules";
import type { NumberType } from "../model.js";

/** One end of a range of numbers. */
interface Bound {
  readonly value: number;
  /** Whether the value itself is out of the range. */
  readonly isExclusive: boolean;
}

/** Whether a type has integers only, as it says or because of its `multipleOf`. */
export function hasIntegersOnly({ isInteger, multipleOf }: NumberType): boolean {
  return isInteger || (multipleOf !== undefined && Number.isInteger(multipleOf));
}

/** Whether no number of a type is below the bounds of another. */
export function lowerBoundFits(from: NumberType, to: NumberType): boolean {
  return isWithin(lowerBound(from), to.minimum, to.exclusiveMinimum, 1);
}

/** Whether no number of a type is above the bounds of another. */
export function upperBoundFits(from: NumberType, to: NumberType): boolean {
  return isWithin(upperBound(from), to.maximum, to.exclusiveMaximum, -1);
}

/** Whether every number of a type is a multiple of what another asks for. */
export function multipleFits(from: NumberType, to: NumberType): boolean {
  if (to.multipleOf === undefined) return true;
  const steps = [from.multipleOf, hasIntegersOnly(from) ? 1 : undefined];
  return steps.some((step) => step !== undefined && isMultipleOf(step, to.multipleOf as number));
}

export function numberFits(from: NumberType, to: NumberType): boolean {
  return (
    (!to.isInteger || hasIntegersOnly(from)) &&
    lowerBoundFits(from, to) &&
    upperBoundFits(from, to) &&
    multipleFits(from, to)
  );
}

/** Whether a number is of a type. */
export function isNumberOf(value: number, type: NumberType): boolean {
  const only: NumberType = {
    kind: "number",
    isInteger: Number.isInteger(value),
    minimum: value,
    maximum: value,
    exclusiveMinimum: undefined,
    exclusiveMaximum: undefined,
    multipleOf: undefined,
  };
  const isMultiple = type.multipleOf === undefined || isMultipleOf(value, type.multipleOf);
  return isMultiple && numberFits(only, { ...type, multipleOf: undefined });
}

function lowerBound(type: NumberType): Bound | undefined {
  const bound = tighter(type.minimum, type.exclusiveMinimum, 1);
  if (bound === undefined || !hasIntegersOnly(type)) return bound;
  const { value, isExclusive } = bound;
  return { value: isExclusive ? Math.floor(value) + 1 : Math.ceil(value), isExclusive: false };
}

function upperBound(type: NumberType): Bound | undefined {
  const bound = tighter(type.maximum, type.exclusiveMaximum, -1);
  if (bound === undefined || !hasIntegersOnly(type)) return bound;
  const { value, isExclusive } = bound;
  return { value: isExclusive ? Math.ceil(value) - 1 : Math.floor(value), isExclusive: false };
}

/** @param direction - 1 for lower bounds, of which the greater is tighter; -1 for upper ones. */
function tighter(
  inclusive: number | undefined,
  exclusive: number | undefined,
  direction: 1 | -1,
): Bound | undefined {
  if (exclusive === undefined) {
    return inclusive === undefined ? undefined : { value: inclusive, isExclusive: false };
  }
  const isTighter = inclusive !== undefined && (inclusive - exclusive) * direction > 0;
  return isTighter
    ? { value: inclusive, isExclusive: false }
    : { value: exclusive, isExclusive: true };
}

function isWithin(
  bound: Bound | undefined,
  inclusive: number | undefined,
  exclusive: number | undefined,
  direction: 1 | -1,
): boolean {
  if (bound === undefined) return inclusive === undefined && exclusive === undefined;
  const distance = (limit: number) => (bound.value - limit) * direction;
  return (
    (inclusive === undefined || distance(inclusive) >= 0) &&
    (exclusive === undefined ||
      distance(exclusive) > 0 ||
      (distance(exclusive) === 0 && bound.isExclusive))
  );
}
