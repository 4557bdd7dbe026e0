/** The lengths of strings, in characters: none is shorter or longer. */
export interface Lengths {
  readonly min: number;
  readonly max: number;
}

/** Why a pattern matches no string. */
export type Contradiction = "before-start" | "after-end" | "empty-class";

/**
 * What every match of a part of a pattern has in common. `before` and `after`: the most characters of the string that
 * can precede and follow it.
 */
interface Match extends Lengths {
  readonly before: number;
  readonly after: number;
}

type Part = Match | Contradiction;

const ANYWHERE = { before: Number.POSITIVE_INFINITY, after: Number.POSITIVE_INFINITY } as const;
const EMPTY: Match = { min: 0, max: 0, ...ANYWHERE };
const CHARACTER: Match = { min: 1, max: 1, ...ANYWHERE };
const UNKNOWN: Match = { min: 0, max: Number.POSITIVE_INFINITY, ...ANYWHERE };

/** The parts of a regular expression with the flag `u`. A group begins and ends with a token of its own. */
const TOKENS = [
  { kind: "look", source: String.raw`\(\?<?[=!]` },
  { kind: "open", source: String.raw`\((?:\?<[^>]*>|\?[a-z-]*:)?` },
  { kind: "close", source: String.raw`\)` },
  { kind: "or", source: String.raw`\|` },
  { kind: "start", source: String.raw`\^` },
  { kind: "end", source: String.raw`\$` },
  { kind: "boundary", source: String.raw`\\[bB]` },
  { kind: "reference", source: String.raw`\\(?:k<[^>]*>|[1-9]\d*)` },
  { kind: "noCharacter", source: String.raw`\[\]` },
  {
    kind: "character",
    source: String.raw`\[(?:\\.|[^\]\\])*\]|\\u\{\w*\}|\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|\\u\w{4}|\\x\w\w|\\c\w|\\[pP]\{[^}]*\}|\\?.`,
  },
] as const;

const TOKEN = new RegExp(
  TOKENS.map(({ kind, source }) => `(?<${kind}>${source})`).join("|"),
  "suy",
);

const QUANTIFIER = /(?<sign>[*+?])\??|\{(?<from>\d+)(?<to>,\d*)?\}\??/y;

/** A group that is read: its alternatives so far, and the parts of the one that is read. */
interface Group {
  readonly isLook: boolean;
  readonly alternatives: Part[];
  sequence: Part;
}

/**
 * The lengths of the strings that a pattern can match, or why it matches none. It knows anchors, quantifiers,
 * alternatives and groups; what it does not know can be of any length. So a bound can be too wide, and is never too
 * narrow.
 *
 * @param pattern - A regular expression that is valid with the flag `u`.
 */
export function patternLengths(pattern: string): Lengths | Contradiction {
  // Without recursion: groups can nest as deeply as the pattern is long.
  const groups: Group[] = [{ isLook: false, alternatives: [], sequence: EMPTY }];
  const top = () => groups.at(-1) as Group;
  const add = (part: Part, quantifier: Quantifier | undefined) => {
    const repeated = quantifier === undefined ? part : repeat(part, quantifier);
    top().sequence = join(top().sequence, repeated);
  };
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(pattern); match !== null; match = TOKEN.exec(pattern)) {
    const { kind } = TOKENS.find(({ kind }) => match?.groups?.[kind] !== undefined) ?? {};
    // With the modifier m, anchors are those of lines.
    if (kind === "open" && /^\(\?[a-z]*m/.test(match[0])) return UNKNOWN;
    if (kind === "open" || kind === "look") {
      groups.push({ isLook: kind === "look", alternatives: [], sequence: EMPTY });
      continue;
    }
    if (kind === "or") {
      top().alternatives.push(top().sequence);
      top().sequence = EMPTY;
      continue;
    }
    const end = TOKEN.lastIndex;
    const quantifier = quantifierAt(pattern, end);
    TOKEN.lastIndex = end + (quantifier?.length ?? 0);
    add(kind === "close" ? closed(groups.pop() as Group) : partOf(kind), quantifier);
  }
  const whole = closed(top());
  if (typeof whole === "string") return whole;
  return { min: whole.min, max: whole.before + whole.max + whole.after };
}

function partOf(kind: (typeof TOKENS)[number]["kind"] | undefined): Part {
  switch (kind) {
    case "start":
      return { ...EMPTY, before: 0 };
    case "end":
      return { ...EMPTY, after: 0 };
    case "boundary":
      return EMPTY;
    case "character":
      return CHARACTER;
    case "noCharacter":
      return "empty-class";
    default:
      return UNKNOWN;
  }
}

function closed({ isLook, alternatives, sequence }: Group): Part {
  return isLook ? EMPTY : either([...alternatives, sequence]);
}

interface Quantifier {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

function quantifierAt(pattern: string, index: number): Quantifier | undefined {
  QUANTIFIER.lastIndex = index;
  const match = QUANTIFIER.exec(pattern);
  if (match === null) return undefined;
  const { sign, from, to = `,${from}` } = match.groups ?? {};
  const { length } = match[0];
  if (sign === "?") return { from: 0, to: 1, length };
  const least = sign === undefined ? Number(from) : sign === "+" ? 1 : 0;
  const most = sign === undefined && to !== "," ? Number(to.slice(1)) : Number.POSITIVE_INFINITY;
  return { from: bounded(least), to: most, length };
}

/** Large numbers as one finite number, which keeps the arithmetic of lower bounds right. */
function bounded(count: number): number {
  return Math.min(count, 1e15);
}

function repeat(part: Part, { from, to }: Quantifier): Part {
  if (typeof part === "string") return from === 0 ? EMPTY : part;
  const max = part.max === 0 || to === 0 ? 0 : part.max * to;
  if (from === 0) return { min: 0, max, ...ANYWHERE };
  const others = bounded(part.min * (from - 1));
  return possible({
    min: bounded(part.min * from),
    max,
    before: part.before - others,
    after: part.after - others,
  });
}

function join(first: Part, second: Part): Part {
  if (typeof first === "string") return first;
  if (typeof second === "string") return second;
  return possible({
    min: bounded(first.min + second.min),
    max: first.max + second.max,
    before: Math.min(first.before, second.before - first.min),
    after: Math.min(second.after, first.after - second.min),
  });
}

function possible(match: Match): Part {
  if (match.before < 0) return "before-start";
  return match.after < 0 ? "after-end" : match;
}

function either(parts: readonly Part[]): Part {
  const matches = parts.filter((part) => typeof part !== "string");
  if (matches.length === 0) return parts[0] as Contradiction;
  return {
    min: Math.min(...matches.map(({ min }) => min)),
    max: Math.max(...matches.map(({ max }) => max)),
    before: Math.max(...matches.map(({ before }) => before)),
    after: Math.max(...matches.map(({ after }) => after)),
  };
}
