import { fieldPlace } from "../../../model/compat/pair-fields.js";
import { type Field, lookupPath } from "../../../model/model.js";
import { versionPath } from "../../comparison.js";
import { type KeyFieldState, type KeySides, keyFieldState } from "../../keys.js";
import { hasSamePartition } from "../../missing.js";
import type { EventPair } from "../../pairs.js";

/** An id field of the newest data of an event type, and what it was when events were stored. */
export interface KeyField {
  readonly pair: EventPair;
  readonly field: Field;
  readonly state: KeyFieldState;
  readonly path: readonly string[];
}

/** The id fields that are part of keys of the schema that reads. */
export function* keyFields(sides: ReadonlyMap<EventPair, KeySides>): Iterable<KeyField> {
  for (const [pair, ofPair] of sides) yield* keyFieldsOf(pair, ofPair);
}

/** The same of one pair of event types. */
export function* keyFieldsOf(pair: EventPair, sides: KeySides): Iterable<KeyField> {
  if (!hasSamePartition(sides)) return;
  const { event, templates } = sides.read;
  const used = new Set(templates.flatMap(({ lookup }) => lookupPath(lookup)));
  for (const field of event.fields) {
    if (field.modelKey === undefined || !used.has(field.modelKey)) continue;
    const path = fieldPlace(versionPath(event, event.version), field);
    yield { pair, field, path, state: keyFieldState(field, sides) };
  }
}

/** Where a field of the old schema is. */
export function oldPlace({ old }: EventPair, field: Field): readonly string[] {
  return fieldPlace(versionPath(old, old.version), field);
}
