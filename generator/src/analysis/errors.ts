import type { FieldType, NamedType } from "../model/model.js";
import { innerTypes } from "../model/visit.js";
import { addTo } from "../util/add-to.js";

/** Whether a type is an error type, or a list of one, as `Gone[]` is. */
export function isErrorOrListOfErrors(type: FieldType): boolean {
  return type.kind === "list" ? isErrorOrListOfErrors(type.items) : type.kind === "error";
}

/**
 * Whether a type is an error type or one of `wrong`, or leads to one through its parts and the types that they
 * name.
 */
export function errorFinder(
  types: readonly NamedType[],
  wrong: ReadonlySet<FieldType> = new Set(),
): (type: FieldType) => boolean {
  const wrongNames = namesOfErrors(types, wrong);
  const known = new Map<FieldType, boolean>();
  const hasError = (type: FieldType): boolean => {
    const before = known.get(type);
    if (before !== undefined) return before;
    const has =
      type.kind === "error" ||
      wrong.has(type) ||
      (type.kind === "named" && wrongNames.has(type.name)) ||
      innerTypes(type).some((inner) => hasError(inner.type));
    known.set(type, has);
    return has;
  };
  return hasError;
}

/** The named types that are or hold an error type, and all that lead to one of them. */
function namesOfErrors(
  types: readonly NamedType[],
  wrong: ReadonlySet<FieldType>,
): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const names = new Set<string>();
  for (const { name, type } of types) {
    const parts = [type];
    // A list is walked with the items that are added on the way, and so is a set.
    for (const part of parts) {
      if (part.kind === "error" || wrong.has(part)) names.add(name);
      if (part.kind === "named") addTo(users, part.name, name);
      for (const inner of innerTypes(part)) parts.push(inner.type);
    }
  }
  for (const name of names) for (const user of users.get(name) ?? []) names.add(user);
  return names;
}
