import type { EventModel, Field } from "../model/model.js";
import { isIdField, withoutSuffix } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { fieldPath } from "./fields.js";
import { type ParametersOf, type Part, pathKey, type RelatedPath } from "./reporter.js";

/** An id that an event type lacks. */
export interface Lack {
  readonly id: string;
  readonly event: EventModel;
  /** Names that are no misspellings of the id, such as those of event types that have it. */
  readonly others: ReadonlySet<string>;
}

/**
 * Reports an event type that lacks an id: at its field that misspells the id, or at `part`. A field that is there for
 * several reasons, or in a group for several event types, is reported once.
 */
export function reportLack<C extends "partition-field-missing" | "stream-field-missing">(
  code: C,
  about: ParametersOf<C>,
  lack: Lack,
  part: Part,
  analysis: Analysis,
): void {
  const { report } = analysis;
  const { misspelt, isCertain } = misspeltId(lack, analysis);
  if (misspelt !== undefined && !isNewlyReported(misspelt, analysis)) return;
  if (misspelt !== undefined && isCertain) {
    const isEntity = misspelt.at === "value";
    const suggestion = isEntity ? withoutSuffix(lack.id, analysis.idSuffix) : lack.id;
    report.at(misspelt, code, { ...about, suggestion });
  } else report.at(part, code, about, relatedTo(misspelt));
}

/** The one part that may misspell an id which none of some event types has. */
export function misspeltIn(
  events: readonly EventModel[],
  id: string,
  suggestion: string | undefined,
  analysis: Analysis,
): IdName | undefined {
  const [event] = events;
  const lack = event && { id, event, others: new Set<string>() };
  const name = suggestion ?? (lack && misspeltId(lack, analysis).misspelt?.name);
  return onlyNamed(name, events);
}

/** Notes that the name of a field is reported; `false`, if it was reported before. */
export function isNewlyReported({ type, field }: IdName, { unknown }: Analysis): boolean {
  const key = pathKey(fieldPath(type, field));
  if (unknown.fields.has(key)) return false;
  unknown.fields.add(key);
  return true;
}

/** The names of fields of event types, and those by which queries find them. */
export function namesOf(events: readonly EventModel[]): ReadonlySet<string> {
  return new Set(
    events.flatMap(({ fields }) =>
      fields.flatMap(({ name, modelKey }) => (modelKey === undefined ? [name] : [name, modelKey])),
    ),
  );
}

/** A part of a schema that names a field, or the entity of a field, as an id has it. */
export interface IdName extends Part {
  readonly name: string;
  readonly type: string;
  readonly field: Field;
}

/** The names of a field: its own, and that of an id of the same entity. */
function idNames({ type, fields }: EventModel): IdName[] {
  return fields.flatMap((field): IdName[] => {
    const { name, modelKey } = field;
    const path = fieldPath(type, field);
    const own = { name, type, field, path, at: "key" } as const;
    if (modelKey === undefined || modelKey === name) return [own];
    return [own, { ...own, name: modelKey, path: [...path, "entity"], at: "value" }];
  });
}

/** The name that most likely misspells an id; certain where it is that of an id itself, or has the same letters. */
function misspeltId(
  { id, event, others }: Lack,
  { idSuffix, suggest }: Analysis,
): { readonly misspelt: IdName | undefined; readonly isCertain: boolean } {
  const names = idNames(event).filter(({ name }) => name !== id && !others.has(name));
  const nearest = (among: readonly IdName[]) => {
    const suggestion = suggest(
      id,
      among.map(({ name }) => name),
    );
    return among.find(({ name }) => name === suggestion);
  };
  const certain =
    names.find(({ name }) => lettersOf(name) === lettersOf(id)) ??
    nearest(names.filter(({ name }) => isIdField(name, idSuffix)));
  return { misspelt: certain ?? nearest(names), isCertain: certain !== undefined };
}

function lettersOf(name: string): string {
  return name.replace(/[_-]/g, "").toLowerCase();
}

/** The part that has a name, if the event types have but one: that of a group is one of several event types. */
function onlyNamed(name: string | undefined, events: readonly EventModel[]): IdName | undefined {
  const named = new Map<string, IdName>();
  for (const event of events) {
    const one = idNames(event).find((candidate) => candidate.name === name);
    if (one !== undefined) named.set(pathKey(one.path), one);
    if (named.size > 1) return undefined;
  }
  return [...named.values()][0];
}

/** Shows a name, if there is one. */
export function relatedTo(name: IdName | undefined): RelatedPath[] {
  if (name === undefined) return [];
  const { path, at } = name;
  return [{ path, at, message: `"${name.name}" is declared here` }];
}
