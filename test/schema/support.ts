import type { Finding } from "../../generator/src/diagnostics/finding.js";
import { build } from "../../generator/src/model/build.js";
import type { EventModel, FieldType, Model } from "../../generator/src/model/model.js";
import { lookupPath } from "../../generator/src/model/model.js";
import { load } from "../../generator/src/schema/load.js";
import { sourceFile } from "../../generator/src/schema/source-file.js";

/** Everything that is wrong with a schema. */
export function findingsOf(yaml: string): readonly Finding[] {
  const { checked, findings } = load(sourceFile("events.yaml", yaml));
  return checked === undefined ? findings : [...findings, ...build(checked).findings];
}

export function codesOf(yaml: string): string[] {
  return findingsOf(yaml).map(({ code }) => code);
}

/** What a legal schema means; its first two lines can be left out. */
export function modelOf(yaml: string): Model {
  const whole = /^(version:|%|{)/.test(yaml) ? yaml : `version: 1\nname: Store\n${yaml}`;
  const { checked, findings } = load(sourceFile("events.yaml", whole));
  if (checked === undefined) throw new Error(findings.map(({ message }) => message).join(" "));
  const built = build(checked);
  const all = [...findings, ...built.findings];
  if (all.length > 0) throw new Error(all.map(({ message }) => message).join(" "));
  return built.model;
}

export function eventOf(model: Model, type: string): EventModel {
  const event = model.events.find((candidate) => candidate.type === type);
  if (event === undefined) throw new Error(`There is no ${type}`);
  return event;
}

/** An event's lookups, as `kind(ids)`, canonical first. */
export function lookupsOf(model: Model, type: string): string[] {
  return eventOf(model, type).lookups.map(
    (lookup) => `${lookup.kind}(${lookupPath(lookup).join(", ")})`,
  );
}

/** The type of the field `x` when it is declared like this. */
export function typeOf(declaration: string, types = ""): FieldType {
  const model = modelOf(`${types}events:\n  A:\n    data:\n      x: ${declaration}\n`);
  return (eventOf(model, "A").fields[0] as { type: FieldType }).type;
}
