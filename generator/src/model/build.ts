import type { Finding } from "../diagnostics/finding.js";
import type { CheckedDocument } from "../schema/document.js";
import { buildEvents, isCertain } from "./events.js";
import { documentation, fieldType, type TypeContext } from "./field-types.js";
import {
  type EventModel,
  type Model,
  maxItems,
  type NamedType,
  type StreamModel,
} from "./model.js";
import { checkNames } from "./name-clashes.js";
import { Reporter } from "./reporter.js";
import { buildStreams, planStreams, withStreamLookups } from "./streams.js";

/** Source: DynamoDB's TransactWriteItems: at most 100 items. */
const MAX_ITEMS = 100;

export interface Built {
  /** Whole only where there are no findings. */
  readonly model: Model;
  readonly findings: readonly Finding[];
}

/** A structurally legal document to what it means. */
export function build(checked: CheckedDocument): Built {
  const { document, missing } = checked;
  const report = new Reporter(checked);
  const typeNames = new Set(Object.keys(document.types ?? {}));
  const context: TypeContext = { report, typeNames, missing };

  const types = Object.entries(document.types ?? {}).map(
    ([name, raw]): NamedType => ({
      name,
      type: fieldType(raw, ["types", name], context),
      ...documentation(raw),
    }),
  );
  checkCircles(types, report);

  const declared = buildEvents(document, types, context);
  const plans = planStreams(document, declared, context);
  const events = withStreamLookups(declared, plans);
  const streams = buildStreams(document.name, plans, events);
  // What is not whole might have stored an event.
  const canTell =
    missing.size === 0 &&
    !report.findings.some(({ path }) => path[0] === "streams" || path.includes("lookups"));
  for (const event of events) {
    if (canTell) checkIsStored(event, streams, report);
    checkItems(event, streams, report);
  }

  const model: Model = {
    name: document.name,
    description: document.description,
    partition: document.partition,
    types,
    events,
    streams,
  };
  checkNames(model, report);
  return { model, findings: report.findings };
}

function checkIsStored(event: EventModel, streams: readonly StreamModel[], report: Reporter): void {
  const copiesInStreams = streams
    .filter((stream) => stream.isMaterialized && stream.events.includes(event))
    .map(({ lookup }) => lookup);
  const places = [...event.lookups, ...copiesInStreams];
  if (places.some((lookup) => isCertain(lookup, event.fields))) return;
  report.atKey("event-not-stored", ["events", event.type], { event: event.type });
}

function checkItems(event: EventModel, streams: readonly StreamModel[], report: Reporter): void {
  const items = maxItems(event, streams);
  if (items <= MAX_ITEMS) return;
  const about = { event: event.type, items, limit: MAX_ITEMS };
  report.atKey("too-many-copies", ["events", event.type], about);
}

/** A type that is only another name of itself has no meaning; through an object or a list it has. */
function checkCircles(types: readonly NamedType[], report: Reporter): void {
  const byName = new Map(types.map((type) => [type.name, type]));
  const reported = new Set<string>();
  for (const { name, type } of types) {
    const seen = new Set<string>();
    let next = type;
    while (next.kind === "named" && !seen.has(next.name)) {
      seen.add(next.name);
      next = byName.get(next.name)?.type ?? { kind: "json", isNullable: false };
    }
    if (!seen.has(name) || reported.has(name)) continue;
    // All of a circle are one mistake.
    for (const member of seen) reported.add(member);
    report.atKey("circular-type", ["types", name], { name });
  }
}
