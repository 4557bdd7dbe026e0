import type { EventModel, Field, Model } from "../../model/model.js";
import type { IdSuffix } from "../../model/names.js";
import type { LintedSchema } from "../rule.js";
import { eventFields } from "../shared/event-fields.js";
import { isMarked } from "./marked.js";
import { legalName } from "./words.js";

/**
 * Whether an event type has a field of a name, or an id that queries find it by. A field with `lookup: false` counts as
 * the id that its name says: no query uses that one.
 */
export function idFinder(
  { model, valueAt }: LintedSchema,
  suffix: IdSuffix,
): (event: EventModel, id: string) => boolean {
  const { ofGroups, ofEvents } = emptySets(model);
  for (const { field, path, events } of eventFields(model)) {
    const [first] = events;
    const names =
      field.group === undefined ? first && ofEvents.get(first) : ofGroups.get(field.group);
    for (const name of namesOf(field, isMarked(valueAt(path)), suffix)) names?.add(name);
  }
  return (event, id) =>
    ofEvents.get(event)?.has(id) === true ||
    event.groups.some((group) => ofGroups.get(group)?.has(id));
}

function emptySets({ groups, events }: Model) {
  return {
    ofGroups: new Map(groups.map(({ name }) => [name, new Set<string>()])),
    ofEvents: new Map(events.map((event) => [event, new Set<string>()])),
  };
}

function namesOf({ name, modelKey = name }: Field, isMarkedField: boolean, suffix: IdSuffix) {
  const marked = isMarkedField ? legalName({ name }, suffix) : undefined;
  return [name, modelKey, marked ?? name];
}
