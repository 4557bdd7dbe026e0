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
  schema: LintedSchema,
  suffix: IdSuffix,
): (event: EventModel, id: string) => boolean {
  // Few schemas have a name like an id.
  let names: Names | undefined;
  return (event, id) => {
    names ??= namesIn(schema, suffix);
    const { ofGroups, ofEvents } = names;
    return (
      ofEvents.get(event)?.has(id) === true ||
      event.groups.some((group) => ofGroups.get(group)?.has(id))
    );
  };
}

/** The names of the fields that each group and each event type declares, and the ids that they are. */
interface Names {
  readonly ofGroups: ReadonlyMap<string, Set<string>>;
  readonly ofEvents: ReadonlyMap<EventModel, Set<string>>;
}

function namesIn({ model, valueAt }: LintedSchema, suffix: IdSuffix): Names {
  const { ofGroups, ofEvents } = emptySets(model);
  for (const { field, path, events } of eventFields(model)) {
    const [first] = events;
    const names =
      field.group === undefined ? first && ofEvents.get(first) : ofGroups.get(field.group);
    for (const name of namesOf(field, isMarked(valueAt(path)), suffix)) names?.add(name);
  }
  return { ofGroups, ofEvents };
}

function emptySets({ groups, events }: Model): Names {
  return {
    ofGroups: new Map(groups.map(({ name }) => [name, new Set<string>()])),
    ofEvents: new Map(events.map((event) => [event, new Set<string>()])),
  };
}

function namesOf({ name, modelKey = name }: Field, isMarkedField: boolean, suffix: IdSuffix) {
  const marked = isMarkedField ? legalName({ name }, suffix) : undefined;
  return [name, modelKey, marked ?? name];
}
