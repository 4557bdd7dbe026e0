import type { DataShape, Field } from "../model.js";
import type { ModelPath } from "./difference.js";
import { storedNames } from "./mechanical.js";
import { guessRenames } from "./renames.js";

/**
 * Whether the new schema reserves a name.
 *
 * @param owner - An event type, a group or a named type of the new schema.
 */
export type IsReserved = (owner: string, name: string) => boolean;

/** The data of one version of an event type in both schemas, or metadata. */
export interface ShapePair {
  readonly old: Pick<DataShape, "fields" | "isOpen">;
  readonly new: Pick<DataShape, "fields" | "isOpen">;
  /** Where the fields are that are not those of a group: `["events", "PRICE_LOWERED", "data"]`. */
  readonly oldPath: ModelPath;
  readonly newPath: ModelPath;
  /** The owner of reserved names; `undefined` if no names can be reserved. */
  readonly owner: string | undefined;
}

/** A field of an old and one of a new shape that have the same values. */
export interface FieldPair {
  readonly old: Field;
  readonly new: Field;
  /** Whether the schema says nothing of it, and only the fields' likeness does. */
  readonly isGuessed: boolean;
}

/** The fields of two shapes that have the same values: by name, then by alias, then by likeness. */
export function pairFields(
  { old, new: next, owner }: Pick<ShapePair, "old" | "new" | "owner">,
  isReserved: IsReserved,
): FieldPair[] {
  const byName = new Map(old.fields.map((field) => [field.name, field]));
  const declared = next.fields.flatMap((field) =>
    storedNames(field).flatMap((name): FieldPair[] => {
      const former = byName.get(name);
      return former === undefined ? [] : [{ old: former, new: field, isGuessed: false }];
    }),
  );
  const paired = new Set(declared.flatMap((pair) => [pair.old, pair.new]));
  const guessed = guessRenames(
    old.fields.filter((field) => !paired.has(field) && !isReservedField(field, owner, isReserved)),
    next.fields.filter((field) => !paired.has(field)),
  );
  return [
    ...declared,
    ...[...guessed].map(
      ([field, former]): FieldPair => ({ old: former, new: field, isGuessed: true }),
    ),
  ];
}

/** Whether the new schema reserves the name of an old field, in the event type or in the group. */
export function isReservedField(
  { name, group }: Field,
  owner: string | undefined,
  isReserved: IsReserved,
): boolean {
  return [owner, group].some((one) => one !== undefined && isReserved(one, name));
}

/** Where a field of a shape is: in the group that declares it, or in the data itself. */
export function fieldPlace(shapePath: ModelPath, { name, group }: Field): ModelPath {
  return group === undefined ? [...shapePath, name] : ["groups", group, name];
}
