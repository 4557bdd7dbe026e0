import { idWord } from "../../analysis/id-names.js";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { FieldType, Model } from "../../model/model.js";
import { typeParts } from "../shared/type-parts.js";

/** A property that is named like an id. */
export interface NestedId {
  readonly name: string;
  readonly type: FieldType;
  readonly path: YamlPath;
  /** The name of the object that has the property; see `TypePart`. */
  readonly owner: string | undefined;
  /** Whether one value of the type that has it can have several values of it. */
  readonly isRepeated: boolean;
}

/** A property inside a field that is named like an id. */
export interface FoundId {
  /** The same object for all fields that lead to the property. */
  readonly id: NestedId;
  /** The property's path; that of the field, where the property is in an imported file. */
  readonly path: YamlPath;
  /** Whether one event can have several values of the property. */
  readonly isRepeated: boolean;
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
): (field: NestingField) => Iterable<FoundId> {
  const ofTypes = new Map(
    types.map(({ name, type }) => [name, partsOf(type, ["types", name], name)]),
  );
  let steps = 0;
  return function* ({ path, name, type }) {
    const { ids, names } = partsOf(type, path, name);
    for (const id of ids) yield { id, path: id.path, isRepeated: id.isRepeated };
    // A map is walked in the order of insertion, entries that are added on the way included.
    const reached = new Map(names);
    for (const [reachedName, isRepeated] of reached) {
      const parts = ofTypes.get(reachedName);
      if (parts === undefined) continue;
      steps += 1 + parts.ids.length + parts.names.size;
      if (steps > MAX_STEPS) return;
      for (const id of parts.ids) {
        const idPath = isOwn(reachedName) ? id.path : path;
        yield { id, path: idPath, isRepeated: isRepeated || id.isRepeated };
      }
      for (const [next, isNextRepeated] of parts.names) {
        if (!reached.has(next)) reached.set(next, isRepeated || isNextRepeated);
      }
    }
  };
}

/** The properties of a type that are named like ids, and the named types that it uses: whether each is repeated. */
interface Parts {
  readonly ids: readonly NestedId[];
  readonly names: ReadonlyMap<string, boolean>;
}

function partsOf(type: FieldType, path: YamlPath, owner: string): Parts {
  const ids: NestedId[] = [];
  const names = new Map<string, boolean>();
  for (const part of typeParts(type, path, owner)) {
    const { isRepeated } = part;
    if (part.type.kind === "named" && !names.has(part.type.name)) {
      names.set(part.type.name, isRepeated);
    }
    if (part.type.kind !== "object") continue;
    for (const { name, type: ofProperty } of part.type.properties) {
      if (idWord(name) === undefined) continue;
      const propertyPath = [...part.path, "properties", name];
      ids.push({ name, type: ofProperty, path: propertyPath, owner: part.owner, isRepeated });
    }
  }
  return { ids, names };
}
