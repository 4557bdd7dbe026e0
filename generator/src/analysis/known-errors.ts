import type { YamlPath } from "../diagnostics/diagnostic.js";
import { alongNames, type TypesByName } from "../model/aliases.js";
import type { FieldType, NamedType } from "../model/model.js";
import { type DeclaredValue, type TypeContext, UNKNOWN_TYPE } from "./fields.js";
import type { Reporter } from "./reporter.js";
import { innerTypes } from "./types.js";

/** What is known to be wrong at one moment: nothing more is held against it, as one mistake is one message. */
export class Mistakes {
  /** The types that are wrong, or not there, by their names. */
  readonly names: ReadonlySet<string>;
  readonly #parts: ReadonlyMap<Reporter, ReadonlySet<string>>;

  constructor(contexts: readonly TypeContext[]) {
    this.#parts = new Map(contexts.map(({ report }) => [report, wrongParts(report)]));
    const errors = contexts.flatMap(({ report }) => report.errors);
    this.names = new Set([
      ...contexts.flatMap(({ report }) => [...report.missing]),
      ...errors.flatMap(({ path }) => (path[0] === "types" ? path.slice(1, 2).map(String) : [])),
    ]);
  }

  /** Whether something is wrong in this part of a document. */
  standIn(report: Reporter, path: YamlPath): boolean {
    return this.#parts.get(report)?.has(JSON.stringify(path)) === true;
  }

  /** Whether a type, and all that its name stands for, is right as far as it goes. */
  knownTypes(types: TypesByName): (type: FieldType) => boolean {
    return alongNames(
      types,
      // Of a circle of names, one is wrong.
      (type) => type !== undefined && type !== UNKNOWN_TYPE,
      ({ name }, isKnown) => isKnown && !this.names.has(name),
    );
  }
}

/** The paths to all errors of a document, and to what holds them. */
function wrongParts({ errors }: Reporter): Set<string> {
  return new Set(
    errors.flatMap(({ path }) => path.map((_, last) => JSON.stringify(path.slice(0, last + 1)))),
  );
}

/** Those of the values that have a type with nothing wrong in it, or in what it leads to. */
export function judgeable(
  values: readonly DeclaredValue[],
  types: readonly NamedType[],
  mistakes: Mistakes,
): DeclaredValue[] {
  const unsound = unsoundNames(types, mistakes);
  const known = new Map<FieldType, boolean>();
  const isSound = (type: FieldType): boolean => {
    const before = known.get(type);
    if (before !== undefined) return before;
    const isNameSound = type.kind !== "named" || !unsound.has(type.name);
    const is = type !== UNKNOWN_TYPE && isNameSound && innerTypes(type).every(isSound);
    known.set(type, is);
    return is;
  };
  return values.filter(
    ({ report, typePath, type }) => !mistakes.standIn(report, typePath) && isSound(type),
  );
}

/** The types that are wrong, and all that lead to one of them. */
function unsoundNames(types: readonly NamedType[], mistakes: Mistakes): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  const unsound = new Set(mistakes.names);
  for (const { name, type } of types) {
    const inner = [type];
    // A list is walked with what is added on the way.
    for (const part of inner) {
      if (part === UNKNOWN_TYPE) unsound.add(name);
      if (part.kind === "named") {
        const known = users.get(part.name) ?? [];
        users.set(part.name, known);
        known.push(name);
      }
      for (const next of innerTypes(part)) inner.push(next);
    }
  }
  for (const name of unsound) for (const user of users.get(name) ?? []) unsound.add(user);
  return unsound;
}
