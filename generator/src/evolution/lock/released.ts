import type {
  DataShape,
  EventModel,
  GroupModel,
  Model,
  NamedType,
  StreamModel,
} from "../../model/model.js";
import { reachableTypes } from "../../model/visit.js";
import { addTo } from "../../util/add-to.js";

/** The event types that releases have: all but drafts. */
export function stableEvents({ events }: Pick<Model, "events">): EventModel[] {
  return events.filter(({ isDraft }) => !isDraft);
}

/** The streams that releases have: those with an event type that is no draft. */
export function releasedStreams({ streams }: Model): StreamModel[] {
  return streams.filter((stream) => stableEvents(stream).length > 0);
}

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
    ...stableEvents(model).map(({ type }) => type),
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
  return stableEvents(model).flatMap((event) => [event, ...event.previous]);
}
