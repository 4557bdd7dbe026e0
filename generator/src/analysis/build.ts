import { type Finding, isError } from "../diagnostics/diagnostic.js";
import { limitedSuggest } from "../diagnostics/suggest/suggest.js";
import type { CheckedDocument } from "../language/document.js";
import type { Imports } from "../language/imports.js";
import { warn } from "../lint/run.js";
import { typesByName } from "../model/aliases.js";
import {
  copyLookups,
  type EventModel,
  type Model,
  maxItems,
  type NamedType,
  type StreamModel,
  streamsByEvent,
} from "../model/model.js";
import { checkCircles } from "./checks/cycles.js";
import { checkEntities } from "./checks/entities.js";
import { checkNames } from "./checks/name-clashes.js";
import { checkSize } from "./checks/size.js";
import { checkUnions } from "./checks/unions.js";
import { buildEvents, certainLookups } from "./events.js";
import type { DeclaredValue, TypeContext } from "./fields.js";
import { judgeable, Mistakes } from "./known-errors.js";
import { buildMetadata } from "./metadata.js";
import type { Reporter } from "./reporter.js";
import { buildStreams, planStreams, withStreamLookups } from "./streams.js";
import { contextsOf, declareTypes, reachable } from "./types.js";

/** Source: DynamoDB's TransactWriteItems: at most 100 items. */
export const MAX_ITEMS = 100;

export interface Built {
  /** Whole only where no finding is an error. */
  readonly model: Model;
  readonly findings: readonly Finding[];
  /** The values that the schema gives, still to be held against their types; see `checkValues`. */
  readonly values: readonly DeclaredValue[];
  /** All types, also imported ones that are not used. */
  readonly types: readonly NamedType[];
}

/** A structurally legal document, with what it imports, to what it means. */
export function build(root: CheckedDocument, imports: Imports): Built {
  const { document, missing } = root;
  // What a document uses comes before it.
  const documents = [...imports.documents, root];
  const suggest = limitedSuggest();
  const contexts = contextsOf(documents, imports, suggest);
  const context = contexts.get(root) as TypeContext;
  const { report } = context;

  const declaredTypes = declareTypes(documents, contexts);
  checkCircles(declaredTypes);

  const declared = buildEvents(document, declaredTypes, context);
  const metadata = buildMetadata(document, context);
  const own = declaredTypes.filter((type) => type.context === context);
  const foreign = declaredTypes.filter((type) => type.context !== context);
  const used = [...own, ...declared.flatMap(({ fields }) => fields), ...metadata];
  const types = [
    ...own,
    ...reachable(
      foreign,
      used.map(({ type }) => type),
    ),
  ];
  // Of what is too large, nothing is made, and the rest would take its time.
  const isSmallEnough = checkSize(
    declared,
    metadata,
    types,
    Object.values(document.streams ?? {}),
    report,
  );
  const plans = isSmallEnough ? planStreams(document, declared, context) : [];
  checkEntities(declared, context);
  const events = withStreamLookups(declared, plans);
  const streams = buildStreams(document.name ?? "", plans, events);
  const all = [...contexts.values()];
  const mistakes = new Mistakes(all);
  const byName = typesByName(declaredTypes);
  for (const member of all) checkUnions(byName, member, mistakes);
  // What is not whole might have stored an event.
  const errors = [...root.findings, ...report.findings].filter(isError);
  const canTell = isSmallEnough && missing.size === 0 && !errors.some(hidesLookups);
  const byEvent = streamsByEvent(streams);
  for (const event of events) {
    const ownStreams = byEvent.get(event.type) ?? [];
    if (canTell) checkIsStored(event, ownStreams, report);
    checkItems(event, ownStreams, report);
  }

  const model: Model = {
    name: document.name ?? "",
    description: document.description,
    partition: document.partition,
    metadata,
    types: types.map(({ name, type, description, deprecated, examples }) => ({
      name,
      type,
      description,
      deprecated,
      examples,
    })),
    events,
    streams,
  };
  if (isSmallEnough) {
    checkNames(model, report);
    if (!root.findings.some(hidesAllowed)) warn(model, document, report, canTell);
  }
  const findings = all.flatMap((member) => member.report.findings);
  const values = judgeable(
    isSmallEnough ? all.flatMap((member) => member.values) : [],
    declaredTypes,
    new Mistakes(all),
  );
  return { model, findings, values, types: declaredTypes };
}

/** Whether a mistake leaves open what events are found by: it is no mistake of theirs, then, to be found by none. */
function hidesLookups({ code, path }: Finding): boolean {
  const [section, , part] = path;
  if (code === "stream-materialized-and-consistent") return false;
  if (code === "stream-field-missing" || code === "partition-field-missing") return true;
  if (code === "unknown-key" && (path.length === 1 || (section === "events" && part !== "data")))
    return true;
  return section === "streams" || section === "partition" || path.includes("lookups");
}

/** Whether a mistake leaves open which warnings are wanted. */
function hidesAllowed({ code, path }: Finding): boolean {
  return path.length === 1 && (path[0] === "allow" || code === "unknown-key");
}

function checkIsStored(event: EventModel, streams: readonly StreamModel[], report: Reporter): void {
  if (certainLookups(copyLookups(event, streams), event.fields).length > 0) return;
  report.atKey("event-not-stored", ["events", event.type], { event: event.type });
}

function checkItems(event: EventModel, streams: readonly StreamModel[], report: Reporter): void {
  const items = maxItems(event, streams);
  if (items <= MAX_ITEMS) return;
  const about = { event: event.type, items, limit: MAX_ITEMS };
  report.atKey("too-many-copies", ["events", event.type], about);
}
