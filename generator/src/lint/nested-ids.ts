import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { FieldType, Model } from "../model/model.js";
import { idWord } from "./id-names.js";

/** A property inside a field that is named like an id. */
export interface NestedId {
  readonly name: string;
  /** The property's path; that of the field, where the property is in an imported file. */
  readonly path: YamlPath;
  /** The name of the object that has the property; `undefined` for an object in a list or in a map. */
  readonly owner: string | undefined;
}

/** A field of an event type: its path, its name, its type. */
export interface NestingField {
  readonly path: YamlPath;
  readonly name: string;
  readonly type: FieldType;
}

/** Properties and names that are followed for all fields of a schema together; more take over a second. */
const MAX_STEPS = 1_000_000;

/**
 * Finds the properties inside a field that are named like ids: those of its own type, then those of all named
 * types that it leads to. Many fields can lead to the same types, so the search ends after `MAX_STEPS`.
 */
export function nestedIds(
  { types }: Model,
  /** Whether the schema declares a type itself; else an imported file does. */
  isOwn: (type: string) => boolean,
): (field: NestingField) => Iterable<NestedId> {
  const ofTypes = new Map(
    types.map(({ name, type }) => [name, partsOf(type, ["types", name], name)]),
  );
  let steps = 0;
  return function* ({ path, name, type }) {
    const { ids, names } = partsOf(type, path, name);
    yield* ids;
    // A set is walked in the order of insertion, members that are added on the way included.
    const reached = new Set(names);
    for (const reachedName of reached) {
      const parts = ofTypes.get(reachedName);
      if (parts === undefined) continue;
      steps += 1 + parts.ids.length + parts.names.length;
      if (steps > MAX_STEPS) return;
      for (const id of parts.ids) yield isOwn(reachedName) ? id : { ...id, path };
      for (const next of parts.names) reached.add(next);
    }
  };
}

/** The properties of a type that are named like ids, and the named types that it uses. */
interface Parts {
  readonly ids: NestedId[];
  readonly names: string[];
}

function partsOf(type: FieldType, path: YamlPath, owner: string | undefined): Parts {
  const parts: Parts = { ids: [], names: [] };
  collect(type, path, owner, parts);
  return parts;
}

function collect(type: FieldType, path: YamlPath, owner: string | undefined, parts: Parts): void {
  switch (type.kind) {
    case "named":
      parts.names.push(type.name);
      return;
    case "list":
      collect(type.items, [...path, "items"], undefined, parts);
      return;
    case "map":
      collect(type.values, [...path, "additionalProperties"], undefined, parts);
      return;
    case "union":
      type.branches.forEach((branch, index) => {
        collect(branch, [...path, "oneOf", index], owner, parts);
      });
      return;
    case "object":
      for (const property of type.properties) {
        const propertyPath = [...path, "properties", property.name];
        if (idWord(property.name) !== undefined) {
          parts.ids.push({ name: property.name, path: propertyPath, owner });
        }
        collect(property.type, propertyPath, property.name, parts);
      }
      return;
  }
}
