import { type TypesByName, typesByName } from "../model/aliases.js";
import type { EventModel, FieldType, NamedType } from "../model/model.js";
import { innerTypes } from "../model/visit.js";

/** The types that are followed for one schema; more take long, and are there only in schemas with many mistakes. */
const MAX_STEPS = 100_000;

/** Finds the field of an event type that has a property of some name inside. */
export function nestingFields(
  types: readonly NamedType[],
): (property: string, event: EventModel) => string | undefined {
  const byName = typesByName(types);
  let left = MAX_STEPS;
  return (property, { fields }) => {
    const field = fields.find(({ type }) => {
      const found = hasInside(property, type, byName, left);
      left = found.left;
      return found.has;
    });
    return field?.name;
  };
}

function hasInside(
  property: string,
  type: FieldType,
  types: TypesByName,
  steps: number,
): { readonly has: boolean; readonly left: number } {
  const open = [type];
  const names = new Set<string>();
  let left = steps;
  // A list is walked with the items that are added on the way.
  for (const part of open) {
    if (left-- <= 0) break;
    if (part.kind === "object" && part.properties.some(({ name }) => name === property)) {
      return { has: true, left };
    }
    if (part.kind === "named" && !names.has(part.name)) {
      names.add(part.name);
      const named = types.get(part.name);
      if (named !== undefined) open.push(named.type);
    }
    for (const inner of innerTypes(part)) open.push(inner.type);
  }
  return { has: false, left };
}
