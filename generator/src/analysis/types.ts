import type { Suggest } from "../diagnostics/suggest/suggest.js";
import type { CheckedDocument } from "../language/document.js";
import type { Imports } from "../language/imports.js";
import type { FieldType, NamedType } from "../model/model.js";
import {
  BUILT_IN_TYPES,
  type DeclaredUnion,
  type DeclaredValue,
  documentation,
  fieldType,
  type NameSet,
  type TypeContext,
} from "./fields.js";
import { Reporter } from "./reporter.js";

/** A type with the document that declares it. */
export interface DeclaredType extends NamedType {
  readonly context: TypeContext;
}

/** What the types of each document can refer to, and where what is wrong with them is reported. */
export function contextsOf(
  documents: readonly CheckedDocument[],
  imports: Imports,
  suggest: Suggest,
): Map<CheckedDocument, TypeContext> {
  // Files can import each other in a long row: the names of each are put into one set.
  const ownNames = new Map(
    documents.map((member) => [member, new Set(Object.keys(member.document.types ?? {}))]),
  );
  return new Map(
    documents.map((document) => {
      const scope = [...imports.scopeOf(document)];
      const names = scope.map((member) => ownNames.get(member) ?? new Set<string>());
      return [document, contextOf(document, scope, names, imports, suggest)];
    }),
  );
}

function contextOf(
  document: CheckedDocument,
  scope: readonly CheckedDocument[],
  names: readonly ReadonlySet<string>[],
  imports: Imports,
  suggest: Suggest,
): TypeContext {
  const missing = anyOf(scope.map((member) => member.missing));
  let known: readonly string[] | undefined;
  return {
    report: new Reporter(document),
    typeNames: anyOf(names),
    known: () => {
      known ??= [...BUILT_IN_TYPES, ...new Set(names.flatMap((own) => [...own]))];
      return known;
    },
    missing,
    // A file that could not be read may have had any type.
    isWhole: imports.findings.length === 0 && !missing.has("imports"),
    suggest,
    values: [] as DeclaredValue[],
    unions: [] as DeclaredUnion[],
  };
}

function anyOf(sets: readonly ReadonlySet<string>[]): NameSet {
  const filled = sets.filter(({ size }) => size > 0);
  return { has: (name) => filled.some((set) => set.has(name)) };
}

/** The types of the documents, in their order; of two with one name, the second is reported. */
export function declareTypes(
  documents: readonly CheckedDocument[],
  contexts: ReadonlyMap<CheckedDocument, TypeContext>,
): DeclaredType[] {
  const byName = new Map<string, DeclaredType>();
  for (const document of documents) {
    const context = contexts.get(document) as TypeContext;
    for (const [name, raw] of Object.entries(document.document.types ?? {})) {
      const path = ["types", name];
      const first = byName.get(name);
      if (first !== undefined) {
        const within = first.context.report;
        const about = { name, file: within.file };
        const related = [{ path, message: "the first is here", within }];
        context.report.atKey("duplicate-type", path, about, related);
        continue;
      }
      const type = fieldType(raw, path, context);
      byName.set(name, { name, type, ...documentation(raw), context });
    }
  }
  return [...byName.values()];
}

/** Those of the types that the given ones lead to, in their own order. */
export function reachable<Type extends NamedType>(
  types: readonly Type[],
  from: readonly FieldType[],
): Type[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const reached = new Set<string>();
  const open = [...from];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.kind === "named" && !reached.has(type.name)) {
      reached.add(type.name);
      const named = byName.get(type.name);
      if (named !== undefined) open.push(named.type);
    } else for (const inner of innerTypes(type)) open.push(inner);
  }
  return types.filter(({ name }) => reached.has(name));
}

export function innerTypes(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "list":
      return [type.items];
    case "map":
      return [type.values];
    case "object":
      return type.properties.map((property) => property.type);
    case "union":
      return type.branches;
    default:
      return [];
  }
}
