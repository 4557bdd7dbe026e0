import { isMapping } from "../../mapping.js";
import { type FormMistake, foreignKey, type Habit, type Part } from "./habit.js";

/** Documents as a whole. */
export const documentHabits: readonly Habit[] = [
  { kinds: ["document"], recognise: groupsToImport },
];

/** A file of groups, written to be imported. */
function groupsToImport({ value }: Part): FormMistake | undefined {
  if (!isMapping(value.groups)) return undefined;
  const isSchema = ["name", "events", "partition", "streams"].some((key) =>
    Object.hasOwn(value, key),
  );
  if (isSchema) return undefined;
  const hint = "Move the groups to the schema that includes them: only types can be imported.";
  return foreignKey("groups", hint, ["name", "events"]);
}
