import type { FieldType } from "../model.js";
import { typeText } from "./type-text.js";

/** A member of an object that may have another name. */
interface Candidate {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: FieldType;
}

/** The most pairs to compare: where more has changed, nothing can be guessed. */
const MAX_PAIRS = 2500;

/** The least likeness of two names, from 0 to 1, by which members of different types are the same one. */
const LIKE = 0.6;

/**
 * Which of the members that were removed are, most likely, members that were added: those with the same type,
 * or with a similar name. The most similar ones are found first; the result leads from the added ones.
 */
export function guessRenames<Old extends Candidate, New extends Candidate>(
  removed: readonly Old[],
  added: readonly New[],
): Map<New, Old> {
  if (removed.length * added.length > MAX_PAIRS) return new Map();
  const pairs = removed.flatMap((old) =>
    added.map((candidate) => ({ old, new: candidate, score: likenessOf(old, candidate) })),
  );
  const found = new Map<New, Old>();
  const taken = new Set<Old>();
  for (const pair of pairs.sort((a, b) => b.score - a.score)) {
    if (pair.score === 0 || taken.has(pair.old) || found.has(pair.new)) continue;
    found.set(pair.new, pair.old);
    taken.add(pair.old);
  }
  return found;
}

function likenessOf(old: Candidate, candidate: Candidate): number {
  const ofNames = nameLikeness(old.name, candidate.name);
  const isSameType = typeText(old.type) === typeText(candidate.type);
  if (!isSameType && ofNames < LIKE) return 0;
  const isSameNeed = old.isOptional === candidate.isOptional;
  // Fields of one common type, such as an optional string, are alike by chance.
  if (ofNames < LIKE && !isSameNeed) return 0;
  return (isSameType ? 1 : 0) + (isSameNeed ? 0.5 : 0) + ofNames;
}

/** How alike two names are, from 0 to 1: the share of pairs of letters that they have in common. */
export function nameLikeness(one: string, other: string): number {
  const [ofOne, ofOther] = [letterPairs(one), letterPairs(other)];
  const total = ofOne.length + ofOther.length;
  if (total === 0) return 0;
  const left = [...ofOther];
  let common = 0;
  for (const pair of ofOne) {
    const index = left.indexOf(pair);
    if (index === -1) continue;
    left.splice(index, 1);
    common++;
  }
  return (2 * common) / total;
}

function letterPairs(name: string): string[] {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, "");
  return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) =>
    letters.slice(at, at + 2),
  );
}
