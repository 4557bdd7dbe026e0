import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { FieldType, Model } from "../model/model.js";
import { idWord } from "./id-names.js";
import { typeParts } from "./type-parts.js";

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

function partsOf(type: FieldType, path: YamlPath, owner: string): Parts {
  const ids: NestedId[] = [];
  const names: string[] = [];
  for (const part of typeParts(type, path, owner)) {
    if (part.type.kind === "named") names.push(part.type.name);
    if (part.type.kind !== "object") continue;
    for (const { name } of part.type.properties) {
      if (idWord(name) === undefined) continue;
      ids.push({ name, path: [...part.path, "properties", name], owner: part.owner });
    }
  }
  return { ids, names };
}
