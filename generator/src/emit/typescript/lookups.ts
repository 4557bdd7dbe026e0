import type { EventModel, Lookup, Model } from "../../model/model.js";
import { documented } from "./doc-comment.js";
import { propertyName, stringLiteral } from "./escape.js";
import { block, braces, type Code, chain, each, entry, indexed, typeCall } from "./layout.js";
import { moduleNames } from "./names.js";

/** The interface of the queries that find the events of each type. */
export function lookupMap(model: Model): Code {
  const name = moduleNames(model.name).lookupMap;
  const distinct = new Map(
    model.events.flatMap(({ lookups }) => lookups.map((lookup) => [keyOf(lookup, model), lookup])),
  );
  const all = ordered([...distinct.values()]).map((lookup) => lookupType(lookup, model));
  const members = block("> {", membersOf(model, name));
  const heading =
    all.length === 0
      ? block(`export interface ${name} {`, membersOf(model, name))
      : typeCall(`export interface ${name} extends runtime.Ordered`, [chain("|", all)], members);
  return documented(
    { description: "Maps each event type to the queries that find its events." },
    heading,
  );
}

function membersOf(model: Model, mapName: string) {
  const seen = new Map<string, string>();
  return each(model.events, (event) => {
    const head = `${propertyName(event.storedType)}:`;
    const keys = event.lookups.map((lookup) => keyOf(lookup, model)).join();
    const first = seen.get(keys);
    // The queries are written once: most event types of a schema have the same.
    if (first !== undefined && event.lookups.length > 1) {
      return entry(head, indexed(mapName, stringLiteral(first)));
    }
    seen.set(keys, event.storedType);
    return entry(head, lookupsOf(event, model));
  });
}

function lookupsOf({ lookups }: EventModel, model: Model): Code {
  return braces(
    ordered(lookups).map((lookup) =>
      entry(`${propertyName(keyOf(lookup, model))}:`, lookupType(lookup, model)),
    ),
  );
}

/** The kinds of lookups, the smallest query last; see the runtime's `Ordered`. */
const ORDER: readonly Lookup["kind"][] = ["partition-entity", "entity", "partition", "type"];

function ordered(lookups: readonly Lookup[]): Lookup[] {
  return ORDER.flatMap((kind) => lookups.filter((lookup) => lookup.kind === kind));
}

/** The name of a lookup in the map. A query for several event types can use the lookups that all of them have by name. */
function keyOf(lookup: Lookup, { partition }: Model): string {
  switch (lookup.kind) {
    case "type":
      return "type";
    case "partition":
      return lookup.partition;
    case "partition-entity":
      return lookup.modelKey;
    case "entity":
      return partition === undefined ? lookup.modelKey : `*+${lookup.modelKey}`;
  }
}

function lookupType(lookup: Lookup, { name }: Model): Code {
  switch (lookup.kind) {
    case "type":
      return "runtime.TypeLookup";
    case "partition":
      return typeCall("runtime.PartitionLookup", [
        stringLiteral(lookup.partition),
        stringLiteral(name),
      ]);
    case "partition-entity":
      return typeCall("runtime.PartitionEntityLookup", [stringLiteral(lookup.modelKey)]);
    case "entity":
      return typeCall("runtime.EntityLookup", [stringLiteral(lookup.modelKey)]);
  }
}
