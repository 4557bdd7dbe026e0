import { entityOf } from "ddb-pattern-runtime/rules";
import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { Analysis } from "../analysis.js";
import { declaredFields } from "../fields.js";
import { pathKey } from "../reporter.js";

/** Reports ids that fold to one entity: they would share its keys, and each would find the other's events. */
export function checkEntities(analysis: Analysis): void {
  const { idSuffix, report, unknown } = analysis;
  const reported = new Set<string>();
  const byEntity = new Map<string, { readonly modelKey: string; readonly path: YamlPath }>();
  for (const { field, path } of declaredFields(analysis)) {
    const { modelKey } = field;
    if (modelKey === undefined || unknown.fields.has(pathKey(path))) continue;
    const entity = entityOf(modelKey, idSuffix);
    const first = byEntity.get(entity) ?? { modelKey, path };
    byEntity.set(entity, first);
    // Each name that clashes with the first one is reported once, whatever the number of its fields.
    if (first.modelKey === modelKey || reported.has(modelKey)) continue;
    reported.add(modelKey);
    const about = { first: first.modelKey, second: modelKey, entity };
    const related = [{ path: first.path, message: `"${first.modelKey}" is named here` }];
    report.atKey("entity-clash", path, about, related);
  }
}
