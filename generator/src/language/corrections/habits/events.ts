import { isMapping } from "../../mapping.js";
import { isKeyOf } from "../examples.js";
import { fieldsOfObject, typesInOneLine } from "../objects.js";
import { isInFormOfType } from "../raw-types.js";
import { type FormMistake, foreignKey, type Habit, type Part } from "./habit.js";

/** Event types as other languages write them, or with a wrong indentation. */
export const eventHabits: readonly Habit[] = [
  { kinds: ["events"], recognise: outdentedKeys },
  { kinds: ["event"], recognise: besideData },
  { kinds: ["event"], recognise: objectSchema },
];

/** Event types whose keys are not indented: one mistake for each of them. */
function outdentedKeys({ value }: Part): readonly FormMistake[] {
  const keysOf = new Map<string, string[]>();
  let above: string | undefined;
  for (const [key, event] of Object.entries(value)) {
    if (!isKeyOf("event", key)) {
      above = event === null || (isMapping(event) && event.data === undefined) ? key : undefined;
    } else if (above !== undefined) {
      keysOf.set(above, [...(keysOf.get(above) ?? []), key]);
    }
  }
  const hint = "Indent it: it belongs to the event type above.";
  return [...keysOf].map(([event, keys]) => foreignKey(keys[0] ?? "", hint, [event, ...keys]));
}

/** The first field that is beside an empty `data:` instead of under it. */
function besideData({ value }: Part): FormMistake | undefined {
  if (value.data !== null) return undefined;
  const fields = Object.keys(value).filter((name) => !isKeyOf("event", name));
  const [first] = fields;
  if (first === undefined || !isInFormOfType(value[first])) return undefined;
  const hint = 'Indent it: the fields of an event type belong under "data:".';
  return { ...foreignKey(first, hint, ["data", ...fields]), breaksPart: true };
}

/** An event type as a schema of an object. */
function objectSchema({ value }: Part): FormMistake | undefined {
  if (Object.hasOwn(value, "data") || !isMapping(value.properties)) return undefined;
  const data = typesInOneLine("data", fieldsOfObject(value));
  const hint =
    data === undefined
      ? 'Write the fields under "data:", with a "?" after the name of each optional one.'
      : `Write "${data}".`;
  return foreignKey("properties", hint, ["type", "required"]);
}
