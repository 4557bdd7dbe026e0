import { BROKEN } from "../language/document.js";
import type { EventModel } from "../model/model.js";
import type { Analysis } from "./analysis.js";
import { declareFields, withIncluded } from "./fields.js";
import { GroupReader } from "./groups.js";
import { checkLookups, defaultLookups, lookupsOf } from "./lookups.js";
import { declareVersions } from "./versions.js";

/** Declares the event types, with the lookups that `lookups:` gives them. */
export function declareEvents(analysis: Analysis): void {
  const { document, report, unknown } = analysis;
  const { partition } = document;
  const areLookupsRight = checkLookups(document.lookups, ["lookups"], partition, report);
  const groups = new GroupReader(analysis);
  analysis.events = Object.entries(document.events ?? {}).flatMap(([type, raw]): EventModel[] => {
    if (raw === BROKEN) {
      unknown.ids.add(type);
      return [];
    }
    const path = ["events", type];
    const areOwnRight = checkLookups(raw.lookups, [...path, "lookups"], partition, report);
    const areRight = raw.lookups === undefined ? areLookupsRight : areOwnRight;
    if (!areRight || partition === BROKEN) unknown.lookups = true;
    const owner = { path: [...path, "data"], group: undefined };
    const included = groups.read(path, raw);
    const own = declareFields(raw.data, owner, analysis);
    if (!included.areIdsKnown || !own.areIdsKnown) unknown.ids.add(type);
    const fields = withIncluded(owner.path, included.fields, own.fields, analysis);
    const kinds = raw.lookups ?? document.lookups ?? defaultLookups(partition);
    return [
      {
        type,
        storedType: raw.wire ?? type,
        aliases: raw.aliases ?? [],
        ...declareVersions(type, raw, groups, analysis),
        isDraft: raw.stability === "draft",
        description: raw.description,
        deprecated: raw.deprecated,
        groups: included.names,
        fields,
        isOpen: raw.additionalProperties === true,
        lookups: lookupsOf(kinds, fields, partition),
      },
    ];
  });
  groups.reportMissing();
}
