import { BROKEN } from "../../language/document.js";
import { MAX_PARTS, MAX_PARTS_OF_ONE } from "../../language/limits.js";
import { type DataShape, type EventModel, type FieldType, ownFields } from "../../model/model.js";
import { innerTypes } from "../../model/visit.js";
import type { Analysis } from "../analysis.js";
import type { Reporter } from "../reporter.js";

/**
 * Reports what is too large for a module. Counts the parts that code is generated for: event types, fields,
 * properties, items, branches, the values of enums, streams and their event types.
 */
export function checkSize(analysis: Analysis): void {
  const { document, declaredTypes, groups, events, metadata, report } = analysis;
  const sizes = new Map(declaredTypes.map(({ name, type }) => [name, partsOf(type)]));
  const ofGroups = new Map(groups.map(({ name, fields }) => [name, partsOfAll(fields)]));
  const ofOwn = events.map(
    (event) => 1 + sum(versionsOf(event).map((version) => partsOfAll(ownFields(version)))),
  );
  const ofIncluded = events.map((event) =>
    sum(
      versionsOf(event).flatMap(({ groups: names }) =>
        names.map((name) => ofGroups.get(name) ?? 0),
      ),
    ),
  );
  const streams = document.streams === BROKEN ? [] : Object.values(document.streams ?? {});
  const count =
    sum(ofOwn) +
    sum([...ofGroups.values()]) +
    partsOfAll(metadata) +
    sum(analysis.types.map(({ name }) => sizes.get(name) ?? 0)) +
    sum(streams.map((stream) => (stream === BROKEN ? 0 : 1 + stream.events.length)));

  const areGroupsSmall = groups.map(({ name }) =>
    checkOne(`The group ${name}`, ["groups", name], ofGroups.get(name) ?? 0, report),
  );
  const largeTogether = new Set<string>();
  const areEventsSmall = events.map((event, index) => {
    const [own = 0, included = 0] = [ofOwn[index], ofIncluded[index]];
    // A group that is too large is one mistake, and not one of each event type.
    const isOfGroups = areGroupsSmall.includes(false) && own <= MAX_PARTS_OF_ONE;
    if (isOfGroups) return true;
    // Nor are groups that are too large together.
    if (own <= MAX_PARTS_OF_ONE && 1 + included > MAX_PARTS_OF_ONE) {
      const combination = event.groups.join();
      if (largeTogether.has(combination)) return true;
      largeTogether.add(combination);
    }
    return checkOne(`The event type ${event.type}`, ["events", event.type], own + included, report);
  });
  const areTypesSmall = declaredTypes.map(({ name, scope }) =>
    checkOne(`The type ${name}`, ["types", name], sizes.get(name) ?? 0, scope.report),
  );
  const isSmall = count <= MAX_PARTS;
  if (!isSmall) {
    report.atKey("too-many-parts", [], { what: "The schema", count, limit: MAX_PARTS });
  }
  const areSmall = [...areGroupsSmall, ...areEventsSmall, ...areTypesSmall, isSmall];
  if (areSmall.includes(false)) analysis.isTooLarge = true;
}

function versionsOf(event: EventModel): readonly DataShape[] {
  return [...event.previous, event];
}

function checkOne(what: string, path: readonly string[], count: number, report: Reporter): boolean {
  const limit = MAX_PARTS_OF_ONE;
  if (count <= limit) return true;
  report.atKey("too-many-parts", path, { what, count, limit });
  return false;
}

function partsOfAll(members: readonly { readonly type: FieldType }[]): number {
  return sum(members.map(({ type }) => partsOf(type)));
}

function partsOf(type: FieldType): number {
  if (type.kind === "literals") return type.values.length;
  return 1 + partsOfAll(innerTypes(type));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
