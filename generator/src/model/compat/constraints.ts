import type { FieldType, ListType, NumberType, StringType } from "../model.js";
import { maxItemsFits, minItemsFits, uniquenessFits } from "./fits.js";
import { lowerBoundFits, multipleFits, upperBoundFits } from "./numbers.js";
import { maxLengthFits, minLengthFits, patternFits } from "./strings.js";

type Limit = number | string | true;

/** A limit of the values of a type: what its keywords say together. */
interface Constraint<Type> {
  /** The keywords of the schema language that a type has for it, each with its value. */
  readonly keywords: (type: Type) => Readonly<Record<string, Limit | undefined>>;
  /** Whether every value of the first type is within the limit of the second. */
  readonly fits: (from: Type, to: Type) => boolean;
}

/** A limit that two types of one kind do not have in common. */
export interface ConstraintChange {
  /** The keyword that the new type has or, without one, that the old one had. */
  readonly keyword: string;
  /** `minimum: 0`; `undefined` for no limit. */
  readonly old: string | undefined;
  readonly new: string | undefined;
  readonly reads: boolean;
  readonly rollsBack: boolean;
}

const OF_STRINGS: readonly Constraint<StringType>[] = [
  { keywords: ({ minLength }) => ({ minLength }), fits: minLengthFits },
  { keywords: ({ maxLength }) => ({ maxLength }), fits: maxLengthFits },
  { keywords: ({ pattern }) => ({ pattern }), fits: patternFits },
];

const OF_NUMBERS: readonly Constraint<NumberType>[] = [
  {
    keywords: ({ minimum, exclusiveMinimum }) => ({ minimum, exclusiveMinimum }),
    fits: lowerBoundFits,
  },
  {
    keywords: ({ maximum, exclusiveMaximum }) => ({ maximum, exclusiveMaximum }),
    fits: upperBoundFits,
  },
  { keywords: ({ multipleOf }) => ({ multipleOf }), fits: multipleFits },
];

const OF_LISTS: readonly Constraint<ListType>[] = [
  { keywords: ({ minItems }) => ({ minItems }), fits: minItemsFits },
  { keywords: ({ maxItems }) => ({ maxItems }), fits: maxItemsFits },
  {
    keywords: ({ hasUniqueItems }) => ({ uniqueItems: hasUniqueItems || undefined }),
    fits: uniquenessFits,
  },
];

/** The limits in which two types of one kind differ, as far as it makes a difference to their values. */
export function constraintChanges(old: FieldType, next: FieldType): ConstraintChange[] {
  if (old.kind === "string" && next.kind === "string") return changes(OF_STRINGS, old, next);
  if (old.kind === "number" && next.kind === "number") return changes(OF_NUMBERS, old, next);
  if (old.kind === "list" && next.kind === "list") return changes(OF_LISTS, old, next);
  return [];
}

function changes<Type>(
  constraints: readonly Constraint<Type>[],
  old: Type,
  next: Type,
): ConstraintChange[] {
  return constraints.flatMap(({ keywords, fits }) => {
    const [before, after] = [given(keywords(old)), given(keywords(next))];
    const [reads, rollsBack] = [fits(old, next), fits(next, old)];
    const keyword = firstChanged(after, before) ?? firstChanged(before, after);
    if (keyword === undefined || (reads && rollsBack)) return [];
    return [{ keyword, old: textOf(before), new: textOf(after), reads, rollsBack }];
  });
}

/** The first keyword that others do not give in the same way. */
function firstChanged(
  limits: readonly [string, Limit][],
  others: readonly [string, Limit][],
): string | undefined {
  const isSame = ([name, limit]: readonly [string, Limit]) =>
    others.some(([other, value]) => other === name && value === limit);
  return limits.find((entry) => !isSame(entry))?.[0];
}

function given(limits: Readonly<Record<string, Limit | undefined>>): [string, Limit][] {
  return Object.entries(limits).filter((entry): entry is [string, Limit] => entry[1] !== undefined);
}

function textOf(limits: readonly [string, Limit][]): string | undefined {
  if (limits.length === 0) return undefined;
  return limits.map(([name, limit]) => `${name}: ${cut(String(limit))}`).join(", ");
}

/** The longest pattern in a text, in characters. */
const MAX_LENGTH = 60;

function cut(limit: string): string {
  return limit.length > MAX_LENGTH ? `${limit.slice(0, MAX_LENGTH - 1)}…` : limit;
}
