import type { StreamFix } from "../diagnostics/messages/stream-fix.js";
import type { EventModel } from "../model/model.js";
import { withoutSuffix } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { fieldPath } from "./fields.js";
import { nestingFields } from "./nested-id.js";
import { rolesOf } from "./roles.js";

/** Finds how event types that lack the id of a stream can have it, where they show it. */
export class StreamFixes {
  readonly #analysis: Analysis;
  /** The ids that streams are by. */
  readonly #streamIds: ReadonlySet<unknown>;
  readonly #nestingField: ReturnType<typeof nestingFields>;

  constructor(analysis: Analysis, streamIds: ReadonlySet<unknown>) {
    this.#analysis = analysis;
    this.#streamIds = streamIds;
    this.#nestingField = nestingFields(analysis.declaredTypes);
  }

  /** The names of fields that have the entity of the id in a role. */
  rolesOf(id: string, event: EventModel): string[] {
    const { partition } = this.#analysis.document;
    // With an entity, a field can be the id of no stream and no partition.
    const names = rolesOf(id, event).map(({ name }) => name);
    return names.filter((name) => name !== partition && !this.#streamIds.has(name));
  }

  /** The id by which queries find one of the event types, if that has the id of a stream as a field of another entity. */
  modelKeyOf(id: string, events: readonly EventModel[]): string | undefined {
    for (const { fields } of events) {
      const field = fields.find(({ name }) => name === id);
      if (field?.modelKey !== undefined && field.modelKey !== id) return field.modelKey;
    }
    return undefined;
  }

  /** The change that all of the event types need. */
  of(id: string, events: readonly EventModel[]): StreamFix | undefined {
    const modelKey = this.modelKeyOf(id, events);
    if (modelKey !== undefined) {
      const entity = withoutSuffix(modelKey, this.#analysis.idSuffix);
      return { kind: "entity", entity, modelKey };
    }
    return this.#rolesFix(id, events) ?? this.#lookupFix(id, events) ?? this.#nestedFix(id, events);
  }

  #rolesFix(id: string, events: readonly EventModel[]): StreamFix | undefined {
    const roles = events.map((event) => this.rolesOf(id, event));
    if (roles.some(({ length }) => length === 0)) return undefined;
    const fields = [...new Set(roles.flat())];
    const [name] = fields;
    const [event] = events;
    const field = event?.fields.find((one) => one.name === name);
    const raw = field && event && this.#analysis.valueAt(fieldPath(event.type, field));
    const entity = withoutSuffix(id, this.#analysis.idSuffix);
    return { kind: "roles", entity, fields, shorthand: typeof raw === "string" ? raw : undefined };
  }

  #lookupFix(id: string, events: readonly EventModel[]): StreamFix | undefined {
    // An id field without a model key has `lookup: false`.
    const areOff = events.every(({ fields }) =>
      fields.some(({ name, modelKey }) => name === id && modelKey === undefined),
    );
    return areOff ? { kind: "lookup-false" } : undefined;
  }

  #nestedFix(id: string, events: readonly EventModel[]): StreamFix | undefined {
    const fields = events.map((event) => this.#nestingField(id, event));
    const [field] = fields;
    if (field === undefined || fields.includes(undefined)) return undefined;
    return { kind: "nested", field };
  }
}
