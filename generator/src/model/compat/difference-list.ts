import type { FieldType } from "../model.js";
import type { Difference, ModelPath } from "./difference.js";

/** Where two parts are that are compared. */
export interface Place extends Pick<Difference, "path" | "oldPath" | "newPath"> {
  /** The named type that the part is the top of. */
  readonly owner?: string | undefined;
  /** The fields whose types are compared. */
  readonly oldMember?: Difference["oldMember"];
  readonly newMember?: Difference["newMember"];
  /**
   * What is compared already since a type took the place of another one: what differs is at the place, and not at the
   * declarations. Types that contain themselves would lead on for ever.
   */
  readonly seen?: Map<FieldType | string, Set<FieldType | string>>;
}

type Change = Pick<Difference, "kind"> &
  Partial<Omit<Difference, "path" | "oldPath" | "newPath" | "kind">>;

/**
 * The differences that were found: one of a kind at each path. A group or a named type has several uses, and what does
 * harm in one of them does harm.
 */
export class DifferenceList {
  readonly #found = new Map<string, Difference>();

  /** @param change - What is left out is `undefined`, and `false` for `reads` and `rollsBack`. */
  add({ owner: _, seen: __, ...place }: Place, change: Change): void {
    const key = JSON.stringify([change.kind, place.path]);
    const base = { old: undefined, new: undefined, reads: false, rollsBack: false };
    const difference = { ...base, ...place, ...change };
    const known = this.#found.get(key) ?? difference;
    const reads = known.reads && difference.reads;
    const rollsBack = known.rollsBack && difference.rollsBack;
    this.#found.set(key, { ...known, reads, rollsBack });
  }

  get all(): Difference[] {
    return [...this.#found.values()];
  }
}

/** The place of a part of what is at a place. */
export function below({ path, oldPath, newPath, seen }: Place, steps: ModelPath): Place {
  return {
    ...(seen === undefined ? {} : { seen }),
    path: [...path, ...steps],
    oldPath: [...oldPath, ...steps],
    newPath: [...newPath, ...steps],
  };
}
