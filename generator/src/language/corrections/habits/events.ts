import { isMapping, type Mapping } from "../../mapping.js";
import { inOneLine } from "../flow.js";
import { type FormMistake, foreignKey, type Habit, type Part } from "./habit.js";

/** Event types as other languages write them. */
export const eventHabits: readonly Habit[] = [{ kinds: ["event"], recognise: objectSchema }];

/** An event type as a schema of an object. */
function objectSchema({ value }: Part): FormMistake | undefined {
  if (!isMapping(value) || Object.hasOwn(value, "data")) return undefined;
  const { properties, required } = value;
  if (!isMapping(properties)) return undefined;
  const data = inOneLine({ data: fieldsOf(properties, required) })?.slice(2, -2);
  const hint =
    data === undefined
      ? 'Write the fields under "data:", with a "?" after the name of each optional one.'
      : `Write "${data}".`;
  return foreignKey("properties", hint, ["type", "required"]);
}

/** The properties of an object as fields. */
function fieldsOf(properties: Mapping, required: unknown): Mapping {
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.fromEntries(
    Object.entries(properties).map(([name, type]) => [
      names.includes(name) ? name : `${name}?`,
      type,
    ]),
  );
}
