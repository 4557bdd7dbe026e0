import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { EventModel, Field } from "../model/model.js";
import { isIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";
import { fieldPath } from "./fields.js";
import { type ParametersOf, pathKey, type RelatedPath } from "./reporter.js";

/** An id that an event type lacks. */
export interface Lack {
  readonly id: string;
  readonly event: EventModel;
  /** The names of the fields of event types that have the id: no misspellings of it. */
  readonly others: ReadonlySet<string>;
}

/**
 * Reports an event type that lacks an id: at its field that misspells the id, or at `place`. A field that is there for
 * several reasons, or in a group for several event types, is reported once.
 */
export function reportLack<C extends "partition-field-missing" | "stream-field-missing">(
  code: C,
  about: ParametersOf<C>,
  lack: Lack,
  place: { readonly path: YamlPath; readonly at: "key" | "value" },
  analysis: Analysis,
): void {
  const { report, unknown } = analysis;
  const misspelt = misspeltId(lack, analysis);
  const path = misspelt && fieldPath(lack.event.type, misspelt.field);
  if (path !== undefined && unknown.fields.has(pathKey(path))) return;
  if (path !== undefined) unknown.fields.add(pathKey(path));
  if (path !== undefined && misspelt?.isCertain) {
    report.atKey(code, path, { ...about, suggestion: lack.id });
    return;
  }
  const related = declarationOf(misspelt?.field.name, path);
  if (place.at === "key") report.atKey(code, place.path, about, related);
  else report.atValue(code, place.path, about, related);
}

/** Reports an id that none of some event types has, and shows the one field that may misspell it. */
export function reportUnknownId<C extends "unknown-partition" | "unknown-stream-field">(
  code: C,
  about: ParametersOf<C>,
  id: string,
  path: YamlPath,
  events: readonly EventModel[],
  analysis: Analysis,
): void {
  const { report, unknown } = analysis;
  const [event] = events;
  const lack = event && { id, event, others: new Set<string>() };
  const name = about.suggestion ?? (lack && misspeltId(lack, analysis)?.field.name);
  const declaration = onlyField(events, name);
  if (declaration !== undefined) unknown.fields.add(pathKey(declaration));
  report.atValue(code, path, about, declarationOf(name, declaration));
}

/** The names of all fields of event types. */
export function fieldNames(events: readonly EventModel[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ fields }) => fields.map(({ name }) => name)));
}

/** The field that most likely misspells an id; certain where it is an id itself, or has the same letters. */
function misspeltId(
  { id, event, others }: Lack,
  { idSuffix, suggest }: Analysis,
): { readonly field: Field; readonly isCertain: boolean } | undefined {
  const candidates = event.fields.filter(({ name }) => name !== id && !others.has(name));
  const nearest = (fields: readonly Field[]) => {
    const names = fields.map(({ name }) => name);
    const suggestion = suggest(id, names);
    return fields.find(({ name }) => name === suggestion);
  };
  const certain =
    candidates.find(({ name }) => lettersOf(name) === lettersOf(id)) ??
    nearest(candidates.filter(({ name }) => isIdField(name, idSuffix)));
  const field = certain ?? nearest(candidates);
  return field && { field, isCertain: certain !== undefined };
}

function lettersOf(name: string): string {
  return name.replace(/[_-]/g, "").toLowerCase();
}

/** The path of the field or id of a name, if the event types have but one: that of a group is one of several. */
function onlyField(events: readonly EventModel[], name: string | undefined): YamlPath | undefined {
  const paths = new Map<string, YamlPath>();
  for (const { type, fields } of events) {
    const field = fields.find((one) => one.name === name || one.modelKey === name);
    if (field === undefined) continue;
    const path = fieldPath(type, field);
    paths.set(pathKey(path), path);
    if (paths.size > 1) return undefined;
  }
  return [...paths.values()][0];
}

function declarationOf(name: string | undefined, path: YamlPath | undefined): RelatedPath[] {
  return path === undefined ? [] : [{ path, at: "key", message: `"${name}" is declared here` }];
}
