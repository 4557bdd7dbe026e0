import { isMapping, type Mapping } from "../../language/mapping.js";
import { compareKeys, compareText } from "../../util/compare.js";

/**
 * The parts of one schema that releases keep, in the schema language: the sections by their names. In the sections of
 * `ENTRY_SECTIONS`, each entry is a part of its own; any other section is one part.
 */
export type Parts = Readonly<Record<string, unknown>>;

/** The sections of which each entry can change by itself, in the order of a release. */
export const ENTRY_SECTIONS: readonly string[] = [
  "metadata",
  "types",
  "groups",
  "events",
  "streams",
  "retired",
  "reserved",
  // Changes nothing of stored events; the next comparison must know what was accepted before.
  "accept",
];

/** All sections, in the order of a release. */
export const SECTIONS: readonly string[] = [
  "name",
  "id_suffix",
  "partition",
  "lookups",
  ...ENTRY_SECTIONS,
];

/** The parts of a newer schema that an older one has not or has otherwise; `null` for those that are gone. */
export function changedParts(older: Parts, newer: Parts): Parts {
  return sectionsFrom((section) => {
    const [before, after] = [older[section], newer[section]];
    if (!ENTRY_SECTIONS.includes(section)) return changed(before, after);
    const entries = changedEntries(asMapping(before), asMapping(after));
    return Object.keys(entries).length === 0 ? undefined : entries;
  });
}

/** The parts of a schema after the changes of a release. */
export function applyParts(parts: Parts, changes: Parts): Parts {
  return sectionsFrom((section) => {
    const [before, change] = [parts[section], changes[section]];
    if (!ENTRY_SECTIONS.includes(section)) {
      return change === undefined ? before : (change ?? undefined);
    }
    const entries = Object.entries({ ...asMapping(before), ...asMapping(change) });
    const present = entries.filter(([, entry]) => entry !== null);
    return present.length === 0 ? undefined : Object.fromEntries(present.sort(compareKeys));
  });
}

function changedEntries(older: Mapping, newer: Mapping): Mapping {
  const names = [...new Set([...Object.keys(older), ...Object.keys(newer)])].sort(compareText);
  const entries = names.map((name) => [name, changed(older[name], newer[name])] as const);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
}

/** `undefined` for a part that is the same, `null` for one that is gone. */
function changed(before: unknown, after: unknown): unknown {
  return JSON.stringify(before) === JSON.stringify(after) ? undefined : (after ?? null);
}

function sectionsFrom(partOf: (section: string) => unknown): Parts {
  const sections = SECTIONS.map((section) => [section, partOf(section)] as const);
  return Object.fromEntries(sections.filter(([, part]) => part !== undefined));
}

function asMapping(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}
