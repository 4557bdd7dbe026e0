import { looksLikeId } from "../values/streams.js";
import type { FormMistake, Habit, Part } from "./habit.js";

/** Lookups as indexes of other databases, which list fields. */
export const lookupHabits: readonly Habit[] = [
  { kinds: ["document", "event"], recognise: lookupsOfIds },
];

function lookupsOfIds({ value }: Part): FormMistake | undefined {
  if (![value.lookups].flat().some(looksLikeId)) return undefined;
  return {
    code: "invalid-value",
    parameters: {
      reason: "must list kinds of lookups, not fields",
      suggestion: undefined,
      hint: 'Remove "lookups": by default, events are found by each of their ids.',
    },
    at: ["lookups"],
    isAtKey: false,
    covers: ["lookups"],
  };
}
