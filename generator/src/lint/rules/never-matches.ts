import { declaredFields } from "../../analysis/fields.js";
import { resolve, type TypesByName, typesByName } from "../../model/aliases.js";
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
    for (const part of partsOf(schema)) {
      const problem = problemOf(part, types);
      if (problem !== undefined) yield warningAt(part, problem);
    }
  },
};

interface Part extends TypePart {
  /** Whether its values become parts of keys. */
  readonly isId: boolean;
  /** The imported type that it is a part of; `undefined` for a part of the schema's own document. */
  readonly within: string | undefined;
}

/** All types of a schema: of its fields, of its metadata, and the named ones. */
function* partsOf({ model, valueAt }: LintedSchema): Iterable<Part> {
  for (const { field, path } of declaredFields(model)) {
    for (const part of typeParts(field.type, path, field.name)) {
      // The items of a list of ids are ids.
      const isWhole = part.path.length - path.length <= (field.type.kind === "list" ? 1 : 0);
      yield { ...part, isId: isWhole && field.modelKey !== undefined, within: undefined };
    }
  }
  const fields = model.metadata.map(({ name, type }) => ({ name, type, path: ["metadata", name] }));
  const types = model.types.map(({ name, type }) => ({ name, type, path: ["types", name] }));
  for (const { name, type, path } of [...fields, ...types]) {
    const within = valueAt(path) === undefined ? name : undefined;
    for (const part of typeParts(type, path, name)) yield { ...part, isId: false, within };
  }
}

function problemOf({ type, isId }: Part, types: TypesByName): Problem | undefined {
  if (type.kind === "string") return stringProblem(type, isId);
  if (type.kind === "number") return numberProblem(type);
  return type.kind === "list" ? listProblem(type, resolve(type.items, types)) : undefined;
}

function warningAt({ path, within }: Part, { keyword, message, help, other }: Problem): Warning {
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
