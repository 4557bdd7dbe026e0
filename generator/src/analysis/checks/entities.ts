import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { EventModel } from "../../model/model.js";
import { entityOf } from "../../model/names.js";
import { fieldPath } from "../events.js";
import type { TypeContext } from "../fields.js";
import { pathKey } from "../reporter.js";

/**
 * Reports ids that fold to one entity: they would share its keys, and each would find the other's events.
 * Fields that are wrong already, most likely misspelt, are left out.
 */
export function checkEntities(events: readonly EventModel[], { report }: TypeContext): void {
  const wrong = report.errorKeys;
  const told = new Set<string>();
  const byEntity = new Map<string, { readonly modelKey: string; readonly path: YamlPath }>();
  for (const event of events) {
    for (const field of event.fields) {
      const { modelKey } = field;
      if (modelKey === undefined) continue;
      const path = fieldPath(event.type, field);
      if (wrong.has(pathKey(path))) continue;
      const entity = entityOf(modelKey);
      const first = byEntity.get(entity) ?? { modelKey, path };
      byEntity.set(entity, first);
      // All that clash with the first name are told once each, however often they stand.
      if (first.modelKey === modelKey || told.has(modelKey)) continue;
      told.add(modelKey);
      const about = { first: first.modelKey, second: modelKey, entity };
      const related = [{ path: first.path, message: `"${first.modelKey}" is named here` }];
      report.atKey("entity-clash", path, about, related);
    }
  }
}
