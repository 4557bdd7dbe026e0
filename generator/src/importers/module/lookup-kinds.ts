import { type IdSuffix, isIdField } from "../../model/names.js";
import { type Entry, entryOf, type Tree } from "../yaml/tree.js";

/** Lists of ids, as a descriptor has them. */
export function pathsOf(tree: Tree | undefined): readonly (readonly string[])[] {
  if (!Array.isArray(tree)) return [];
  return tree.map((path) => (Array.isArray(path) ? path.map(String) : []));
}

/**
 * The kinds of lookups that have these paths. A stream can need the path of one id alone: a kind counts if all ids of the event
 * have its path.
 */
export function lookupKinds(
  paths: readonly (readonly string[])[],
  fields: readonly Entry[],
  { partition, suffix }: { readonly partition: string | undefined; readonly suffix: string },
): readonly string[] {
  const ids = fields.flatMap((field) => modelKeyOf(field, suffix as IdSuffix) ?? []);
  const others = [...new Set(ids)].filter((id) => id !== partition);
  const has = (...path: readonly string[]) => paths.some((one) => one.join() === path.join());
  const kinds = new Set(paths.map((path) => kindOf(path, partition)));
  return [...kinds].filter((kind) => {
    if (kind === "type" || kind === "partition") return true;
    return others.every((id) => (kind === "entity" ? has(id) : has(partition ?? "", id)));
  });
}

function kindOf(path: readonly string[], partition: string | undefined): string {
  if (path.length === 0) return "type";
  if (path.length === 2) return "partition-entity";
  return path[0] === partition ? "partition" : "entity";
}

/** The id that queries name a field by; `undefined` for what is no id field. */
function modelKeyOf({ key, value }: Entry, suffix: IdSuffix): string | undefined {
  const name = key.replace(/\?$/, "");
  const entity = entryOf(value, "entity")?.value;
  if (entryOf(value, "lookup")?.value === false) return undefined;
  if (typeof entity === "string") return `${entity}${suffix}`;
  return isIdField(name, suffix) ? name : undefined;
}
