import type { YamlPath } from "../diagnostics/diagnostic.js";
import {
  helpInShort,
  synonymOf,
  type Translation,
  translate,
} from "../language/corrections/foreign-types.js";
import { isStringType } from "../model/string-types.js";
import type { Analysis } from "./analysis.js";
import { BUILT_IN_TYPES, type Scope } from "./scope.js";

/** A name that no type has, where it is used. */
export interface UnknownType {
  readonly scope: Scope;
  readonly name: string;
  readonly path: YamlPath;
}

/** The other uses of a name that are shown with the first one. */
const MAX_USES = 10;

/**
 * Reports names that no type has. A name that begins with a capital is reported once for a document, with its
 * other uses: most likely its declaration is missing or misspelt. No declaration can have any other name, so each
 * use of one is a mistake by itself.
 */
export function reportUnknownTypes({ collected: { unknownTypes } }: Analysis): void {
  const uses = new Map<Scope, Map<string, UnknownType[]>>();
  for (const unknown of unknownTypes) {
    const { scope, name } = unknown;
    // A file that could not be read may have any type, and their names begin with a capital.
    const canBeDeclared = /^[A-Z]/.test(name);
    if (!scope.isComplete && canBeDeclared) continue;
    if (!canBeDeclared) {
      reportUses([unknown]);
      continue;
    }
    const byName = uses.get(scope) ?? new Map<string, UnknownType[]>();
    uses.set(scope, byName);
    // For an id, other types are suggested.
    const key = `${name} ${isOfId(unknown.path)}`;
    const own = byName.get(key) ?? [];
    byName.set(key, own);
    own.push(unknown);
  }
  for (const byName of uses.values()) for (const own of byName.values()) reportUses(own);
}

function reportUses([first, ...others]: readonly UnknownType[]): void {
  if (first === undefined) return;
  const { scope, name: type, path } = first;
  const about = hintFor(type, path, scope);
  const related = others.slice(0, MAX_USES).map((other, index) => {
    const more = others.length - MAX_USES;
    const isLast = index === MAX_USES - 1 && more > 0;
    const message = isLast
      ? `it is used here, too, and in ${more} more places`
      : "it is used here, too";
    return { path: other.path, message };
  });
  const parameters = { type, known: scope.typeNames(), ...about };
  scope.report.atValue("unknown-field-type", path, parameters, related);
}

/** Whether the path is of the type of an id field. */
function isOfId([section, , part, name, ...inner]: YamlPath): boolean {
  const isOwnType = inner.every((key) => key === "type");
  return section === "events" && part === "data" && isOwnType && /._id\??$/.test(String(name));
}

function hintFor(
  type: string,
  path: YamlPath,
  scope: Scope,
): { readonly suggestion: string | undefined; readonly hint: string | undefined } {
  if (type === "null") return { suggestion: undefined, hint: nullHint(path) };
  const translation = suggestedType(type, path, scope);
  if (isOfId(path) && !canNameId(translation?.here, scope)) {
    return { suggestion: undefined, hint: "Use ulid, uuid or string: an id is a string." };
  }
  return { suggestion: undefined, hint: translation && helpInShort(translation) };
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

/** The most likely type: never the one that is declared here, and a list for a list. */
function suggestedType(type: string, path: YamlPath, scope: Scope): Translation | undefined {
  const isKnown = (name: string) => scope.hasType(name) || BUILT_IN_TYPES.includes(name);
  if (isKnown(type)) return { here: type, note: undefined };
  const lastWord = type.split(/[./]/).at(-1) ?? "";
  if (scope.hasType(lastWord)) return { here: lastWord, note: undefined };
  const translation = translate(type, (part) => suggestedType(part, path, scope)?.here);
  if (translation !== undefined) return translation;
  const declared = path[0] === "types" ? path[1] : undefined;
  const others = scope.typeNames().filter((name) => name !== declared);
  const near = scope.suggest(type, others);
  return near === undefined ? undefined : { here: near, note: undefined };
}
