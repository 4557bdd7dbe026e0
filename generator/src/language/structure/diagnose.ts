import type { ErrorObject } from "ajv";
import type { Diagnostic, Location, YamlPath } from "../../diagnostics/diagnostic.js";
import { didYouMean } from "../../diagnostics/messages/message.js";
import { newDiagnostic } from "../../diagnostics/messages.js";
import { spellings, suggest } from "../../diagnostics/suggest/suggest.js";
import { described, withArticle } from "../corrections/described.js";
import { eventNameHint, legalNameOf } from "../corrections/event-names.js";
import { exampleHint, exampleOfName } from "../corrections/examples.js";
import { requiredMarkHint } from "../corrections/field-names.js";
import { inOneLine } from "../corrections/flow.js";
import { helpAtLength, translateMapping } from "../corrections/foreign-types.js";
import { keyHint } from "../corrections/key-hints.js";
import { allowedIn, type KeyCorrections } from "../corrections/keys.js";
import { missingKeyHint } from "../corrections/missing-keys.js";
import { optionalProperties } from "../corrections/objects.js";
import { COMPOSITIONS } from "../corrections/other-keys.js";
import { partKind } from "../corrections/parts.js";
import { longType } from "../corrections/raw-types.js";
import type { ShapeOf } from "../corrections/shapes.js";
import { truthOf } from "../corrections/truths.js";
import { typeHint } from "../corrections/values.js";
import { keyLocationAt, type Located, locate, locationAt } from "../located.js";
import { isMapping, type Mapping } from "../mapping.js";

/** The document that errors are about. */
export interface DocumentContext {
  readonly file: string;
  readonly root: Located;
  /** The document's value; empty if it is no mapping. */
  readonly document: Mapping;
  readonly corrections: KeyCorrections;
  readonly shapeOf: ShapeOf;
}

type Diagnose = (
  error: ErrorObject,
  path: YamlPath,
  context: DocumentContext,
) => Diagnostic | undefined;

/** How to report the errors of each keyword of JSON Schema; all others are rules for names and values. */
const BY_KEYWORD: Readonly<Record<string, Diagnose>> = {
  // These repeat the errors below them.
  if: () => undefined,
  propertyNames: () => undefined,
  additionalProperties: unknownKey,
  required: missingKey,
  type: wrongType,
  uniqueItems: duplicateItem,
  const: wrongConstant,
};

/** The diagnostic of an error at a path; `undefined` for an error that another one says better. */
export const diagnose: Diagnose = (error, path, context) => {
  const own = Object.hasOwn(BY_KEYWORD, error.keyword) ? BY_KEYWORD[error.keyword] : undefined;
  return (own ?? invalidNameOrValue)(error, path, context);
};

function unknownKey(
  { params, data, parentSchema }: ErrorObject,
  path: YamlPath,
  { file, root, document, corrections, shapeOf }: DocumentContext,
): Diagnostic | undefined {
  const key = String(params.additionalProperty);
  const mapping = data as Mapping;
  const allowed = allowedIn(parentSchema);
  const known = corrections(mapping, allowed);
  // The discriminator of a union that is misspelt itself, which is reported.
  if (key === "discriminator" && [...known.values()].includes("oneOf")) return undefined;
  const shape = shapeOf(mapping, allowed);
  if (shape !== undefined && shape.key !== key) return undefined;
  const isNoPair = mapping[key] === null && (isInBraces(root, path) || /[:\s]/.test(key));
  const name = String(path.at(-1) ?? "");
  const unknown = { key, value: mapping[key], mapping, name, document };
  const hint = shape?.hint ?? keyHint(partKind(path), unknown);
  const about = { key, allowed, suggestion: known.get(key), isNoPair, hint };
  const keyPath = [...path, key];
  return newDiagnostic(
    "unknown-key",
    { file, path: keyPath, location: keyLocationAt(root, keyPath) },
    about,
  );
}

function missingKey(
  error: ErrorObject,
  path: YamlPath,
  { file, root, document, corrections, shapeOf }: DocumentContext,
): Diagnostic | undefined {
  const key = String(error.params.missingProperty);
  if (isMisspelt(key, error, corrections)) return undefined;
  if (shapeOf(error.data as Mapping, allowedIn(error.parentSchema))) return undefined;
  const location = path.length === 0 ? firstCharacter(root.location) : keyLocationAt(root, path);
  const mapping = error.data as Mapping;
  const hint = missingKeyHint({ key, kind: partKind(path), mapping, document });
  return newDiagnostic("missing-key", { file, path, location }, { key, hint });
}

/** Whether a key that is missing is there in another spelling, which is reported. */
function isMisspelt(
  key: string,
  { data, parentSchema }: ErrorObject,
  corrections: KeyCorrections,
): boolean {
  return Array.from(corrections(data as Mapping, allowedIn(parentSchema))).some(
    ([unknown, correction]) =>
      correction === key ||
      // A key that other languages have for a type is reported itself.
      (key === "type" && (COMPOSITIONS.has(unknown) || correction === "oneOf")),
  );
}

function wrongType(
  { params, data }: ErrorObject,
  path: YamlPath,
  { file, root, document }: DocumentContext,
): Diagnostic {
  const location = locationAt(root, path);
  const parent = locate(root, path.slice(0, -1)).value;
  const wanted = [params.type].flat();
  const isEmpty = data === null && location.start === location.end;
  return newDiagnostic(
    "wrong-type",
    { file, path, location },
    {
      expected: wanted.map(withArticle).join(" or "),
      actual: isEmpty ? "nothing" : described(data),
      isEmpty: isEmpty && typeof path.at(-1) === "string",
      hint: typeHint({
        path,
        value: data,
        wanted,
        parent: isMapping(parent) ? parent : undefined,
        document,
      }),
    },
  );
}

function duplicateItem(
  { params }: ErrorObject,
  path: YamlPath,
  { file, root }: DocumentContext,
): Diagnostic {
  const [first, again] = [Number(params.i), Number(params.j)].sort((a, b) => a - b);
  const itemPath = [...path, again as number];
  const related = [
    { location: locationAt(root, [...path, first as number]), message: "the first is here" },
  ];
  const at = { file, path: itemPath, location: locationAt(root, itemPath), related };
  return newDiagnostic("invalid-value", at, {
    reason: "repeats an item of the list",
    suggestion: undefined,
    hint: "Remove it.",
  });
}

function wrongConstant(
  error: ErrorObject,
  path: YamlPath,
  context: DocumentContext,
): Diagnostic | undefined {
  const { data, params } = error;
  if (data !== String(params.allowedValue)) return invalidNameOrValue(error, path, context);
  const { file, root } = context;
  return newDiagnostic(
    "wrong-type",
    { file, path, location: locationAt(root, path) },
    {
      expected: String(params.allowedValue),
      actual: described(data),
      isEmpty: false,
      hint: `Write it without quotes: "${path.at(-1)}: ${data}".`,
    },
  );
}

function invalidNameOrValue(
  error: ErrorObject,
  path: YamlPath,
  { file, root, document }: DocumentContext,
): Diagnostic | undefined {
  const rule = ruleOf(error);
  // Under propertyNames, ajv gives the path of the mapping, and the name of the key.
  if (error.propertyName !== undefined) {
    const name = error.propertyName;
    const keyPath = [...path, name];
    const at = { file, path: keyPath, location: keyLocationAt(root, keyPath) };
    const optional = error.keyword === "pattern" ? optionalName(path, name, error) : undefined;
    if (optional !== undefined) {
      const object = path.at(-1) === "properties" ? locate(root, path.slice(0, -1)).value : {};
      const marks = optionalProperties(isMapping(object) ? object : {});
      // The help for the first one is about all of them.
      if (marks !== undefined && marks.first !== name) return undefined;
      return newDiagnostic("invalid-name", at, { ...optional, hint: marks?.hint });
    }
    const sentence = error.keyword === "pattern" ? rule + letterFirst(path, name) : `it ${rule}`;
    const suggestion = respelt(name, error);
    const hint =
      /[^!]!$/.test(name) && isOfFields(path)
        ? requiredMarkHint(path, name, locate(root, keyPath).value)
        : nameHint(path, error, name, suggestion);
    return newDiagnostic("invalid-name", at, { name, rule: sentence, suggestion, hint });
  }
  const at = { file, path, location: locationAt(root, path) };
  if (error.keyword === "pattern") {
    const name = String(error.data);
    const suggestion = respelt(name, error);
    const hint = nameHint(path, error, name, suggestion);
    return newDiagnostic("invalid-name", at, { name, rule, suggestion, hint });
  }
  const allowed = error.keyword === "enum" ? (error.params.allowedValues as unknown[]) : [];
  const suggestion =
    typeof error.data === "string" ? suggest(error.data, allowed.map(String)) : undefined;
  const hint =
    valueHint(error, path, root, suggestion) ??
    (suggestion ? undefined : exampleHint(path, document));
  return newDiagnostic("invalid-value", at, {
    reason: rule,
    suggestion: hint ? undefined : suggestion,
    hint,
  });
}

/** Whether the names of a part are those of fields. */
function isOfFields(path: YamlPath): boolean {
  const kind = partKind(path);
  return kind === "fields" || kind === "metadata";
}

/** The help for a name that breaks a rule. */
function nameHint(
  path: YamlPath,
  { keyword, params }: ErrorObject,
  name: string,
  suggestion: string | undefined,
): string | undefined {
  if (keyword === "maxLength") return `Shorten it to ${params.limit} characters or fewer.`;
  const nested = nestedIdHint(path, name);
  if (nested !== undefined) return nested;
  const isEvent = path[0] === "events" && path.length === 1;
  const ofEvent = isEvent ? (eventNameHint(name) ?? didYouMean(legalNameOf(name))) : undefined;
  if (ofEvent !== undefined || suggestion !== undefined) return ofEvent;
  return `Rename it, for example to "${exampleOfName(path)}".`;
}

/** The help for an id inside a field: `order.order_id`. */
function nestedIdHint(path: YamlPath, name: string): string | undefined {
  const key = path.at(-1);
  const id = /^[\w.]+\.(\w+)$/.exec(name)?.[1];
  if (id === undefined || (key !== "by" && key !== "partition")) return undefined;
  return `Write "${key}: ${id}", and add "${id}" to the data of the event types: queries find no events by an id inside another field.`;
}

/** The help for a value that breaks a rule. */
function valueHint(
  { keyword, data }: ErrorObject,
  path: YamlPath,
  root: Located,
  suggestion: string | undefined,
): string | undefined {
  const key = path.at(-1);
  if (keyword === "const" && key === "lookup") {
    return truthOf(data) === false
      ? 'Write "lookup: false": in YAML 1.2, no and off are strings.'
      : "Remove it: ids have lookups by default.";
  }
  if (keyword === "const" && key === "required") {
    return 'Remove it: metadata without "required: true" is optional.';
  }
  const parent = locate(root, path.slice(0, -1)).value;
  if (keyword === "minItems" && key === "oneOf" && isMapping(parent)) return lonelyHint(parent);
  if (key !== "format" || !isMapping(parent)) return undefined;
  const translation = translateMapping(parent);
  if (translation?.key !== "format") return undefined;
  const isKnown = translation.here !== undefined || suggestion === undefined;
  return isKnown ? helpAtLength(translation) : undefined;
}

/** The help for a union of one branch. */
function lonelyHint({ oneOf }: Mapping): string | undefined {
  const [branch] = Array.isArray(oneOf) ? oneOf : [];
  const form = inOneLine(longType(branch));
  return form && `Write ${form}, until there is another branch.`;
}

/** A "?" after a name means nothing where nothing has to be there anyway. */
function optionalName(path: YamlPath, name: string, { parentSchema }: ErrorObject) {
  if (!name.endsWith("?")) return undefined;
  const suggestion = name.slice(0, -1);
  const isMetadata = path.length === 1 && path[0] === "metadata";
  if (!isMetadata && path.at(-1) !== "properties") return undefined;
  if (!new RegExp(String(parentSchema?.pattern)).test(suggestion)) return undefined;
  const rule = isMetadata
    ? 'metadata without "required: true" is optional'
    : 'properties that "required" does not list are optional';
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

/** Whether a mapping is written { like: this }: it begins before its first key. */
function isInBraces(root: Located, path: YamlPath): boolean {
  const { location, children } = locate(root, path);
  const [first] = children?.values() ?? [];
  return first?.keyLocation !== undefined && location.start < first.keyLocation.start;
}

function firstCharacter(location: Location): Location {
  return { ...location, end: location.start };
}
