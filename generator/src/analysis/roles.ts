import type { EventModel, Field } from "../model/model.js";

/** The fields of an event type that most likely name the entity of an id, each in a role: `from_account_id` for `account_id`. */
export function rolesOf(id: string, { fields }: EventModel): Field[] {
  // A field with an entity, or that no query uses, is decided.
  return fields.filter(({ name, modelKey }) => modelKey === name && isRoleOf(name, id));
}

/** Whether a name is that of the id with other words before it. */
function isRoleOf(name: string, id: string): boolean {
  if (name.endsWith(`_${id}`)) return name.length > id.length + 1;
  const capitalised = id.charAt(0).toUpperCase() + id.slice(1);
  return name.endsWith(capitalised) && /[a-z0-9]$/.test(name.slice(0, -id.length));
}
