import type { NumberType } from "../../model/model.js";
import type { Problem } from "./problem.js";

const BOUNDS = [
  { keyword: "minimum", isLow: true, isExclusive: false },
  { keyword: "exclusiveMinimum", isLow: true, isExclusive: true },
  { keyword: "maximum", isLow: false, isExclusive: false },
  { keyword: "exclusiveMaximum", isLow: false, isExclusive: true },
] as const;

/** Numbers beyond it are refused when an event is saved, as they lose digits. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** What is wrong with the rules of numbers, if anything is. The analysis reports bounds with nothing between them. */
export function numberProblem(type: NumberType): Problem | undefined {
  for (const bound of BOUNDS) {
    const value = type[bound.keyword];
    const problem = value === undefined ? undefined : boundProblem(value, bound, type);
    if (problem !== undefined) return problem;
  }
  return stepProblem(type);
}

function boundProblem(
  value: number,
  { keyword, isLow, isExclusive }: (typeof BOUNDS)[number],
  { isInteger }: NumberType,
): Problem | undefined {
  // A lower bound excludes numbers as an upper bound does that has the other sign.
  const [most, least] = isLow ? [-value, value] : [value, -value];
  const type = isInteger ? "int64" : "decimal";
  if (isExclusive ? least >= LARGEST : least > LARGEST) {
    return {
      keyword,
      message: `No number is possible: "${keyword}" leaves only numbers beyond ±(2^53 - 1), which lose digits and are refused.`,
      help: `Change "${keyword}", or use the type ${type}, a string of digits, without it`,
    };
  }
  if (most <= (isExclusive ? LARGEST + 1 : LARGEST)) return undefined;
  return {
    keyword,
    message: `"${keyword}" has no effect: numbers beyond ±(2^53 - 1) lose digits, so they are refused.`,
    help: `Remove "${keyword}"; for larger numbers, use the type ${type}, a string of digits`,
  };
}

/** Integers that are multiples of 0.3 are multiples of 3: there may be none between the bounds. */
function stepProblem(type: NumberType): Problem | undefined {
  const { isInteger, multipleOf } = type;
  if (!isInteger || multipleOf === undefined || Number.isInteger(multipleOf)) return undefined;
  const step = integerStep(multipleOf);
  const { least, most } = integerRange(type);
  if (Math.ceil(least / step) <= Math.floor(most / step)) return undefined;
  return {
    keyword: "multipleOf",
    message: `No number is possible: an integer that is a multiple of ${multipleOf} is one of ${step}, and none is within the bounds.`,
    help: 'Change "multipleOf" or the bounds',
  };
}

/** The least and the greatest integer within the bounds of a type. */
export function integerRange(type: NumberType): { readonly least: number; readonly most: number } {
  const { minimum = -LARGEST, exclusiveMinimum = -LARGEST - 1 } = type;
  const { maximum = LARGEST, exclusiveMaximum = LARGEST + 1 } = type;
  return {
    least: Math.max(Math.ceil(minimum), Math.floor(exclusiveMinimum) + 1),
    most: Math.min(Math.floor(maximum), Math.ceil(exclusiveMaximum) - 1),
  };
}

/** The least integer above 0 that is a multiple of a decimal number. */
function integerStep(decimal: number): number {
  const [mantissa = "", exponent = "0"] = String(decimal).split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  let [a, b] = [BigInt(whole + fraction), 10n ** BigInt(Math.max(0, places))];
  const digits = a;
  while (b > 0n) [a, b] = [b, a % b];
  return Number(digits / a);
}
