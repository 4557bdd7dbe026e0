import type { DataShape, GroupModel, Model, NamedType } from "../../model/model.js";
import { reachableTypes } from "../../model/visit.js";
import { addTo } from "../../util/add-to.js";
import { releasedPart } from "../released.js";

/** The named types that stored events can have. */
export function releasedTypes(model: Model): NamedType[] {
  const fields = [...shapes(model).flatMap((shape) => shape.fields), ...model.metadata];
  return reachableTypes(
    model.types,
    fields.map(({ type }) => type),
  );
}

/** The groups of which stored events can have fields. */
export function releasedGroups(model: Model): GroupModel[] {
  const names = new Set(shapes(model).flatMap(({ groups }) => groups));
  return model.groups.filter(({ name }) => names.has(name));
}

/** The names that releases reserve: those of fields and properties of parts that they have. */
export function releasedReservations(model: Model): ReadonlyMap<string, readonly string[]> {
  const owners = new Set([
    ...releasedPart(model).events.map(({ type }) => type),
    ...[...releasedGroups(model), ...releasedTypes(model)].map(({ name }) => name),
  ]);
  const names = new Map<string, string[]>();
  for (const reservation of model.reserved) {
    if (!owners.has(reservation.owner)) continue;
    for (const name of reservation.names) addTo(names, reservation.owner, name);
  }
  return names;
}

/** The data of all versions of all event types that releases have. */
function shapes(model: Model): DataShape[] {
  return releasedPart(model).events.flatMap((event) => [event, ...event.previous]);
}
