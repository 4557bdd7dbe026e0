import type { Analysis } from "../analysis.js";
import { fieldPath } from "../fields.js";
import { pathKey } from "../reporter.js";

/** Reports aliases of fields that are the name or an alias of another field of the same event type. */
export function checkFieldAliases({ events, report }: Analysis): void {
  const reported = new Set<string>();
  for (const { type, fields } of events) {
    if (fields.every(({ aliases }) => aliases.length === 0)) continue;
    const names = new Set(fields.map(({ name }) => name));
    const owners = new Map<string, string>();
    for (const field of fields) {
      field.aliases.forEach((alias, index) => {
        const isAlias = !names.has(alias);
        const other = isAlias ? owners.get(alias) : alias;
        owners.set(alias, field.name);
        const path = [...fieldPath(type, field), "aliases", index];
        // A field of a group is a field of many event types.
        if (other === undefined || reported.has(pathKey(path))) return;
        reported.add(pathKey(path));
        report.atValue("field-alias-clash", path, { alias, field: other, isAlias });
      });
    }
  }
}
