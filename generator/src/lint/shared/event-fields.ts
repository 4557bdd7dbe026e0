import { fieldPath } from "../../analysis/fields.js";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { type EventModel, type Field, type Model, ownFields } from "../../model/model.js";
import { addTo } from "../../util/add-to.js";

/** A field of `data`, and the event types that have it: one, or all that include its group. */
export interface EventField {
  readonly field: Field;
  readonly path: YamlPath;
  readonly events: readonly EventModel[];
}

/** The fields of all event types, each once: those of a group where the first event type includes it. */
export function* eventFields({ groups, events }: Model): Iterable<EventField> {
  const byName = new Map(groups.map((group) => [group.name, group]));
  const including = eventsByGroup(events);
  for (const event of events) {
    for (const name of new Set(event.groups)) {
      const all = including.get(name) ?? [];
      if (all[0] !== event) continue;
      for (const field of byName.get(name)?.fields ?? []) {
        yield { field, path: fieldPath("", field), events: all };
      }
    }
    for (const field of ownFields(event)) {
      yield { field, path: fieldPath(event.type, field), events: [event] };
    }
  }
}

/** Group → the event types that include it. */
export function eventsByGroup(events: readonly EventModel[]): Map<string, EventModel[]> {
  const including = new Map<string, EventModel[]>();
  for (const event of events) {
    for (const name of new Set(event.groups)) addTo(including, name, event);
  }
  return including;
}
