import { type EventModel, type Field, isCertainId, lookupPath } from "../../model/model.js";
import type { LintedSchema, Rule } from "../rule.js";

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
    for (const event of schema.events) {
      const ids = uncertainIds(event, schema);
      const [first] = ids;
      if (first === undefined) continue;
      const names = ids.map(({ name }) => `"${name}"`).join(" or ");
      const message = `An event ${event.type} without an id in ${names} is in no stream, and no query by an id finds it.`;
      yield { path: ["events", event.type], message, help: helpFor(first, ids.length) };
    }
  },
};

/** The ids that alone lead to an event, if it can lack them all; none for an event that is always found. */
function uncertainIds(event: EventModel, { model, streamsOf }: LintedSchema): readonly Field[] {
  const streams = streamsOf(event).map(({ lookup }) => lookup);
  if (streams.length === 0) return [];
  // All events of a partition or of a type are no history of one thing: only a stream of them is meant so.
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

function helpFor({ name, type, isOptional }: Field, count: number): string {
  const changes = [
    ...(isOptional ? ['remove its "?"'] : []),
    ...(type.kind === "list" ? ['add "minItems: 1"'] : []),
  ];
  const others = count > 1 ? ", or another of them" : "";
  return `Require "${name}"${others}: ${changes.join(" and ")}`;
}
