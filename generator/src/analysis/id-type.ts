import { isMapping } from "../language/mapping.js";
import type { Analysis } from "./analysis.js";
import { declaredFields } from "./fields.js";

/** The types for ids that event types lack: that of the id elsewhere, else that of the first id; `ulid` without ids. */
export function idTypes(analysis: Analysis): (id: string) => string {
  const types = new Map<string, string>();
  for (const { field, path } of declaredFields(analysis)) {
    const { modelKey, type } = field;
    if (modelKey === undefined || types.has(modelKey)) continue;
    // Others, such as lists, are no types of one id.
    if (type.kind !== "string" && type.kind !== "named") continue;
    const raw = analysis.valueAt(path);
    const written = isMapping(raw) ? raw.type : raw;
    if (typeof written === "string") types.set(modelKey, written);
  }
  const [first = "ulid"] = types.values();
  return (id) => types.get(id) ?? first;
}
