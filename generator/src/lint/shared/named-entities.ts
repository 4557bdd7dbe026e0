import type { YamlPath } from "../../diagnostics/diagnostic.js";
import type { LintedSchema } from "../rule.js";

/** The entity of an id field, as the schema writes it. */
export interface NamedEntity {
  readonly entity: string;
  readonly path: YamlPath;
  readonly fieldPath: YamlPath;
  /** The id that queries name the field by. */
  readonly modelKey: string;
}

/** The text of each `entity:`, but for that of a partition field: an error says that the partition has no entity. */
export function namedEntities({ model, fields, valueAt }: LintedSchema): NamedEntity[] {
  return fields.flatMap(({ field: { name, modelKey }, path: fieldPath }) => {
    if (modelKey === undefined || name === model.partition) return [];
    const path = [...fieldPath, "entity"];
    const entity = valueAt(path);
    return typeof entity === "string" ? [{ entity, path, fieldPath, modelKey }] : [];
  });
}
