import { entityOf } from "ddb-pattern-runtime/rules";
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
    const own = [ofEvents.get(event), ...event.groups.map((group) => ofGroups.get(group))];
    return own.some(
      (known) => known?.has(id) === true || known?.has(entityOf(id, suffix)) === true,
    );
  };
}

/** The names of the fields that each group and each event type declares, the ids that they are, and their entities. */
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

function namesOf({ name, modelKey }: Field, isMarkedField: boolean, suffix: IdSuffix): string[] {
  const marked = isMarkedField ? legalName({ name }, suffix) : undefined;
  // Keys have the entity, however the schema spells it.
  const ids = modelKey === undefined ? [] : [modelKey, entityOf(modelKey, suffix)];
  return [name, ...ids, marked ?? name];
}
