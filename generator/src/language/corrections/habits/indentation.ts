import { isEventTypeName } from "../../../model/names.js";
import { isMapping } from "../../mapping.js";
import { type FormMistake, foreignKey, type Habit, type Part } from "./habit.js";

/** Sections and event types that are indented too far, or not far enough. */
export const indentationHabits: readonly Habit[] = [
  { kinds: ["document"], recognise: outdentedEntries },
  { kinds: ["events"], recognise: sectionInEvents },
  {
    kinds: ["types", "groups", "metadata", "event", "fields", "stream", "streams"],
    recognise: indentedSection,
  },
  { kinds: ["event", "fields"], recognise: eventInEvent },
];

/** Sections, and whether a value is an entry of them, whatever its place is. */
const ENTRIES: Readonly<Record<string, (name: string, value: unknown) => boolean>> = {
  events: (name, value) => isEvent(name, value),
  streams: (_, value) =>
    isMapping(value) && ("by" in value || "events" in value) && !("type" in value),
};

function isEvent(name: string, value: unknown): boolean {
  return isEventTypeName(name) && isMapping(value) && Object.hasOwn(value, "data");
}

function isSection(key: string, value: unknown): boolean {
  if (!Object.hasOwn(ENTRIES, key) || !isMapping(value)) return false;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([name, entry]) => ENTRIES[key]?.(name, entry));
}

/** Entries of a section that are beside its key instead of under it. */
function outdentedEntries({ value }: Part): readonly FormMistake[] {
  return Object.keys(ENTRIES).flatMap((section) => {
    const isEmpty = value[section] === null;
    if (!isEmpty && (section !== "events" || Object.hasOwn(value, section))) return [];
    const keys = Object.keys(value).filter((key) => ENTRIES[section]?.(key, value[key]));
    const [first, ...others] = keys;
    if (first === undefined) return [];
    const move = others.length === 0 ? "it" : "it and the other entries";
    const it = others.length === 0 ? "it belongs" : "they belong";
    const hint = isEmpty
      ? `Move ${move} to the right: ${it} under "${section}".`
      : `Write "${section}:" above it, and move ${move} to the right.`;
    return [foreignKey(first, hint, [section, ...others])];
  });
}

/** Keys of the document that no event type can have as its name. */
const TOP_KEYS: ReadonlySet<string> = new Set([
  "allow",
  "groups",
  "id_suffix",
  "imports",
  "metadata",
  "partition",
  "streams",
  "types",
]);

function sectionInEvents({ value }: Part): readonly FormMistake[] {
  return Object.keys(value)
    .filter((key) => TOP_KEYS.has(key))
    .map((key) => foreignKey(key, moveLeft(key)));
}

function indentedSection({ value, name }: Part): readonly FormMistake[] {
  return Object.entries(value)
    .filter(([key, section]) => key !== name && isSection(key, section))
    .map(([key]) => foreignKey(key, moveLeft(key)));
}

function moveLeft(section: string): string {
  return `Move it to the left: "${section}" belongs at the top of the schema, beside "events".`;
}

/** Event types in the event type above them. */
function eventInEvent({ value, name, document }: Part): readonly FormMistake[] {
  const inner = Object.entries(value).filter(([key, event]) => isEvent(key, event));
  const above = name === "data" ? undefined : name;
  const beside = isMapping(document.events) && above !== undefined ? `, beside "${above}"` : "";
  const hint = `Move it to the left: an event type belongs under "events"${beside}.`;
  return inner.map(([key]) => foreignKey(key, hint));
}
