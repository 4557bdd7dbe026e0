import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { isMapping, type Mapping } from "../mapping.js";
import { documentHabits } from "./habits/document.js";
import { eventHabits } from "./habits/events.js";
import { fieldHabits } from "./habits/fields.js";
import type { FormMistake, Habit, Part } from "./habits/habit.js";
import { indentationHabits } from "./habits/indentation.js";
import { lookupHabits } from "./habits/lookups.js";
import { typeHabits } from "./habits/types.js";
import { unionHabits } from "./habits/unions.js";
import { kindsAlong, type PartKind } from "./parts.js";

const HABITS: readonly Habit[] = [
  ...documentHabits,
  ...indentationHabits,
  ...unionHabits,
  ...typeHabits,
  ...fieldHabits,
  ...eventHabits,
  ...lookupHabits,
];

/** A mistake in the form of a part, with the path of the part. */
export interface PlacedMistake {
  readonly part: YamlPath;
  readonly mistake: FormMistake;
}

/** The mistake that causes an error at a path, or an error about a key of the mapping there. */
export type FormMistakeAt = (path: YamlPath, key: string | undefined) => PlacedMistake | undefined;

/** Finds the parts of a document that as a whole have a wrong form: see `habits/`. */
export function formMistakesIn(document: Mapping): FormMistakeAt {
  const mistakesIn = recogniser(document);
  return (path, key) => {
    let value: unknown = document;
    const kinds = kindsAlong(path);
    for (let depth = 0; depth <= path.length; depth++) {
      const inner = depth < path.length ? String(path[depth]) : key;
      const mistake = mistakesIn(kinds[depth], path[depth - 1], value).find(
        ({ covers }) => inner === undefined || covers.includes(inner),
      );
      if (mistake !== undefined) return { part: path.slice(0, depth), mistake };
      if (typeof value !== "object" || value === null) return undefined;
      value = (value as Record<string | number, unknown>)[path[depth] ?? ""];
    }
    return undefined;
  };
}

/** Looks at each part once, however many errors it has. */
function recogniser(document: Mapping) {
  const known = new WeakMap<object, Map<string, readonly FormMistake[]>>();
  return (
    kind: PartKind | undefined,
    name: string | number | undefined,
    value: unknown,
  ): readonly FormMistake[] => {
    if (kind === undefined || !isMapping(value)) return [];
    const byName = known.get(value) ?? new Map<string, readonly FormMistake[]>();
    known.set(value, byName);
    const key = `${kind} ${name}`;
    const mistakes = byName.get(key) ?? recognise(kind, { value, name, document });
    byName.set(key, mistakes);
    return mistakes;
  };
}

function recognise(kind: PartKind, part: Part): readonly FormMistake[] {
  for (const habit of HABITS) {
    const mistakes = habit.kinds.includes(kind) ? [habit.recognise(part) ?? []].flat(2) : [];
    if (mistakes.length > 0) return mistakes;
  }
  return [];
}
