import { MAX_ITEMS } from "../../language/limits.js";
import {
  copyLookups,
  type EventModel,
  type Field,
  isCertainId,
  type Lookup,
  maxItems,
  type StreamModel,
  streamsByEvent,
} from "../../model/model.js";
import { isIdField } from "../../model/names.js";
import { type Analysis, areLookupsKnown } from "../analysis.js";
import { idWord } from "../id-names.js";
import type { Reporter } from "../reporter.js";

/** Reports event types whose events might not be stored, and those that need more items than one transaction takes. */
export function checkStored(analysis: Analysis): void {
  const { badlyStored, events, streams, report } = analysis;
  const byEvent = streamsByEvent(streams);
  const areKnown = areLookupsKnown(analysis);
  for (const event of events) {
    const ownStreams = byEvent.get(event.type) ?? [];
    // Unknown lookups are reported elsewhere.
    const mayBeStored = !areKnown || checkIsStored(event, ownStreams, analysis);
    const hasFewItems = checkItems(event, ownStreams, report);
    if (!mayBeStored || !hasFewItems) badlyStored.add(event.type);
  }
}

function checkIsStored(
  event: EventModel,
  streams: readonly StreamModel[],
  { idSuffix: suffix, report }: Analysis,
): boolean {
  const lookups = copyLookups(event, streams);
  if (certainLookups(lookups, event.fields).length > 0) return true;
  const isId = ({ name, modelKey }: Field) => modelKey !== undefined || isIdField(name, suffix);
  const hasId = event.fields.some(isId);
  const reason = lookups.length > 0 ? "optional-ids" : hasId ? "no-lookup" : "no-id";
  const idLike = event.fields.find(
    ({ name, type }) => type.kind === "string" && idWord(name) === "id",
  );
  const about = { event: event.type, suffix, reason, idLike: idLike?.name } as const;
  report.atKey("event-not-stored", ["events", event.type], about);
  return false;
}

/** The lookups whose ids are all required: every event has a copy under each. */
function certainLookups(lookups: readonly Lookup[], fields: readonly Field[]): Lookup[] {
  const modelKeys = new Set(fields.filter(isCertainId).map(({ modelKey }) => modelKey));
  return lookups.filter(
    (lookup) =>
      lookup.kind === "type" || lookup.kind === "partition" || modelKeys.has(lookup.modelKey),
  );
}

function hasTooManyIds({ modelKey, type }: Field): boolean {
  return modelKey !== undefined && type.kind === "list" && (type.maxItems ?? 0) > MAX_ITEMS;
}

function checkItems(event: EventModel, streams: readonly StreamModel[], report: Reporter): boolean {
  // A list of ids that has too many alone is reported where it is.
  if (event.fields.some(hasTooManyIds)) return true;
  const items = maxItems(event, streams);
  if (items <= MAX_ITEMS) return true;
  const about = { event: event.type, items, limit: MAX_ITEMS };
  report.atKey("too-many-copies", ["events", event.type], about);
  return false;
}
