import type { YamlPath } from "../../diagnostics/diagnostic.js";
import { resolve, type TypesByName, typesByName } from "../../model/aliases.js";
import type { FieldType } from "../../model/model.js";
import { listProblem } from "../never-matches/lists.js";
import { numberProblem } from "../never-matches/numbers.js";
import type { Problem } from "../never-matches/problem.js";
import { stringProblem } from "../never-matches/strings.js";
import type { LintedSchema, Rule, Warning } from "../rule.js";
import { type TypePart, typeParts } from "../shared/type-parts.js";

export const neverMatches: Rule = {
  code: "never-matches",
  summary: "No value fits the rules of a field, or one of its rules does not mean what it says.",
  help: "Change the rule",
  readsLookups: false,
  *check(schema) {
    const types = typesByName(schema.model.types);
    for (const { part, isId, within } of partsOf(schema)) {
      const problem = problemOf(part.type, isId, types);
      if (problem !== undefined) yield warningAt(part.path, within, problem);
    }
  },
};

interface Part {
  readonly part: TypePart;
  /** Whether its values become parts of keys. */
  readonly isId: boolean;
  /** The imported type that it is a part of; `undefined` for a part of the schema's own document. */
  readonly within: string | undefined;
}

/** All types of a schema: of its fields, of its metadata, and the named ones. */
function* partsOf({ model, fields, valueAt }: LintedSchema): Iterable<Part> {
  for (const { field, path } of fields) {
    for (const part of typeParts(field.type, path, field.name)) {
      // The items of a list of ids are ids.
      const isWhole = part.path.length - path.length <= (field.type.kind === "list" ? 1 : 0);
      yield { part, isId: isWhole && field.modelKey !== undefined, within: undefined };
    }
  }
  const metadata = model.metadata.map(({ name, type }) => ({
    name,
    type,
    path: ["metadata", name],
  }));
  const types = model.types.map(({ name, type }) => ({ name, type, path: ["types", name] }));
  for (const { name, type, path } of [...metadata, ...types]) {
    const within = valueAt(path) === undefined ? name : undefined;
    for (const part of typeParts(type, path, name)) yield { part, isId: false, within };
  }
}

function problemOf(type: FieldType, isId: boolean, types: TypesByName): Problem | undefined {
  if (type.kind === "string") return stringProblem(type, isId);
  if (type.kind === "number") return numberProblem(type);
  return type.kind === "list" ? listProblem(type, resolve(type.items, types)) : undefined;
}

function warningAt(
  path: YamlPath,
  within: string | undefined,
  { keyword, message, help, other }: Problem,
): Warning {
  return {
    path: [...path, keyword],
    at: "value",
    message,
    help,
    ...(within === undefined ? {} : { within }),
    ...(other === undefined
      ? {}
      : { related: { path: [...path, other], message: `"${other}" is here` } }),
  };
}
