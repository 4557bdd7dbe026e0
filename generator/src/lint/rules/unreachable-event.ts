import { fieldPath } from "../../analysis/fields.js";
import { type EventModel, type Field, isCertainId, lookupPath } from "../../model/model.js";
import type { LintedSchema, Rule } from "../rule.js";
import { enumeration } from "../shared/enumeration.js";
import { eventsByGroup } from "../shared/event-fields.js";

/**
 * That no event of a type is stored or found is an error, and one without a stream has a warning of its own. What is
 * left are events of which some are found, and others are not: an author who puts an event type into a stream expects
 * each of its events there, and nobody notices the events that lack the id until one is searched.
 */
export const unreachableEvent: Rule = {
  code: "unreachable-event",
  summary: "An event that lacks its optional ids is in no stream, and no query by an id finds it.",
  help: "Require one of its ids",
  readsLookups: true,
  *check(schema) {
    const including = eventsByGroup(schema.model.events);
    for (const { ids, types } of unreachableEvents(schema)) {
      const [first] = ids;
      const [type = ""] = types;
      const names = ids.map(({ name }) => `"${name}"`).join(" or ");
      const oneOf = enumeration(types, "or", (count) => `of ${count} other types`);
      const message = `An event ${oneOf} without an id in ${names} is in no stream, and no query by an id finds it.`;
      const path = areOfGroups(ids) ? fieldPath(type, first) : ["events", type];
      const hasOthers = (including.get(first.group ?? "")?.length ?? 0) > types.length;
      yield { path, message, help: helpFor(first, ids.length, hasOthers) };
    }
  },
};

type Ids = readonly [Field, ...Field[]];

/** Ids that alone lead to the events of some types, which can lack all of them. */
interface Unreachable {
  readonly ids: Ids;
  /** Several types, if all of the ids are those of groups. */
  readonly types: readonly string[];
}

function unreachableEvents(schema: LintedSchema): Iterable<Unreachable> {
  const found = new Map<string, { readonly ids: Ids; readonly types: string[] }>();
  for (const event of schema.events) {
    const { type } = event;
    const [first, ...others] = uncertainIds(event, schema);
    if (first === undefined) continue;
    const ids: Ids = [first, ...others];
    const key = areOfGroups(ids) ? ids.map(({ group, name }) => `${group}.${name}`).join() : type;
    const known = found.get(key);
    if (known === undefined) found.set(key, { ids, types: [type] });
    else known.types.push(type);
  }
  return found.values();
}

function areOfGroups(ids: Ids): boolean {
  return ids.every(({ group }) => group !== undefined);
}

/** The ids that alone lead to an event, if it can lack them all; none for an event that is always found. */
function uncertainIds(event: EventModel, { model, streamsOf }: LintedSchema): readonly Field[] {
  const streams = streamsOf(event).map(({ lookup }) => lookup);
  if (streams.length === 0) return [];
  // All events of a partition or of a type are no history of one thing, unless a stream has them.
  const byId = event.lookups.filter(({ kind }) => kind === "entity" || kind === "partition-entity");
  const paths = [...streams, ...byId].map(lookupPath);
  const isCertain = (modelKey: string) =>
    modelKey === model.partition ||
    event.fields.some((field) => field.modelKey === modelKey && isCertainId(field));
  if (paths.some((path) => path.every(isCertain))) return [];
  const keys = new Set(paths.flat());
  return event.fields.filter(
    ({ modelKey }) => modelKey !== undefined && modelKey !== model.partition && keys.has(modelKey),
  );
}

/** `hasOthers`: whether other event types have the id, too, by its group. */
function helpFor({ name, type, isOptional, group }: Field, count: number, hasOthers: boolean) {
  const changes = [
    ...(isOptional ? ['remove its "?"'] : []),
    ...(type.kind === "list" ? ['add "minItems: 1"'] : []),
  ];
  const ofThem = count > 1 ? ", or another of them" : "";
  const forAll = hasOthers ? ` for all event types that include ${group}` : "";
  return `Require "${name}"${ofThem}${forAll}: ${changes.join(" and ")}`;
}
