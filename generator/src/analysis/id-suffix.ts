import { BROKEN, type PartialDocument, type PartialEvent } from "../language/document.js";
import {
  DEFAULT_ID_SUFFIX,
  fieldName,
  ID_SUFFIXES,
  type IdSuffix,
  isIdField,
} from "../model/names.js";
import { addTo } from "../util/add-to.js";
import type { Analysis } from "./analysis.js";
import { entityWords, idFieldName } from "./id-names.js";
import type { Part } from "./reporter.js";

/**
 * The end of the names of id fields. A schema that lacks `id_suffix:` and cannot do without, or has another one than its
 * ids, is read as if it had it; one that misspells it is read with the end that most names have: one mistake is one
 * message.
 */
export function idSuffixOf(document: PartialDocument): IdSuffix {
  const { id_suffix: suffix } = document;
  if (suffix === BROKEN) return mostCommonSuffix(document);
  return usedSuffix(document)?.suffix ?? suffix ?? DEFAULT_ID_SUFFIX;
}

/** Reports a schema that lacks `id_suffix:`, or the names of ids that do not have their end. */
export function checkIdSuffix(analysis: Analysis): void {
  const { document, idSuffix } = analysis;
  const isWritten = document.id_suffix === BROKEN || idSuffix === writtenSuffix(document);
  const used = isWritten ? undefined : usedSuffix(document);
  if (used === undefined) checkNamedIds(analysis);
  else reportSuffix(used, analysis);
}

/** Reports the suffix that a schema should have: where it is, or at the id that shows it. */
function reportSuffix({ name, suffix, ...part }: UsedSuffix, { document, report }: Analysis): void {
  const isWritten = document.id_suffix !== undefined;
  const written = writtenSuffix(document);
  const about = { name, suffix: written, missing: suffix, isWritten, suggestion: undefined };
  if (isWritten) {
    const related = [{ ...part, message: "it is here" }];
    report.atValue("id-suffix", ["id_suffix"], about, related);
  } else report.at(part, "id-suffix", about);
}

/** Reports the ids that the partition and streams name, and that do not have the suffix: each name once. */
function checkNamedIds({ document, events, idSuffix: suffix, report, suggest }: Analysis): void {
  const uses = new Map<string, NamedId[]>();
  for (const id of namedIds(document)) {
    if (isIdField(id.name, suffix)) continue;
    addTo(uses, id.name, id);
  }
  if (uses.size === 0) return;
  const fields = events.flatMap((event) => event.fields);
  const ids = new Set(fields.flatMap(({ modelKey }) => modelKey ?? []));
  for (const [name, [first, ...others]] of uses) {
    if (first === undefined) continue;
    // A field with another name than its id, such as a list, is named by the id.
    const own = fields.find((field) => field.name === name)?.modelKey;
    const ofEntity = ids.has(name + suffix) ? name + suffix : undefined;
    const isField = fields.some((field) => field.name === name);
    const suggestion = own ?? ofEntity ?? (isField ? undefined : suggest(name, ids));
    const renamed = isField ? idFieldName(entityWords(name), suffix) : undefined;
    const about = { name, suffix, missing: undefined, suggestion, renamed };
    const related = others.map((part) => ({ ...part, message: "it is used here, too" }));
    report.at(first, "id-suffix", about, related);
  }
}

/** A name in a document, and where it is. */
interface NamedId extends Part {
  readonly name: string;
}

/** The end that the ids of a schema have though the schema does not say so, and an id that shows it. */
interface UsedSuffix extends NamedId {
  readonly suffix: IdSuffix;
}

function writtenSuffix({ id_suffix: suffix }: PartialDocument): IdSuffix {
  return suffix === undefined || suffix === BROKEN ? DEFAULT_ID_SUFFIX : suffix;
}

/** Only for a schema of which no id has the suffix that it says. */
function usedSuffix(document: PartialDocument): UsedSuffix | undefined {
  if (document.id_suffix === BROKEN) return undefined;
  const written = writtenSuffix(document);
  const names = new Set<string>();
  for (const { name } of fieldsOf(document)) {
    if (isIdField(name, written)) return undefined;
    names.add(name);
  }
  // Where every event type is wrong, no field is known.
  const used = [...namedIds(document)].filter(({ name }) => names.size === 0 || names.has(name));
  if (used.some(({ name }) => isIdField(name, written))) return undefined;
  for (const id of [...used, ...fieldsThatMustBeIds(document)]) {
    const suffix = ID_SUFFIXES.find((one) => isIdField(id.name, one));
    if (suffix !== undefined) return { ...id, suffix };
  }
  return undefined;
}

function mostCommonSuffix(document: PartialDocument): IdSuffix {
  const names = [...fieldsOf(document)].map(({ name }) => name);
  const count = (suffix: IdSuffix) => names.filter((name) => isIdField(name, suffix)).length;
  return ID_SUFFIXES.reduce((most, suffix) => (count(suffix) > count(most) ? suffix : most));
}

/** The ids that the partition and the streams name. */
function* namedIds({ partition, streams }: PartialDocument): Iterable<NamedId> {
  if (typeof partition === "string") yield { name: partition, path: ["partition"], at: "value" };
  if (typeof streams !== "object") return;
  for (const [stream, raw] of Object.entries(streams)) {
    if (raw === BROKEN || raw.by === BROKEN) continue;
    yield { name: raw.by, path: ["streams", stream, "by"], at: "value" };
  }
}

/** The fields of the event types that are found by ids alone. */
function* fieldsThatMustBeIds({ lookups, events = {} }: PartialDocument): Iterable<NamedId> {
  for (const [type, raw] of Object.entries(events)) {
    const kinds = raw === BROKEN ? undefined : (raw.lookups ?? lookups);
    if (raw === BROKEN || typeof kinds !== "object" || kinds.includes("type")) continue;
    yield* ownFields(type, raw);
  }
}

/** The fields of all groups and event types. */
function* fieldsOf({ groups, events = {} }: PartialDocument): Iterable<NamedId> {
  for (const [group, fields] of Object.entries(typeof groups === "object" ? groups : {})) {
    if (fields !== BROKEN) yield* namesOf(fields, ["groups", group]);
  }
  for (const [type, raw] of Object.entries(events)) {
    if (raw !== BROKEN) yield* ownFields(type, raw);
  }
}

function ownFields(type: string, { data }: PartialEvent): Iterable<NamedId> {
  return namesOf(data, ["events", type, "data"]);
}

function* namesOf(fields: object, path: readonly string[]): Iterable<NamedId> {
  for (const key of Object.keys(fields)) {
    yield { name: fieldName(key), path: [...path, key], at: "key" };
  }
}
