import { bareName, type Draft, isId, long, replaceMember, suffixOf, type Type } from "./draft.js";

/** The schema in which everything has its first alias as its name; `undefined` if nothing has one. */
export function formerNames(draft: Draft): Draft | undefined {
  const former = structuredClone(draft);
  const sets = [
    ...Object.values(former.events).map(({ data }) => data),
    ...Object.values(former.groups ?? {}),
  ];
  const renamed = sets.flatMap((fields) =>
    Object.keys(fields).filter((key) => renameField(former, fields, key)),
  );
  const events = Object.values(former.events).filter((event) => {
    const [alias] = event.aliases ?? [];
    if (alias === undefined) return false;
    event.wire = alias;
    delete event.aliases;
    return true;
  });
  return renamed.length + events.length === 0 ? undefined : former;
}

/** @returns Whether the field has an alias. */
function renameField(draft: Draft, fields: Record<string, Type>, key: string): boolean {
  const field = long(fields[key] as Type);
  const [alias] = field.aliases ?? [];
  if (alias === undefined) return false;
  delete field.aliases;
  const suffix = suffixOf(draft);
  // An id under a new name is of the entity that it was of.
  if (
    isId(draft, bareName(key)) &&
    alias.endsWith(suffix) &&
    field.entity === alias.slice(0, -suffix.length)
  ) {
    delete field.entity;
  }
  replaceMember(fields, key, key.endsWith("?") ? `${alias}?` : alias, field);
  return true;
}
