import type { YamlPath } from "../diagnostics/diagnostic.js";
import { fieldNameHint } from "../language/corrections/field-names.js";
import {
  helpAtLength,
  helpInShort,
  synonymOf,
  type Translation,
  translate,
  translateMapping,
} from "../language/corrections/foreign-types.js";
import { BROKEN, type PartialDocument } from "../language/document.js";
import { isMapping, type Mapping, valueAt } from "../language/mapping.js";
import { fieldName, isIdField, isTypeName } from "../model/names.js";
import { isStringType } from "../model/string-types.js";
import { addTo } from "../util/add-to.js";
import type { Analysis } from "./analysis.js";
import { BUILT_IN_TYPES, type Scope } from "./scope.js";
import { reportUndeclared } from "./undeclared.js";

/** A name that no type has, where it is used. */
export interface UnknownType {
  readonly scope: Scope;
  readonly name: string;
  readonly path: YamlPath;
}

/** A name that no type has, with all that is known of it. */
interface Named extends UnknownType {
  /** The document that uses it. */
  readonly document: Mapping;
  readonly isForId: boolean;
  /** The types of the document that nothing uses. */
  readonly unused: ReadonlySet<string>;
}

/**
 * Reports names that no type has: each once for a document, with its other uses, where the same change mends all of
 * them. Most likely the declaration of a name that begins with a capital is missing or misspelt. No declaration can have
 * any other name.
 */
export function reportUnknownTypes(analysis: Analysis): void {
  const { unknownTypes } = analysis.collected;
  if (unknownTypes.length === 0) return;
  const unused = unusedTypes(analysis);
  const documents = new Map([...analysis.scopes].map(([{ document }, scope]) => [scope, document]));
  const uses = new Map<Scope, Map<string, Named[]>>();
  for (const unknown of unknownTypes) {
    const { scope, name, path } = unknown;
    // A file that could not be read may have any type, and their names begin with a capital.
    const canBeDeclared = /^[A-Z]/.test(name);
    if (!scope.isComplete && canBeDeclared) continue;
    const isForId = isOfId(path, analysis);
    const document: Mapping = { ...documents.get(scope) };
    const named = { ...unknown, document, isForId, unused: unused.get(scope) ?? new Set<string>() };
    const byName = uses.get(scope) ?? new Map<string, Named[]>();
    uses.set(scope, byName);
    // For an id, other types are suggested, unless the declaration is what is misspelt.
    const change = canBeDeclared
      ? named.isForId && unusedTypeOf(named) === undefined
      : hintFor(named, translationOf(named));
    addTo(byName, `${name} ${change}`, named);
  }
  for (const byName of uses.values()) for (const ofName of byName.values()) report(ofName);
}

function report(uses: readonly Named[]): void {
  const [first] = uses;
  if (first === undefined) return;
  const { name: type, scope } = first;
  const translation = translationOf(first);
  const declared = unusedTypeOf(first, translation);
  // A type with an illegal name is reported itself.
  if (translation?.here !== undefined && isIllegalName(translation.here, scope)) return;
  reportUndeclared({
    code: "unknown-field-type",
    about: { type, known: scope.typeNames(), hint: hintFor(first, translation) },
    uses: uses.map(({ path }) => ({ path, report: scope.report })),
    use: "it is used here",
    unused:
      declared === undefined
        ? undefined
        : { path: ["types", declared], report: scope.report, name: declared, as: "not used" },
  });
}

/** The type without a use that most likely should have the name. */
function unusedTypeOf(named: Named, translation = translationOf(named)): string | undefined {
  const type = translation?.here;
  return type !== undefined && named.unused.has(type) ? type : undefined;
}

function isIllegalName(type: string, { hasType }: Scope): boolean {
  return hasType(type) && !isTypeName(type);
}

/** The types that nothing uses, by their scopes; none, where a part that may use them is broken. */
function unusedTypes({ collected, declaredTypes, scopes }: Analysis): Map<Scope, Set<string>> {
  const unused = new Map<Scope, Set<string>>();
  if ([...scopes.keys()].some(({ document }) => hasBrokenTypes(document))) return unused;
  for (const { name, scope } of declaredTypes) {
    if (collected.usedTypes.has(name)) continue;
    const own = unused.get(scope) ?? new Set();
    unused.set(scope, own.add(name));
  }
  return unused;
}

/** Whether a part of a document is broken that may use types. */
function hasBrokenTypes({ types, groups, events, metadata }: PartialDocument): boolean {
  if (groups === BROKEN || metadata === BROKEN) return true;
  const fields = [
    ...Object.values(groups ?? {}),
    ...Object.values(events ?? {}).map((event) => (event === BROKEN ? event : event.data)),
  ];
  return [types ?? {}, metadata ?? {}, ...fields].some(
    (entries) => entries === BROKEN || Object.values(entries).includes(BROKEN),
  );
}

/** Whether the path is of the type of an id field. */
function isOfId([section, ...path]: YamlPath, { idSuffix }: Analysis): boolean {
  const [, part, ...inEvent] = path;
  const ofField = section === "groups" ? path.slice(1) : part === "data" ? inEvent : [];
  const [key, ...inner] = ofField;
  const name = fieldName(String(key));
  return inner.every((step) => step === "type") && name !== idSuffix && isIdField(name, idSuffix);
}

/** The help for a name that no type has. */
function hintFor(
  { name, path, scope, document, isForId }: Named,
  translation: Translation | undefined,
): string | undefined {
  if (name === "null") return nullHint(path);
  const isGroup = isMapping(document.groups) && Object.hasOwn(document.groups, name);
  const ofField =
    isGroup || translation === undefined ? fieldNameHint(path, name, document) : undefined;
  if (ofField !== undefined) return ofField;
  if (isGroup) return groupHint(name, path);
  if (isForId && !canNameId(translation?.here, scope)) {
    return "Use ulid, uuid or string: an id is a string.";
  }
  const atLength = translation?.here === undefined ? helpForLong(path, document) : undefined;
  return atLength ?? (translation === undefined ? declareHint(name) : helpInShort(translation));
}

/** The help for a type at length, by its other keys. */
function helpForLong(path: YamlPath, document: Mapping): string | undefined {
  const long = path.at(-1) === "type" ? valueAt(document, path.slice(0, -1)) : undefined;
  const translation = isMapping(long) ? translateMapping(long) : undefined;
  return translation && helpAtLength(translation);
}

/** The help for the name of a type that nothing declares. */
function declareHint(name: string): string | undefined {
  const type = /^([A-Z][A-Za-z0-9]{0,63})(?:\[\])*$/.exec(name)?.[1];
  return type && `Declare it under "types:", as in "types: { ${type}: string }".`;
}

/** The help for a group where a type belongs. */
function groupHint(name: string, [section]: YamlPath): string {
  const declare = `declare the object under "types:": ${name} is a group`;
  const isInEvent = section === "events" || section === "groups";
  return isInEvent
    ? `Write "include: [${name}]" at the event type to add its fields; or ${declare}.`
    : `${declare[0]?.toUpperCase()}${declare.slice(1)}.`;
}

/** Whether an id may be of the type, as far as its text says. */
function canNameId(type: string | undefined, { hasType }: Scope): boolean {
  return (
    type === undefined || /^{ type: string\b/.test(type) || isStringType(type) || hasType(type)
  );
}

/** The help for a branch or a type that is null. */
function nullHint(path: YamlPath): string {
  const isBranch =
    path.includes("oneOf") &&
    typeof (path.at(-1) === "type" ? path.at(-2) : path.at(-1)) === "number";
  return isBranch
    ? 'Remove the branch, and write "nullable: true" beside "oneOf".'
    : 'Write the type of the other values, and "nullable: true" beside it.';
}

/** Whether a list names its items as another language does, or has a space before its "[]". */
export function isForeignList(type: string, { hasType }: Scope): boolean {
  const items = type.replace(/(?:\[\])+$/, "");
  const isOurs = BUILT_IN_TYPES.includes(items) || hasType(items);
  return !isOurs && (items.endsWith(" ") || synonymOf(items) !== undefined);
}

const INNER: ReadonlySet<unknown> = new Set(["properties", "items", "additionalProperties"]);

/** The most likely type: never the one that is declared as it, and a list for a list. */
function translationOf({ name, path, scope, unused }: Named): Translation | undefined {
  const isKnown = (type: string) => scope.hasType(type) || BUILT_IN_TYPES.includes(type);
  // A type can have itself inside, and cannot be itself.
  const isInside = path.slice(2).some((step) => INNER.has(step));
  const declared = path[0] === "types" && !isInside ? path[1] : undefined;
  const likely = (type: string): Translation | undefined => {
    if (isKnown(type)) return { here: type, note: undefined };
    const lastWord = type.split(/[./]/).at(-1) ?? "";
    if (scope.hasType(lastWord)) return { here: lastWord, note: undefined };
    const translation = translate(type, (part) => likely(part)?.here);
    if (translation !== undefined) return translation;
    // Of two names that are as near, one that is illegal is the likelier one, or that of a type without a use.
    const all = scope.typeNames();
    const illegal = all.filter((other) => isIllegalName(other, scope));
    const names = [...illegal, ...unused, ...all].filter((other) => other !== declared);
    const near = scope.suggest(type, names);
    return near === undefined ? undefined : { here: near, note: undefined };
  };
  return likely(name);
}
