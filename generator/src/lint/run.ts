import { pathKey, type Reporter } from "../analysis/reporter.js";
import type { YamlPath } from "../diagnostics/diagnostic.js";
import type { SchemaDocument } from "../language/document.js";
import {
  type EventModel,
  type Lookup,
  lookupPath,
  type Model,
  maxCopies,
  type StreamModel,
  streamsByEvent,
} from "../model/model.js";
import { isIdField } from "../model/names.js";
import { similarNames } from "./similar-names.js";

/** More than one event is usually asked for by; each copy costs write units for ever. */
export const MANY_COPIES = 10;

/**
 * Reports what is legal and most likely not meant, but for what the schema allows. Lookups and streams
 * are judged only where they are whole.
 */
export function warn(
  model: Model,
  document: SchemaDocument,
  report: Reporter,
  isWhole: boolean,
): void {
  const allow = document.allow ?? {};
  const used = new Set<string>();
  const warnings = report.withFilter((code) => {
    if (Object.hasOwn(allow, code)) used.add(code);
    return !Object.hasOwn(allow, code);
  });

  const wrong = report.errorKeys;
  // One that is stored nowhere, or too often, is an error, which says more.
  const sound = model.events.filter(({ type }) => !wrong.has(pathKey(["events", type])));
  if (isWhole) {
    warnOfHotKeys(model, document, warnings);
    const byEvent = streamsByEvent(model.streams);
    for (const event of sound) {
      warnOfEvent(event, byEvent.get(event.type) ?? [], model, warnings);
    }
  }
  warnOfNames(model, warnings);
  for (const code of Object.keys(allow)) {
    if (!isWhole || sound.length < model.events.length || used.has(code)) continue;
    report.atKey("unused-allow", ["allow", code], { code });
  }
}

/** Once for each place that asks for it. */
function warnOfHotKeys({ events }: Model, document: SchemaDocument, report: Reporter): void {
  const isHot = ({ lookups }: EventModel) => lookups.some(({ kind }) => kind === "type");
  const hasOwnList = ({ type }: EventModel) => document.events?.[type]?.lookups !== undefined;
  for (const event of events.filter((one) => hasOwnList(one) && isHot(one))) {
    const path = ["events", event.type, "lookups"];
    const index = document.events?.[event.type]?.lookups?.indexOf("type") ?? 0;
    report.atValue("hot-key", [...path, index], {});
  }
  if (!events.some((event) => isHot(event) && !hasOwnList(event))) return;
  const { lookups } = document;
  if (lookups === undefined) report.atKey("hot-key", ["events"], {});
  else report.atValue("hot-key", ["lookups", lookups.indexOf("type")], {});
}

function warnOfEvent(
  event: EventModel,
  ownStreams: readonly StreamModel[],
  { streams, partition }: Model,
  report: Reporter,
): void {
  const path = ["events", event.type];
  if (streams.length > 0 && ownStreams.length === 0) {
    report.atKey("event-without-stream", path, { event: event.type });
  }
  const copies = maxCopies(event, ownStreams);
  if (copies > MANY_COPIES) {
    const about = { event: event.type, copies, limit: MANY_COPIES };
    report.atKey("many-copies", path, about);
  }
  const lookups: Lookup[] = [...event.lookups, ...ownStreams.map(({ lookup }) => lookup)];
  const asked = new Set(lookups.flatMap(lookupPath));
  for (const { name, isOptional, modelKey, isPii } of event.fields) {
    if (modelKey === undefined) continue;
    const fieldPath = [...path, "data", isOptional ? `${name}?` : name];
    const isFound = asked.has(modelKey);
    if (!isFound && modelKey !== partition) report.atKey("id-without-lookup", fieldPath, { name });
    if (isPii && isFound) report.atKey("pii-in-key", fieldPath, { name });
  }
}

/** Each name is reported where it first stands. */
function warnOfNames(model: Model, report: Reporter): void {
  const fields = new Map<string, YamlPath>();
  for (const { type, fields: ofEvent } of model.events) {
    for (const { name, isOptional } of ofEvent) {
      const path = ["events", type, "data", isOptional ? `${name}?` : name];
      if (!fields.has(name)) fields.set(name, path);
    }
  }
  const wrong = report.errorKeys;
  const types = new Map(model.events.map(({ type }) => [type, ["events", type] as YamlPath]));
  for (const places of [types, fields]) {
    const names = [...places.keys()];
    for (const [name, other] of similarNames(names)) {
      if (isIdField(name) !== isIdField(other)) continue;
      // Ids that differ by case alone are an error, which is reported already.
      if (isIdField(name) && name.toUpperCase() === other.toUpperCase()) continue;
      // What is misspelt for certain is an error already.
      if ([name, other].some((one) => wrong.has(pathKey(places.get(one) as YamlPath)))) continue;
      const related = [{ path: places.get(other) as YamlPath, message: "the other is here" }];
      report.atKey("similar-name", places.get(name) as YamlPath, { name, other }, related);
    }
  }
}
