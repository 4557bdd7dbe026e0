import type { YamlPath } from "../diagnostics/diagnostic.js";
import { BROKEN, type PartialDocument, type PartialEvent } from "../language/document.js";
import { DEFAULT_ID_SUFFIX, ID_SUFFIXES, type IdSuffix, isIdField } from "../model/names.js";
import type { Analysis } from "./analysis.js";

/**
 * The end of the names of id fields. A schema that lacks `id_suffix:` and cannot do without, or has another one than its
 * ids, is read as if it had it; one that misspells it is read with the end that most names have: one mistake is one
 * message.
 */
export function idSuffixOf(document: PartialDocument): IdSuffix {
  const { id_suffix: suffix } = document;
  if (suffix === BROKEN) return mostCommonSuffix(document);
  return missingSuffix(document)?.suffix ?? suffix ?? DEFAULT_ID_SUFFIX;
}

/** Reports a schema that lacks `id_suffix:`, and the names of ids that do not have their end. */
export function checkIdSuffix(analysis: Analysis): void {
  const { document, idSuffix: suffix, report, suggest } = analysis;
  const missing = missingSuffix(document);
  if (missing !== undefined) {
    const { name, path } = missing;
    const isWritten = document.id_suffix !== undefined;
    const written = writtenSuffix(document);
    const about = { name, suffix: written, missing: suffix, isWritten, suggestion: undefined };
    if (isWritten) {
      const at = path[0] === "partition" || path.at(-1) === "by" ? "value" : "key";
      const related = [{ path, at, message: "it is here" } as const];
      report.atValue("id-suffix", ["id_suffix"], about, related);
    } else if (path[0] === "partition" || path.at(-1) === "by")
      report.atValue("id-suffix", path, about);
    else report.atKey("id-suffix", path, about);
    return;
  }
  const uses = new Map<string, YamlPath[]>();
  for (const { name, path } of namedIds(document)) {
    if (isIdField(name, suffix)) continue;
    uses.set(name, [...(uses.get(name) ?? []), path]);
  }
  const ids = [...fieldsOf(document)].map(({ name }) => name);
  for (const [name, [first, ...others]] of uses) {
    if (first === undefined) continue;
    const suggestion = suggest(
      name,
      ids.filter((id) => isIdField(id, suffix)),
    );
    const related = others.map((path) => ({ path, message: "it is used here, too" }));
    const about = { name, suffix, missing: undefined, suggestion };
    report.atValue("id-suffix", first, about, related);
  }
}

/** A name in a document, and where it is. */
interface NamedId {
  readonly name: string;
  readonly path: YamlPath;
}

function writtenSuffix({ id_suffix: suffix }: PartialDocument): IdSuffix {
  return suffix === undefined || suffix === BROKEN ? DEFAULT_ID_SUFFIX : suffix;
}

/** The end that all ids have in a schema that lacks it or has another one, and an id that shows it. */
function missingSuffix(
  document: PartialDocument,
): (NamedId & { readonly suffix: IdSuffix }) | undefined {
  if (document.id_suffix === BROKEN) return undefined;
  const names = new Set([...fieldsOf(document)].map(({ name }) => name));
  // Where every event type is wrong, no field is known.
  const used = [...namedIds(document)].filter(({ name }) => names.size === 0 || names.has(name));
  const ids = [...names, ...used.map(({ name }) => name)];
  if (ids.some((name) => isIdField(name, writtenSuffix(document)))) return undefined;
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
  if (typeof partition === "string") yield { name: partition, path: ["partition"] };
  if (typeof streams !== "object") return;
  for (const [stream, raw] of Object.entries(streams)) {
    if (raw !== BROKEN) yield { name: raw.by, path: ["streams", stream, "by"] };
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
    if (fields === BROKEN) continue;
    for (const key of Object.keys(fields))
      yield { name: nameOf(key), path: ["groups", group, key] };
  }
  for (const [type, raw] of Object.entries(events)) if (raw !== BROKEN) yield* ownFields(type, raw);
}

function* ownFields(type: string, { data }: PartialEvent): Iterable<NamedId> {
  for (const key of Object.keys(data))
    yield { name: nameOf(key), path: ["events", type, "data", key] };
}

function nameOf(key: string): string {
  return key.replace(/\?$/, "");
}
