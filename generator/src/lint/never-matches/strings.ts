import type { StringType } from "../../model/model.js";
import { FORMAT_LENGTHS } from "./format-lengths.js";
import { literalPattern } from "./literal-pattern.js";
import { type Contradiction, type Lengths, patternLengths } from "./pattern-lengths.js";
import { MAX_ITEM_BYTES, type Problem } from "./problem.js";

/** The bounds that one rule, or the storage, gives to the lengths of strings. */
interface Limit extends Lengths {
  /** The rule, if its author can change it. */
  readonly keyword?: "minLength" | "maxLength" | "pattern";
  /** The bounds in words: "a uuid has 36 characters". */
  readonly least?: string;
  readonly most?: string;
}

const ANY = Number.POSITIVE_INFINITY;

const ITEM: Limit = {
  min: 0,
  max: MAX_ITEM_BYTES,
  most: "an item of DynamoDB holds at most 400 KB",
};

const ID: Limit = {
  min: 1,
  max: 2048,
  least: "an id is never empty",
  most: "a key of DynamoDB holds at most 2,048 bytes",
};

/** What is wrong with the rules of strings, if anything is. `isId`: they become parts of keys. */
export function stringProblem(type: StringType, isId: boolean): Problem | undefined {
  const { pattern } = type;
  const literal = pattern === undefined ? undefined : literalPattern(pattern);
  if (literal !== undefined) return literal;
  const lengths = pattern === undefined ? { min: 0, max: ANY } : patternLengths(pattern);
  if (typeof lengths === "string") return noMatch(lengths);
  const limits = [isId ? ID : ITEM, ofFormat(type), ...ofRules(type), ofPattern(lengths)];
  // If no two of them contradict each other, all of them leave a length.
  const low = limits.reduce((a, b) => (b.min > a.min ? b : a));
  const high = limits.reduce((a, b) => (b.max < a.max ? b : a));
  return low.min > high.max ? contradiction(low, high) : undefined;
}

/** The lengths that strings of a type can have; none is shorter or longer. */
export function lengthsOf(type: StringType): Lengths {
  const limits: readonly Lengths[] = [ofFormat(type), ...ofRules(type)];
  return {
    min: Math.max(...limits.map(({ min }) => min)),
    max: Math.min(...limits.map(({ max }) => max)),
  };
}

function ofFormat({ format }: StringType): Limit {
  if (format === undefined) return { min: 0, max: ANY };
  const { min, max } = FORMAT_LENGTHS[format];
  const what = `a string of the format ${format} has`;
  return min === max
    ? { min, max, least: `${what} ${min} characters`, most: `${what} ${max} characters` }
    : {
        min,
        max,
        least: `${what} at least ${characters(min)}`,
        most: `${what} at most ${characters(max)}`,
      };
}

function ofRules({ minLength, maxLength }: StringType): Limit[] {
  const min = minLength ?? 0;
  const max = maxLength ?? ANY;
  return [
    {
      keyword: "minLength",
      min,
      max: ANY,
      least: `"minLength" requires at least ${characters(min)}`,
    },
    { keyword: "maxLength", min: 0, max, most: `"maxLength" allows at most ${characters(max)}` },
  ];
}

function ofPattern({ min, max }: Lengths): Limit {
  const what = "the pattern matches only strings of";
  return {
    keyword: "pattern",
    min,
    max,
    least: `${what} at least ${characters(min)}`,
    most: `${what} at most ${characters(max)}`,
  };
}

function characters(count: number): string {
  return count === 1 ? "1 character" : `${count} characters`;
}

function contradiction(low: Limit, high: Limit): Problem {
  const message = `No string is possible: ${low.least}, but ${high.most}.`;
  const other = low.keyword !== undefined && high.keyword !== undefined;
  if (high.keyword === "maxLength") {
    const help = `Raise "maxLength" to at least ${low.min}, or remove it`;
    return { keyword: "maxLength", message, help, other: other ? low.keyword : undefined };
  }
  if (low.keyword === "minLength") {
    const help = `Lower "minLength" to at most ${high.max}, or remove it`;
    return { keyword: "minLength", message, help, other: other ? high.keyword : undefined };
  }
  return { keyword: "pattern", message, help: "Change or remove the pattern" };
}

function noMatch(reason: Contradiction): Problem {
  const message = `No string is possible: none matches the pattern, ${REASONS[reason]}.`;
  const help = "Change the pattern; for the characters $ and ^ themselves, write \\$ and \\^";
  return { keyword: "pattern", message, help };
}

const REASONS: Readonly<Record<Contradiction, string>> = {
  "after-end": "as $ is the end of a string, and more characters must follow it",
  "before-start": "as ^ is the beginning of a string, and characters must precede it",
  "empty-class": "as no character matches []",
};
