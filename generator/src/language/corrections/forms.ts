import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { Mapping } from "../mapping.js";
import { eventHabits } from "./habits/events.js";
import type { FormMistake, Habit } from "./habits/habit.js";
import { typeHabits } from "./habits/types.js";
import { unionHabits } from "./habits/unions.js";
import { kindsAlong, type PartKind } from "./parts.js";

const HABITS: readonly Habit[] = [...unionHabits, ...typeHabits, ...eventHabits];

/** A mistake in the form of a part, with the path of the part. */
export interface PlacedMistake {
  readonly part: YamlPath;
  readonly mistake: FormMistake;
}

/** The mistake that causes an error at a path, or an error about a key of the mapping there. */
export type FormMistakeAt = (path: YamlPath, key: string | undefined) => PlacedMistake | undefined;

/** Finds the parts of a document that are written as in another language. */
export function formMistakesIn(document: Mapping): FormMistakeAt {
  const mistakeIn = recogniser(document);
  return (path, key) => {
    let value: unknown = document;
    const kinds = kindsAlong(path);
    for (let depth = 0; depth <= path.length; depth++) {
      const mistake = mistakeIn(kinds[depth], path[depth - 1], value);
      const inner = depth < path.length ? String(path[depth]) : key;
      if (mistake !== undefined && (inner === undefined || mistake.covers.includes(inner))) {
        return { part: path.slice(0, depth), mistake };
      }
      if (typeof value !== "object" || value === null) return undefined;
      value = (value as Record<string | number, unknown>)[path[depth] ?? ""];
    }
    return undefined;
  };
}

/** Looks at each part once, however many errors it has. */
function recogniser(document: Mapping) {
  const known = new WeakMap<object, Map<string, FormMistake | undefined>>();
  return (
    kind: PartKind | undefined,
    name: string | number | undefined,
    value: unknown,
  ): FormMistake | undefined => {
    if (kind === undefined || typeof value !== "object" || value === null) return undefined;
    const byName = known.get(value) ?? new Map<string, FormMistake | undefined>();
    known.set(value, byName);
    const key = `${kind} ${name}`;
    if (!byName.has(key)) byName.set(key, recognise(kind, { value, name, document }));
    return byName.get(key);
  };
}

function recognise(
  kind: PartKind,
  part: Parameters<Habit["recognise"]>[0],
): FormMistake | undefined {
  for (const habit of HABITS) {
    const mistake = habit.kinds.includes(kind) ? habit.recognise(part) : undefined;
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}
