import { fieldsOf } from "../model/model.js";
import { reachableTypes } from "../model/visit.js";
import type { Analysis, DeclaredType } from "./analysis.js";
import { documentation, TypeReader } from "./type-reader.js";

/** Declares the types of all documents, in their order; of two with one name, the second is reported. */
export function declareTypes(analysis: Analysis): void {
  const byName = new Map<string, DeclaredType>();
  for (const [{ document }, scope] of analysis.scopes) {
    const reader = new TypeReader(scope, analysis.collected);
    for (const [name, raw] of Object.entries(document.types ?? {})) {
      const path = ["types", name];
      const first = byName.get(name);
      if (first !== undefined) {
        const within = first.scope.report;
        const related = [{ path, message: "the first is here", within }];
        scope.report.atKey("duplicate-type", path, { name, file: within.file }, related);
        continue;
      }
      byName.set(name, { name, type: reader.read(raw, path), ...documentation(raw), scope });
    }
  }
  analysis.declaredTypes = [...byName.values()];
}

/** Selects the types of the module: the document's own, and the imported ones that it uses. */
export function selectTypes(analysis: Analysis): void {
  const { declaredTypes, report } = analysis;
  const own = declaredTypes.filter(({ scope }) => scope.report === report);
  const imported = declaredTypes.filter(({ scope }) => scope.report !== report);
  const users = [...own, ...fieldsOf(analysis)];
  const used = reachableTypes(
    imported,
    users.map(({ type }) => type),
  );
  analysis.types = [...own, ...used];
}
