import { build } from "../../generator/src/analysis/build.js";
import { checkValues } from "../../generator/src/analysis/checks/values.js";
import { type Diagnostic, isError } from "../../generator/src/diagnostics/diagnostic.js";
import { checkNames } from "../../generator/src/emit/typescript/name-clashes.js";
import { BROKEN } from "../../generator/src/language/document.js";
import { type ImportReader, NO_IMPORTS } from "../../generator/src/language/imports.js";
import { load } from "../../generator/src/language/load.js";
import { sourceFile } from "../../generator/src/language/source-file.js";
import { lint } from "../../generator/src/lint/run.js";
import type { EventModel, FieldType, Model } from "../../generator/src/model/model.js";
import { lookupPath } from "../../generator/src/model/model.js";

/** The diagnostics of a schema, warnings included: what `analyze` gives, at once. */
export function allDiagnosticsOf(
  yaml: string,
  reader: ImportReader = NO_IMPORTS,
): readonly Diagnostic[] {
  const { checked, imports, diagnostics } = load(sourceFile("events.yaml", yaml), reader);
  if (checked === undefined) return diagnostics;
  const built = build(checked, imports);
  const imported = imports.documents;
  const isLinted = checked.document.allow !== BROKEN && !built.isTooLarge;
  const warnings = isLinted ? lint({ ...built, checked, imported }) : [];
  return [
    ...diagnostics,
    ...built.diagnostics,
    ...checkNames(built.model, checked),
    ...warnings,
    ...checkValues(built.values, built.types),
  ];
}

/** The codes of the diagnostics of a schema, warnings included. */
export function allCodesOf(yaml: string): string[] {
  return allDiagnosticsOf(yaml).map(({ code }) => code);
}

/** Everything that is wrong with a schema. */
export function diagnosticsOf(yaml: string): readonly Diagnostic[] {
  return allDiagnosticsOf(yaml).filter(isError);
}

/** The codes of the warnings that a schema gets. */
export function warningsOf(yaml: string): string[] {
  const diagnostics = allDiagnosticsOf(yaml).filter((diagnostic) => !isError(diagnostic));
  return diagnostics.map(({ code }) => code);
}

export function codesOf(yaml: string): string[] {
  return diagnosticsOf(yaml).map(({ code }) => code);
}

/** What a legal schema means; its first two lines can be left out. */
export function modelOf(yaml: string): Model {
  const whole = /^(version:|%|{)/.test(yaml) ? yaml : `version: 1\nname: Store\n${yaml}`;
  const wrong = diagnosticsOf(whole);
  const { checked, imports } = load(sourceFile("events.yaml", whole));
  if (checked === undefined || wrong.length > 0) {
    throw new Error(wrong.map(({ message }) => message).join(" "));
  }
  return build(checked, imports).model;
}

export function eventOf(model: Model, type: string): EventModel {
  const event = model.events.find((candidate) => candidate.type === type);
  if (event === undefined) throw new Error(`There is no ${type}`);
  return event;
}

/** An event's lookups in their order, as `kind(ids)`. */
export function lookupsOf(model: Model, type: string): string[] {
  return eventOf(model, type).lookups.map(
    (lookup) => `${lookup.kind}(${lookupPath(lookup).join(", ")})`,
  );
}

/**
 * Every choice of the ids of an event for those that queries name: by each of them, a lookup or a stream by `path`
 * finds the event.
 */
export function idChoices(
  { fields }: EventModel,
  path: readonly string[],
  data: Readonly<Record<string, unknown>>,
): string[][] {
  const idsFor = (modelKey: string) => {
    const own = fields.filter(({ name, ...field }) => {
      return field.modelKey === modelKey && Object.hasOwn(data, name);
    });
    return new Set(own.flatMap(({ name }) => data[name] as string | readonly string[]));
  };
  return path.reduce<string[][]>(
    (choices, modelKey) =>
      choices.flatMap((ids) => Array.from(idsFor(modelKey), (id) => [...ids, id])),
    [[]],
  );
}

/** The type of the field `x` when it is declared like this. */
export function typeOf(declaration: string, types = ""): FieldType {
  const model = modelOf(`${types}events:\n  A:\n    data:\n      x: ${declaration}\n`);
  return (eventOf(model, "A").fields[0] as { type: FieldType }).type;
}
