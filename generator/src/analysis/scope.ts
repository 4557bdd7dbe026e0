import type { Suggest } from "../diagnostics/suggest/suggest.js";
import type { CheckedDocument } from "../language/document.js";
import type { Imports } from "../language/imports.js";
import { STRING_TYPES } from "../model/string-types.js";
import { Reporter } from "./reporter.js";

export const BUILT_IN_TYPES: readonly string[] = [
  ...Object.keys(STRING_TYPES),
  "number",
  "integer",
  "boolean",
  "json",
  "object",
  "array",
];

/** The names that the types of one document can use. */
export interface Scope {
  /** Reports on the document. */
  readonly report: Reporter;
  /** Whether a type has the name, in the document or in its imports. */
  readonly hasType: (name: string) => boolean;
  /** All names that a type can have. */
  readonly typeNames: () => readonly string[];
  /** Whether no other names are possible: a file that could not be read may have any. */
  readonly isComplete: boolean;
  readonly suggest: Suggest;
}

/** The scope of each document. */
export function scopesOf(
  documents: readonly CheckedDocument[],
  imports: Imports,
  suggest: Suggest,
): Map<CheckedDocument, Scope> {
  // Files can import each other in a long chain: the names of each file are made into a set once.
  const ownNames = new Map(
    documents.map((document) => [document, new Set(Object.keys(document.document.types ?? {}))]),
  );
  return new Map(
    documents.map((document) => {
      const members = [...imports.scopeOf(document)];
      const filled = members
        .map((member) => ownNames.get(member) ?? new Set<string>())
        .filter(({ size }) => size > 0);
      let names: readonly string[] | undefined;
      const scope: Scope = {
        report: new Reporter(document),
        hasType: (name) => filled.some((own) => own.has(name)),
        typeNames: () => {
          names ??= [...BUILT_IN_TYPES, ...new Set(filled.flatMap((own) => [...own]))];
          return names;
        },
        isComplete: imports.isComplete,
        suggest,
      };
      return [document, scope];
    }),
  );
}
