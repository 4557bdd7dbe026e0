import type { ErrorObject } from "ajv";
import validate from "../../../generated/structure.js";
import type { Finding, Place, YamlPath } from "../../diagnostics/diagnostic.js";
import { finding } from "../../diagnostics/messages.js";
import { spellings, suggest } from "../../diagnostics/suggest/suggest.js";
import { COMPOSITIONS, hintFor, VALUES } from "../corrections/foreign-keywords.js";
import { allowedIn, type Meant, meantKeys } from "../corrections/keys.js";
import { type Misplaced, misplacedIn } from "../corrections/misplaced.js";
import { type ShapeOf, shapes } from "../corrections/shapes.js";
import { typeHint } from "../corrections/values.js";
import { keyPlaceAt, type Located, locate, placeAt } from "../located.js";
import type { Mapping } from "../mapping.js";

/**
 * Everything that the language's JSON Schema finds wrong with a document, each mistake once. The schema is
 * the one that editors use too, compiled by the build. `value` is the document, or what became of it; its
 * places are those of `root`.
 */
export function checkStructure(
  file: string,
  root: Located,
  value: unknown = root.value,
): Finding[] {
  if (validate(value)) return [];
  const meant = meantKeys();
  const shapeOf = shapes(meant);
  const misplacedAt = misplacedIn(value);
  const findings = (validate.errors ?? []).flatMap((error) => {
    const misplaced = misplacedAt(pathOf(root, error.instancePath), error.propertyName);
    if (misplaced !== undefined) return findingOfPlace(file, root, misplaced);
    return findingOf(file, root, error, meant, shapeOf) ?? [];
  });
  return withoutEchoes(findings);
}

/** The sections whose entries have names that the language has rules for. */
const NAMED: ReadonlySet<unknown> = new Set(["types", "events", "streams"]);

/** One mistake can break several rules: only the first finding about a part is told. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const told = new Set<string>();
  const isMisnamed = ({ code, path: [section, ...rest] }: Finding) =>
    code === "invalid-name" && rest.length === 1 && NAMED.has(section);
  const entry = ({ path }: Finding) => JSON.stringify(path.slice(0, 2));
  const misnamed = new Set(findings.filter(isMisnamed).map(entry));
  return findings.filter((finding) => {
    const { code, path, place, message } = finding;
    // What has no legal name may stand in a wrong place, where other rules hold.
    if (misnamed.has(entry(finding)) && !isMisnamed(finding)) return false;
    // The place tells a key from its value.
    const about = JSON.stringify([path, code === "missing-key" ? message : place?.start]);
    return !told.has(about) && told.add(about);
  });
}

function findingOfPlace(file: string, root: Located, { path, keyPath, hint }: Misplaced): Finding {
  const at = { file, path, place: keyPlaceAt(root, keyPath) };
  const about = { key: String(keyPath.at(-1)), allowed: [], suggestion: undefined };
  return finding("unknown-key", at, { ...about, isNoPair: false, hint });
}

function findingOf(
  file: string,
  root: Located,
  error: ErrorObject,
  meant: Meant,
  shapeOf: ShapeOf,
): Finding | undefined {
  const path = pathOf(root, error.instancePath);
  const at = { file, path, place: placeAt(root, path) };
  const parameters = error.params as Record<string, unknown>;

  switch (error.keyword) {
    // These repeat what the errors below them say.
    case "if":
    case "propertyNames":
      return undefined;
    case "additionalProperties": {
      const key = String(parameters.additionalProperty);
      const mapping = error.data as Mapping;
      const allowed = allowedIn(error.parentSchema);
      const keyPath = [...path, key];
      const place = keyPlaceAt(root, keyPath);
      // The discriminator of a union that is misspelt itself, which is reported already.
      if (key === "discriminator" && [...meant(mapping, allowed).values()].includes("oneOf"))
        return undefined;
      const shape = shapeOf(mapping, allowed);
      if (shape !== undefined && shape.key !== key) return undefined;
      const suggestion = meant(mapping, allowed).get(key);
      const isNoPair = mapping[key] === null && (isInBraces(root, path) || /[:\s]/.test(key));
      const hint = shape?.hint ?? hintFor(key, mapping);
      const about = { key, allowed, suggestion, isNoPair, hint };
      return finding("unknown-key", { file, path: keyPath, place }, about);
    }
    case "required": {
      const key = String(parameters.missingProperty);
      if (isMisspelt(key, error, meant)) return undefined;
      if (shapeOf(error.data as Mapping, allowedIn(error.parentSchema))) return undefined;
      const place = path.length === 0 ? firstCharacter(root.place) : keyPlaceAt(root, path);
      return finding("missing-key", { ...at, place }, { key, value: VALUES.get(key) });
    }
    case "type": {
      const wanted = [parameters.type].flat();
      const isEmpty = error.data === null && at.place.start === at.place.end;
      return finding("wrong-type", at, {
        expected: wanted.map(withArticle).join(" or "),
        actual: isEmpty ? "empty" : describe(error.data),
        isEmpty: isEmpty && typeof path.at(-1) === "string",
        hint: typeHint({ path, value: error.data, wanted }),
        description: error.parentSchema?.description as string | undefined,
      });
    }
    case "uniqueItems": {
      const [first, again] = [Number(parameters.i), Number(parameters.j)].sort((a, b) => a - b);
      const itemPath = [...path, again as number];
      const place = placeAt(root, itemPath);
      const firstPlace = placeAt(root, [...path, first as number]);
      const related = [{ place: firstPlace, message: "the first is here" }];
      const about = { reason: "stands in this list already", suggestion: undefined };
      return finding("invalid-value", { file, path: itemPath, place, related }, about);
    }
    case "const":
      if (error.data !== String(parameters.allowedValue))
        return nameOrValue(file, root, error, path);
      return finding("wrong-type", at, {
        expected: String(parameters.allowedValue),
        actual: describe(error.data),
        isEmpty: false,
        hint: `write it without quotes: ${path.at(-1)}: ${error.data}.`,
        description: undefined,
      });
    default:
      return nameOrValue(file, root, error, path);
  }
}

/** Whether a key that is missing stands there in another spelling, which is reported already. */
function isMisspelt(key: string, { data, parentSchema }: ErrorObject, meant: Meant): boolean {
  const strangers = meant(data as Mapping, allowedIn(parentSchema));
  return Array.from(strangers).some(
    ([present, name]) =>
      name === key ||
      // What stands in the place of a type is told as such.
      (key === "type" && (COMPOSITIONS.has(present) || name === "oneOf")) ||
      // `{type:string}` has no space after the colon, and so is one key.
      present.startsWith(`${key}:`),
  );
}

function nameOrValue(file: string, root: Located, error: ErrorObject, path: YamlPath): Finding {
  const rule = ruleOf(error);
  // Under propertyNames, ajv points at the mapping and names the key.
  if (error.propertyName !== undefined) {
    const name = error.propertyName;
    const keyPath = [...path, name];
    const at = { file, path: keyPath, place: keyPlaceAt(root, keyPath) };
    const optional = error.keyword === "pattern" ? optionalName(path, name, error) : undefined;
    if (optional !== undefined) return finding("invalid-name", at, optional);
    const sentence = error.keyword === "pattern" ? rule + letterFirst(path, name) : `it ${rule}`;
    return finding("invalid-name", at, { name, rule: sentence, suggestion: respelt(name, error) });
  }
  const at = { file, path, place: placeAt(root, path) };
  if (error.keyword === "pattern") {
    const name = String(error.data);
    return finding("invalid-name", at, { name, rule, suggestion: respelt(name, error) });
  }
  const allowed = error.keyword === "enum" ? (error.params.allowedValues as unknown[]) : [];
  const suggestion =
    typeof error.data === "string" ? suggest(error.data, allowed.map(String)) : undefined;
  const hint =
    error.keyword === "const" && path.at(-1) === "lookup"
      ? "remove it: ids have lookups by default."
      : undefined;
  return finding("invalid-value", at, { reason: rule, suggestion, hint });
}

/** A "?" after a name means nothing where nothing has to be there anyway. */
function optionalName(path: YamlPath, name: string, { parentSchema }: ErrorObject) {
  if (!name.endsWith("?")) return undefined;
  const suggestion = name.slice(0, -1);
  const isMetadata = path.length === 1 && path[0] === "metadata";
  if (!isMetadata && path.at(-1) !== "properties") return undefined;
  if (!new RegExp(String(parentSchema?.pattern)).test(suggestion)) return undefined;
  const rule = isMetadata
    ? "all metadata is optional"
    : 'what "required" does not list is optional';
  return { name, rule, suggestion };
}

/** The rules of these names do not say it, as it is seldom that which is wrong. */
function letterFirst([section, ...rest]: YamlPath, name: string): string {
  const isNamed = rest.length === 0 && (section === "events" || section === "streams");
  return isNamed && /^\d/.test(name) ? "; it begins with a letter" : "";
}

function ruleOf(error: ErrorObject): string {
  const message = (error.parentSchema as { patternErrorMessage?: string } | undefined)
    ?.patternErrorMessage;
  const { limit, allowedValues, allowedValue } = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case "pattern":
      return message ?? "breaks a rule of names";
    case "enum":
      return `must be one of ${(allowedValues as unknown[]).join(", ")}`;
    case "const":
      return `must be ${JSON.stringify(allowedValue)}`;
    case "minimum":
      return `must be ${limit} or more`;
    case "exclusiveMinimum":
      return `must be above ${limit}`;
    case "minItems":
    case "minProperties":
    case "minLength":
      return limit === 1 ? "must not be empty" : `must have at least ${limit} items`;
    case "maxItems":
      return `must have at most ${limit} items`;
    case "maxLength":
      return `must have at most ${limit} characters`;
    default:
      return error.message ?? `breaks the rule ${error.keyword}`;
  }
}

/** The name as the rule wants it spelled, where the spelling is all that is wrong. */
function respelt(name: string, { parentSchema }: ErrorObject): string | undefined {
  const pattern = new RegExp(String(parentSchema?.pattern));
  return spellings(name).find((spelling) => pattern.test(spelling));
}

/** ajv's JSON pointer as a path; the located tree tells indexes from keys. */
function pathOf(root: Located, pointer: string): (string | number)[] {
  const path: (string | number)[] = [];
  for (const escaped of pointer.split("/").slice(1)) {
    const step = escaped.replaceAll("~1", "/").replaceAll("~0", "~");
    path.push(Array.isArray(locate(root, path).value) ? Number(step) : step);
  }
  return path;
}

/** Whether a mapping is written { like: this }: it begins before its first key. */
function isInBraces(root: Located, path: YamlPath): boolean {
  const { place, children } = locate(root, path);
  const [first] = children?.values() ?? [];
  return first?.keyPlace !== undefined && place.start < first.keyPlace.start;
}

function firstCharacter(place: Place): Place {
  return { ...place, end: place.start };
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return withArticle("array");
  return typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : withArticle(typeof value);
}

function withArticle(type: unknown): string {
  const words: Record<string, string> = {
    array: "a list",
    boolean: "true or false",
    integer: "a whole number",
    number: "a number",
    object: "a mapping",
    string: "a text",
  };
  return words[String(type)] ?? String(type);
}
