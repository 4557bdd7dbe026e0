import { entityOf } from "ddb-pattern-runtime/rules";
import type { Analysis } from "../analysis.js";
import { declaredFields } from "../fields.js";
import { type Part, pathKey, type RelatedPath } from "../reporter.js";

/** Reports ids that fold to one entity: they would share its keys, and each would find the other's events. */
export function checkEntities(analysis: Analysis): void {
  const { idSuffix, report, unknown } = analysis;
  const reported = new Set<string>();
  const byEntity = new Map<string, { readonly modelKey: string; readonly named: RelatedPath }>();
  for (const { field, path } of declaredFields(analysis)) {
    const { modelKey } = field;
    if (modelKey === undefined || unknown.fields.has(pathKey(path))) continue;
    const entity = entityOf(modelKey, idSuffix);
    // `entity:` names the id of a field that is named otherwise.
    const part: Part =
      modelKey === field.name ? { path, at: "key" } : { path: [...path, "entity"], at: "value" };
    const named = { ...part, message: `"${modelKey}" is named here` };
    const first = byEntity.get(entity) ?? { modelKey, named };
    byEntity.set(entity, first);
    // Each name that clashes with the first one is reported once, whatever the number of its fields.
    if (first.modelKey === modelKey || reported.has(modelKey)) continue;
    reported.add(modelKey);
    unknown.fields.add(pathKey(path));
    const about = { first: first.modelKey, second: modelKey, entity };
    report.at(part, "entity-clash", about, [first.named]);
  }
}
