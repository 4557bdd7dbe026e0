import { resolve, type TypesByName } from "../aliases.js";
import type { DataShape, Field } from "../model.js";
import { fits } from "./fits.js";

/**
 * Whether the aliases and defaults of the next version convert the data of a version: whatever data is valid
 * under the previous shape is then valid under the next one. If not, only code of the user's can convert it.
 *
 * A reader first applies the aliases and defaults of the previous version itself. If the next version neither
 * has a field nor takes it over by an alias, the step is not mechanical, even though readers ignore such a
 * field: most likely its value belongs in another field.
 *
 * @param types - The types that both shapes refer to.
 */
export function isMechanicalStep(
  previous: DataShape,
  next: DataShape,
  types: TypesByName,
): boolean {
  const known = new Set(next.fields.flatMap(storedNames));
  return (
    (next.isOpen || (!previous.isOpen && previous.fields.every(({ name }) => known.has(name)))) &&
    next.fields.every((field) => isFilled(field, previous, types))
  );
}

/** The names that stored data can have a field under. */
export function storedNames({ name, aliases }: Pick<Field, "name" | "aliases">): string[] {
  return [name, ...aliases];
}

/** Whether stored data can lack a field. */
export function canBeMissing({ isOptional, default: value }: Field): boolean {
  return isOptional || value !== undefined;
}

/** Whether a field is valid in all data of a shape, after its aliases and its default. */
function isFilled(field: Field, { fields, isOpen }: DataShape, types: TypesByName): boolean {
  const names = storedNames(field);
  const sources = fields.filter(({ name }) => names.includes(name));
  const [source, other] = sources;
  // A reader takes the first of the names that is there: the value of another field would be lost.
  if (other !== undefined) return false;
  const isCertain = source !== undefined && (!source.isOptional || source.default !== undefined);
  const isListed = names.every((name) => name === source?.name);
  // Where data may have other fields, one with this name can have any value, and comes before an alias.
  const isAnyAllowed = isFirst(source, field) && resolve(field.type, types).kind === "json";
  return (
    (isCertain || canBeMissing(field)) &&
    (isListed || !isOpen || isAnyAllowed) &&
    (source === undefined || fits(source.type, field.type, types))
  );
}

/** Whether no other name of a field comes before that of its source. */
function isFirst(source: Field | undefined, field: Field): boolean {
  return source === undefined || source.name === field.name;
}
