import { BROKEN, type LookupKind, type OrBroken } from "../language/document.js";
import { type Field, type Lookup, lookupPath } from "../model/model.js";
import type { Reporter } from "./reporter.js";

/** The lookups of a schema that lists none. */
export function defaultLookups(partition: OrBroken<string> | undefined): readonly LookupKind[] {
  return partition === undefined ? ["type", "entity"] : ["partition", "partition-entity"];
}

/** Whether the lookups are known, and possible with the partition that there is. */
export function checkLookups(
  kinds: OrBroken<readonly LookupKind[]> | undefined,
  path: readonly string[],
  partition: OrBroken<string> | undefined,
  report: Reporter,
): boolean {
  if (kinds === BROKEN) return false;
  if (partition !== undefined) return true;
  let isRight = true;
  kinds?.forEach((lookup, index) => {
    if (lookup !== "partition" && lookup !== "partition-entity") return;
    isRight = false;
    report.atValue("lookup-without-partition", [...path, index], { lookup });
  });
  return isRight;
}

/** The lookups of each kind over the id fields, in the order of the kinds. */
export function lookupsOf(
  kinds: OrBroken<readonly LookupKind[]>,
  fields: readonly Field[],
  partition: OrBroken<string> | undefined,
): Lookup[] {
  if (kinds === BROKEN || partition === BROKEN) return [];
  const modelKeys = fields.flatMap(({ modelKey }) =>
    modelKey === undefined || modelKey === partition ? [] : [modelKey],
  );
  const lookups = kinds.flatMap((kind): Lookup[] => {
    if (kind === "type") return [{ kind }];
    if (kind === "entity") return modelKeys.map((modelKey) => ({ kind, modelKey }));
    if (partition === undefined) return [];
    if (kind === "partition") return [{ kind, partition }];
    return modelKeys.map((modelKey) => ({ kind, partition, modelKey }));
  });
  return uniqueLookups(lookups);
}

export function uniqueLookups(lookups: readonly Lookup[]): Lookup[] {
  const seen = new Set<string>();
  return lookups.filter((lookup) => {
    const what = [lookup.kind, ...lookupPath(lookup)].join();
    return !seen.has(what) && seen.add(what);
  });
}
