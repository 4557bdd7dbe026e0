import type { Difference, ModelPath } from "../../../model/compat/difference.js";

/** Types of stored events that no event type has any more, for {@link Found.lost}. */
export function lostTypes(storedTypes: readonly string[]): string[] {
  return storedTypes.map((type) => `type ${type}`);
}

/** Names of fields or of properties that an event type, a group or a named type no longer knows. */
export function lostNames(owner: string, names: readonly string[]): string[] {
  return names.map((name) => `name ${owner} ${name}`);
}

/** The name of the old member of a difference, which the new schema no longer knows. */
export function lostMember({ path, newPath, oldMember }: Difference): string[] {
  // A removed field is not in the new schema: its place is that of the data it was in.
  const parent =
    path[0] === "groups" || newPath.at(-1) === path.at(-1) ? path.slice(0, -1) : newPath;
  return oldMember === undefined ? [] : lostNames(ownerOf(parent), [oldMember.name]);
}

/** The owner of reserved names, as the schema writes it; or the place itself, where no name can be reserved. */
export function ownerOf(parent: ModelPath): string {
  const [section, owner = "", ...rest] = parent;
  const isOwn =
    (section === "events" && rest.join() === "data") ||
    (section === "groups" && rest.length === 0) ||
    (section === "types" && rest.join() === "properties");
  return isOwn ? owner : parent.join(".");
}
