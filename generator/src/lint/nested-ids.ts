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

/** The properties that are named like ids inside a field, those of all types that it leads to included. */
export function nestedIds(
  { types }: Model,
  /** Whether the schema declares a type itself; else an imported file does. */
  isOwn: (type: string) => boolean,
): (field: NestingField) => NestedId[] {
  const ofTypes = new Map(
    types.map(({ name, type }) => [name, partsOf(type, ["types", name], name)]),
  );
  const known = new Map<string, readonly NestedId[]>();

  /** The properties of a named type and of all that it leads to; found once for each type. */
  const idsOf = (start: string): readonly NestedId[] => {
    const before = known.get(start);
    if (before !== undefined) return before;
    const reached = new Set([start]);
    const ids: NestedId[] = [];
    // A set is walked in the order of insertion, members that are added on the way included.
    for (const name of reached) {
      const parts = ofTypes.get(name);
      for (const id of parts?.ids ?? []) ids.push(isOwn(name) ? id : { ...id, path: [] });
      for (const next of parts?.names ?? []) reached.add(next);
    }
    known.set(start, ids);
    return ids;
  };

  return ({ path, name, type }) => {
    const { ids, names } = partsOf(type, path, name);
    const ofNames = names.flatMap(idsOf);
    return [...ids, ...ofNames.map((id) => (id.path.length > 0 ? id : { ...id, path }))];
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
