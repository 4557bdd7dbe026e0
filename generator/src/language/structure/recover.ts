import type { Finding, YamlPath } from "../../diagnostics/diagnostic.js";
import { limitedSuggest, type Suggest, spellings } from "../../diagnostics/suggest/suggest.js";
import { otherName } from "../corrections/foreign-keywords.js";
import { isMapping, type Mapping } from "../mapping.js";

export interface Salvaged {
  readonly document: unknown;
  /** Types, event types and streams that are not whole: what others say of them is not judged. */
  readonly missing: ReadonlySet<string>;
}

/** Stands for a schema name that is wrong. */
const NAMELESS = "Nameless";
const SECTIONS = [
  "version",
  "name",
  "partition",
  "lookups",
  "imports",
  "types",
  "events",
  "streams",
];
/** As the JSON Schema has it. */
const MAX_IMPORTS = 100;
/** A repair can bring out what it hid: a misspelt key that is taken out is then missing. */
const MAX_ROUNDS = 8;

/**
 * The document with everything structurally wrong taken out or made harmless, so that the meaning of
 * the rest can be checked in the same run. `undefined` where too little is left.
 */
export function salvage(
  value: unknown,
  check: (value: unknown) => readonly Finding[],
): Salvaged | undefined {
  if (!isMapping(value)) return undefined;
  const document = structuredClone(value);
  const missing = new Set<string>();
  const suggest = limitedSuggest();
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const findings = check(document).filter(({ path }) => !isAllGone(document, path));
    if (findings.length === 0) return { document, missing };
    for (const finding of onePerList(findings)) {
      if (!repair(document, finding, missing, suggest)) return undefined;
    }
  }
  return undefined;
}

/** Each wrong item is a finding, and one repair makes the list whole; only branches are repaired each. */
function onePerList(findings: readonly Finding[]): Finding[] {
  const lists = new Set<string>();
  return findings.filter(({ path }) => {
    if (typeof path.at(-1) !== "number" || path.at(-2) === "oneOf") return true;
    const list = JSON.stringify(path.slice(0, -1));
    return !lists.has(list) && lists.add(list);
  });
}

/** No event type is left: that is wrong in a schema, and harmless in what is left of one. */
function isAllGone({ events }: Mapping, path: YamlPath): boolean {
  return path.length === 1 && path[0] === "events" && isMapping(events);
}

function repair(
  document: Mapping,
  finding: Finding,
  missing: Set<string>,
  suggest: Suggest,
): boolean {
  const [section, name, part] = finding.path.map(String);
  if (section === undefined) return fillIn(document);
  if (name === undefined || section === "lookups" || section === "imports")
    return repairSection(document, section, missing, suggest);
  const entries = document[section] as Mapping;
  const entry = entries[name];
  // An earlier repair may have taken it out.
  if (entry === undefined) return true;

  if (finding.path.length === 2 && finding.code === "invalid-name") {
    // Others may name it by what it should be called.
    for (const spelling of [name, ...spellings(name)]) missing.add(spelling);
    delete entries[name];
  } else if (section === "types" && finding.path.length === 2) {
    missing.add(name);
    entries[name] = "json";
  } else if (typePathLength(finding.path) !== undefined) {
    if (section === "events" && hidesIds(finding)) missing.add(name);
    repairType(document, finding, suggest);
  } else if (part !== undefined && isMapping(entry) && !isHeart(section, entry, part)) {
    repairPart(entry, part);
  } else {
    // Of metadata and of what is allowed, nothing else in the schema speaks.
    if (section !== "metadata" && section !== "allow") missing.add(name);
    delete entries[name];
  }
  return true;
}

/** Whether an entry without this part is nothing. An event without data may have its fields anywhere. */
function isHeart(section: string, entry: Mapping, part: string): boolean {
  return part === "data" || part === "by" || (section === "events" && entry.data === undefined);
}

function fillIn(document: Mapping): boolean {
  document.version ??= 1;
  document.name ??= NAMELESS;
  return document.events !== undefined;
}

function repairSection(
  document: Mapping,
  section: string,
  missing: Set<string>,
  suggest: Suggest,
): boolean {
  switch (section) {
    case "version":
      document.version = 1;
      return true;
    case "name":
      document.name = NAMELESS;
      return true;
    case "description":
      delete document.description;
      return true;
    case "lookups":
      document.lookups = ["type"];
      return true;
    case "imports":
      repairImports(document, missing);
      return true;
    case "partition":
      forgetPartition(document);
      return true;
    case "streams":
      missing.add(section);
      delete document.streams;
      return true;
    case "types":
    case "events":
      return false;
    default: {
      delete document[section];
      const meant = meantBy(section, SECTIONS, suggest);
      return (
        meant === undefined || meant in document || repairSection(document, meant, missing, suggest)
      );
    }
  }
}

/** A file that is named twice is lost by none; one that is not named right may have had any type. */
function repairImports(document: Mapping, missing: Set<string>): void {
  const { imports } = document;
  const paths = Array.isArray(imports) ? imports : [];
  const legal = [...new Set(paths)]
    .filter((path) => typeof path === "string" && path !== "")
    .slice(0, MAX_IMPORTS);
  if (legal.length < new Set(paths).size || !Array.isArray(imports)) missing.add("imports");
  document.imports = legal;
}

/** What only has a meaning with a partition goes with it. */
function forgetPartition(document: Mapping): void {
  delete document.partition;
  document.lookups = ["type"];
  for (const event of members(document.events)) delete event.lookups;
  for (const stream of members(document.streams)) delete stream.across_partitions;
}

/** A member of an event type or of a stream. */
function repairPart(entry: Mapping, part: string): void {
  const value = entry[part];
  if (part === "lookups") entry[part] = ["type"];
  else if (part === "events" && Array.isArray(value) && value.length > 0) {
    entry[part] = [...new Set(value.filter((item) => typeof item === "string"))];
  } else delete entry[part];
}

/** Whether an event's ids can no longer be told from its fields. */
function hidesIds({ code, path }: Finding): boolean {
  return (path.length === 4 && code === "invalid-name") || /_id\??$/.test(String(path[3]));
}

function repairType(document: Mapping, { code, path }: Finding, suggest: Suggest): void {
  const typePath = innermostType(path);
  const parent = at(document, typePath.slice(0, -1));
  const key = String(typePath.at(-1));
  if (!isContainer(parent) || parent[key] === undefined) return;
  const keyword = path[typePath.length];
  const type = parent[key];
  // Without what the type is or holds, its other keywords would be wrong themselves.
  const hides = (stranger: unknown) =>
    code === "unknown-key" &&
    ((isMapping(type) && type.type === undefined && type.oneOf === undefined) ||
      meantBy(String(stranger), ["items", "properties"], suggest) !== undefined);

  if (keyword === undefined && code === "invalid-name") {
    delete parent[key];
    const owner = at(document, typePath.slice(0, -2));
    if (isMapping(owner)) delete owner.required;
  } else if (keyword === undefined && key === "additionalProperties") {
    delete parent[key];
  } else if (keyword === undefined || keyword === "type" || !isMapping(type) || hides(keyword)) {
    // A field stays a text, as it may be an id.
    parent[key] = typePath.length === 4 && path[0] === "events" ? "string" : "json";
  } else {
    delete type[keyword];
    // Without properties, these would be wrong themselves.
    if (keyword === "properties") {
      delete type.required;
      delete type.additionalProperties;
    }
  }
}

/** The key that another one most likely stands for. */
function meantBy(key: string, keys: readonly string[], suggest: Suggest): string | undefined {
  return otherName(key, keys) ?? suggest(key, keys);
}

/** How long the way to an outermost type is; `undefined` where the path leads into none. */
function typePathLength([section, ...rest]: YamlPath): number | undefined {
  if (section === "types") return 2;
  if (section === "metadata" && rest.length > 1) return 2;
  return section === "events" && rest[1] === "data" && rest.length > 2 ? 4 : undefined;
}

/** How many steps lead from a type to one inside of it, by the keyword that they begin with. */
const STEPS: ReadonlyMap<unknown, number> = new Map([
  ["items", 1],
  ["additionalProperties", 1],
  ["properties", 2],
  ["oneOf", 2],
]);

/** The way to the last type on a path; what follows it is a keyword. */
function innermostType(path: YamlPath): YamlPath {
  let length = typePathLength(path) ?? path.length;
  for (;;) {
    const steps = STEPS.get(path[length]) ?? 0;
    if (steps === 0 || length + steps > path.length) return path.slice(0, length);
    length += steps;
  }
}

function at(value: unknown, path: YamlPath): unknown {
  let part = value;
  for (const step of path) part = isContainer(part) ? part[step] : undefined;
  return part;
}

function members(section: unknown): Mapping[] {
  return isMapping(section) ? Object.values(section).filter(isMapping) : [];
}

/** A mapping or, which is as good where only one item is looked at, a list. */
function isContainer(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null;
}
