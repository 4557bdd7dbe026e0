import type { Finding, YamlPath } from "../diagnostics/finding.js";

type Mapping = Record<string, unknown>;

/**
 * The document with everything structurally wrong taken out or made harmless, so that the meaning of
 * the rest can be checked in the same run. `undefined` where too little is left.
 *
 * The second check must not complain about what this took out: `missing` names it.
 */
export function salvage(
  value: unknown,
  findings: readonly Finding[],
): { readonly document: unknown; readonly missing: ReadonlySet<string> } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const document = structuredClone(value) as Mapping;
  const missing = new Set<string>();
  for (const { code, path } of findings) {
    if (!repair(document, code, path, missing)) return undefined;
  }
  const { name, events } = document;
  return typeof name === "string" && typeof events === "object" ? { document, missing } : undefined;
}

function repair(document: Mapping, code: string, path: YamlPath, missing: Set<string>): boolean {
  const [section, name, part, field] = path.map(String);
  if (section === undefined) return false;
  const remove = (from: unknown, key: string) => {
    if (typeof from === "object" && from !== null) delete (from as Mapping)[key];
    return true;
  };
  if (name === undefined) {
    // Without the partition or the event types, nothing else can be judged.
    return section !== "partition" && section !== "events" && remove(document, section);
  }
  const entries = document[section] as Mapping | undefined;
  const entry = entries?.[name];
  if (entries === undefined || entry === undefined) return true;
  if (section === "types") {
    if (code === "invalid-name") missing.add(name);
    entries[name] = "json";
    return true;
  }
  if (section === "events" && part === "data" && field !== undefined) {
    const data = (entry as Mapping).data as Mapping;
    if (code === "invalid-name" && path.length === 4) return remove(data, field);
    data[field] = "string";
    return true;
  }
  if (section === "events" && part !== undefined && part !== "data") return remove(entry, part);
  missing.add(name);
  return remove(entries, name);
}
