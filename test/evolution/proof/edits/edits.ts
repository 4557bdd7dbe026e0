import { Draws } from "../draws.js";
import type { Draft, Edit } from "./draft.js";
import { EVENT_EDITS } from "./events.js";
import { FIELD_EDITS } from "./fields.js";
import { SCHEMA_EDITS } from "./schema.js";
import { STREAM_EDITS } from "./streams.js";
import { TYPE_EDITS } from "./types.js";
import { VERSION_EDITS } from "./versions.js";

export const EDITS: readonly Edit[] = [
  ...EVENT_EDITS,
  ...FIELD_EDITS,
  ...TYPE_EDITS,
  ...STREAM_EDITS,
  ...SCHEMA_EDITS,
  ...VERSION_EDITS,
];

/** An edit that was drawn, with the seed of what it draws itself. */
export interface Applied {
  readonly edit: Edit;
  readonly seed: number;
}

/** Draws edits that change a schema one after the other. */
export function drawEdits(
  draft: Draft,
  { count, isCareful }: { readonly count: number; readonly isCareful: boolean },
  draws: Draws,
): readonly Applied[] {
  const copy = structuredClone(draft);
  const choices = EDITS.filter((edit) => edit.isCareful || !isCareful);
  const applied: Applied[] = [];
  for (let attempts = 0; applied.length < count && attempts < 20 * count; attempts++) {
    const drawn = { edit: weighted(choices, draws), seed: draws.seed() };
    if (apply(copy, drawn)) applied.push(drawn);
  }
  return applied;
}

/** A copy of a schema that edits have changed; those that find nothing to change are left out. */
export function edited(draft: Draft, edits: readonly Applied[]): Draft {
  const copy = structuredClone(draft);
  for (const edit of edits) apply(copy, edit);
  return copy;
}

function apply(draft: Draft, { edit, seed }: Applied): boolean {
  return edit.apply(draft, new Draws(seed));
}

function weighted(edits: readonly Edit[], draws: Draws): Edit {
  let left = draws.fraction() * edits.reduce((sum, { weight }) => sum + weight, 0);
  for (const edit of edits) {
    left -= edit.weight;
    if (left < 0) return edit;
  }
  return edits[0] as Edit;
}
