import { BROKEN, type OrBroken, type PartialEvent } from "../language/document.js";
import type { EventModel, Field } from "../model/model.js";
import type { Analysis } from "./analysis.js";
import { declareFields, fieldPath } from "./fields.js";
import { GroupReader } from "./groups.js";
import { checkLookups, defaultLookups, lookupsOf } from "./lookups.js";

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
    const path = ["events", type, "lookups"];
    const areOwnRight = checkLookups(raw.lookups, path, partition, report);
    const areRight = raw.lookups === undefined ? areLookupsRight : areOwnRight;
    if (!areRight || partition === BROKEN) unknown.lookups = true;
    const owner = { path: ["events", type, "data"], group: undefined };
    const included = groups.read(type, raw);
    const own = declareFields(raw.data, owner, analysis);
    if (!included.areIdsKnown || !own.areIdsKnown) unknown.ids.add(type);
    const fields = allFields(type, included.fields, own.fields, analysis);
    const kinds = raw.lookups ?? document.lookups ?? defaultLookups(partition);
    return [
      {
        type,
        storedType: raw.wire ?? type,
        aliases: [],
        version: 1,
        previous: [],
        isDraft: false,
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

/** The fields of the groups and then the event type's own, of which those that a group has are reported. */
function allFields(
  type: string,
  included: readonly Field[],
  own: readonly Field[],
  { report }: Analysis,
): readonly Field[] {
  if (included.length === 0) return own;
  const byName = new Map(included.map((field) => [field.name, field]));
  const added = own.filter((field) => {
    const first = byName.get(field.name);
    if (first === undefined) return true;
    const related = [{ path: fieldPath(type, first), message: `${first.group} has it here` }];
    const about = { name: field.name, groups: [first.group ?? ""] };
    report.atKey("duplicate-field", fieldPath(type, field), about, related);
    return false;
  });
  return [...included, ...added];
}

/** Reports event types that would be stored as one type. */
export function checkStoredTypes({ document, events, report }: Analysis): void {
  const byStoredType = new Map<string, EventModel>();
  for (const event of events) {
    const { storedType } = event;
    const first = byStoredType.get(storedType);
    if (first === undefined) {
      byStoredType.set(storedType, event);
      continue;
    }
    const hasWire = (other: EventModel) => wireOf(document.events?.[other.type]) !== undefined;
    // One of the two has `wire:`, as their names differ.
    const [one, other] = hasWire(event) ? [event, first] : [first, event];
    const otherPath = ["events", other.type, ...(hasWire(other) ? ["wire"] : [])];
    const related = [{ path: otherPath, message: `${other.type} is stored as it, too` }];
    const about = { type: one.type, other: other.type, storedType };
    report.atValue("wire-clash", ["events", one.type, "wire"], about, related);
  }
}

function wireOf(raw: OrBroken<PartialEvent> | undefined): string | undefined {
  return typeof raw === "object" ? raw.wire : undefined;
}
