import { storedNames } from "../../model/compat/mechanical.js";
import type { DataShape, EventModel } from "../../model/model.js";
import { versionPath } from "../comparison.js";
import type { Found } from "../finding.js";
import type { EventPair } from "../pairs.js";
import { partSubject } from "../part-name.js";
import type { Rule } from "../rule.js";
import { foundIn, memberDifferences, newVersion, valuesText } from "./shared/data.js";

/** Earlier versions that are closed now, and whose stored events have members that later versions have as fields. */
function* closedVersions({ old, new: next }: EventPair): Iterable<Found> {
  for (const { version, isOpen } of [...old.previous, old]) {
    const closed = next.previous.find((shape) => shape.version === version);
    if (!isOpen || closed === undefined || closed.isOpen) continue;
    const listed = new Set(closed.fields.flatMap(storedNames));
    const names = mechanicallyRead(next, version).filter((name) => !listed.has(name));
    if (names.length === 0) continue;
    const path = ["events", next.type, "previous", String(version), "additionalProperties"];
    yield {
      path,
      oldPath: [...versionPath(old, version).slice(0, -1), "additionalProperties"],
      new: names,
      message: `Stored events of version ${version} of ${next.type} may have any value under ${valuesText(names)}, as "additionalProperties" was true, and later versions have a field of this name.`,
      help: `Restore "additionalProperties: true" of version ${version} of ${next.type}.`,
    };
  }
}

/** The names of the fields of later versions that read a version without an upcaster. */
function mechanicallyRead(event: EventModel, version: number): string[] {
  const shapes: readonly DataShape[] = [...event.previous, event];
  const names: string[] = [];
  for (let from = version; from < event.version; from++) {
    if (event.previous[from - 1]?.needsUpcaster === true) break;
    names.push(...(shapes[from]?.fields ?? []).flatMap(storedNames));
  }
  return [...new Set(names)];
}

export const fieldNoAddToOpen: Rule = {
  id: "FIELD_NO_ADD_TO_OPEN",
  category: "STORED",
  purpose:
    "Where stored values may have members that no schema lists, a new member may have any value.",
  fix: "Give the new member the type `json`; or raise `version`, and check its value in an upcaster.",
  mirror: { none: "A field that is removed from open data is reported as any other field." },
  *check({ differences, events }) {
    for (const pair of events.pairs) yield* closedVersions(pair);
    for (const difference of memberDifferences(differences, "member-added-to-open")) {
      const { path, new: names } = difference;
      const what = names === undefined ? "is new" : `has the new name ${valuesText(names)}`;
      yield foundIn(
        difference,
        `${partSubject(path)} ${what}, but stored events may have any value under it, as "additionalProperties" was true.`,
        `Give it the type "json", or a name that no stored event has; or ${newVersion(path)}.`,
      );
    }
  },
};
