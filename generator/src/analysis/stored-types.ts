import type { YamlPath } from "../diagnostics/diagnostic.js";
import { BROKEN } from "../language/document.js";
import type { EventModel } from "../model/model.js";
import type { Analysis } from "./analysis.js";

/** Reports event types that are, or were, stored as one type: a stored event belongs to one of them. */
export function checkStoredTypes(analysis: Analysis): void {
  const byStoredType = checkWires(analysis);
  checkRetired(analysis, byStoredType);
  checkAliases(analysis, byStoredType);
}

/** Reports event types that are stored as one type; the result has the first of them for each type. */
function checkWires({ document, events, report }: Analysis): ReadonlyMap<string, EventModel> {
  const byStoredType = new Map<string, EventModel>();
  for (const event of events) {
    const { storedType } = event;
    const first = byStoredType.get(storedType);
    if (first === undefined) {
      byStoredType.set(storedType, event);
      continue;
    }
    const hasWire = ({ type }: EventModel) => {
      const raw = document.events?.[type];
      return typeof raw === "object" && raw.wire !== undefined;
    };
    // One of the two has `wire:`, as their names differ.
    const [one, other] = hasWire(event) ? [event, first] : [first, event];
    const otherPath = ["events", other.type, ...(hasWire(other) ? ["wire"] : [])];
    const related = [{ path: otherPath, message: `${other.type} is stored as it, too` }];
    const about = { type: one.type, other: other.type, storedType };
    report.atValue("wire-clash", ["events", one.type, "wire"], about, related);
  }
  return byStoredType;
}

/** Reports event types with the name or the stored type of a retired one. */
function checkRetired(
  { events, retired, report }: Analysis,
  byStoredType: ReadonlyMap<string, EventModel>,
): void {
  const byType = new Map(events.map((event) => [event.type, event]));
  for (const { type, storedType } of retired) {
    const event = byType.get(type) ?? byStoredType.get(storedType);
    if (event === undefined) continue;
    const related = [{ path: ["retired", type], message: `${type} is retired here` }];
    const about = { type: event.type, retired: type, storedType };
    report.atKey("retired-event", ["events", event.type], about, related);
  }
}

/** Reports aliases that are the stored type or an alias of another event type. */
function checkAliases(
  { document, events, retired, report }: Analysis,
  byStoredType: ReadonlyMap<string, EventModel>,
): void {
  const retiredTypes = new Map(retired.map(({ type, storedType }) => [storedType, type]));
  const aliases = new Map<string, { readonly type: string; readonly path: YamlPath }>();
  for (const event of events) {
    const raw = document.events?.[event.type];
    if (raw === undefined || raw === BROKEN) continue;
    for (const [index, alias] of (raw.aliases ?? []).entries()) {
      const path = ["events", event.type, "aliases", index];
      const stored = byStoredType.get(alias);
      const first = aliases.get(alias);
      const retiredType = retiredTypes.get(alias);
      if (stored !== undefined) {
        const as = stored === event ? "own" : "stored";
        report.atValue("alias-clash", path, { alias, other: stored.type, as });
      } else if (first !== undefined) {
        const related = [{ path: first.path, message: `${first.type} has it here` }];
        report.atValue("alias-clash", path, { alias, other: first.type, as: "alias" }, related);
      } else if (retiredType !== undefined) {
        report.atValue("alias-clash", path, { alias, other: retiredType, as: "retired" });
      } else aliases.set(alias, { type: event.type, path });
    }
  }
}
