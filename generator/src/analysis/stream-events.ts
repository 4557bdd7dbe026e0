import type { YamlPath } from "../diagnostics/diagnostic.js";
import { BROKEN, type PartialDocument, type PartialStream } from "../language/document.js";
import type { EventModel } from "../model/model.js";
import { isEventTypeName } from "../model/names.js";
import { addTo } from "../util/add-to.js";
import type { Analysis } from "./analysis.js";
import { idTypes } from "./id-type.js";
import { isNewlyReported, misspeltIn, namesOf, reportLack } from "./misspelt-id.js";
import { StreamFixes } from "./stream-fix.js";
import { reportUndeclared } from "./undeclared.js";

/** An event type that a stream lists, and where. */
interface Listed {
  readonly event: EventModel;
  readonly path: YamlPath;
}

/** An id that none of the event types of some streams has. */
interface UnknownId {
  readonly suggestion: string | undefined;
  readonly uses: YamlPath[];
  readonly events: Set<EventModel>;
}

/** Reads the event types of the streams, one stream after the other. */
export class StreamEvents {
  readonly #analysis: Analysis;
  readonly #byType: ReadonlyMap<string, EventModel>;
  readonly #modelKeys: ReadonlyMap<EventModel, ReadonlySet<string>>;
  /** The event types that some stream lists. */
  readonly #listed = new Set<string>();
  /** Names that no event type has → where they are listed. */
  readonly #undeclared = new Map<string, YamlPath[]>();
  /** The ids of the streams. */
  readonly #ids: ReadonlySet<unknown>;
  readonly #fixes: StreamFixes;
  #idTypes: ((id: string) => string) | undefined;
  /** Ids of streams that none of their event types has. */
  readonly #unknownIds = new Map<string, UnknownId>();
  /** The ids that event types were found to lack: several streams can be by one id. */
  readonly #lacks = new Map<EventModel, Set<string>>();

  constructor(analysis: Analysis) {
    const { events } = analysis;
    this.#analysis = analysis;
    this.#byType = new Map(events.map((event) => [event.type, event]));
    this.#modelKeys = new Map(events.map((event) => [event, modelKeysOf(event)]));
    this.#ids = new Set(streamIds(analysis.document));
    this.#fixes = new StreamFixes(analysis, this.#ids);
  }

  /** Reads only which event types a stream lists, as its id is not known. */
  readListed(stream: string, raw: PartialStream): void {
    const by = this.#analysis.valueAt(["streams", stream, "by"]);
    // An id inside a field, as in `order.order_id`.
    const nested = typeof by === "string" && by.includes(".") ? by.split(".").at(-1) : undefined;
    for (const { event } of this.#knownOf(stream, raw)) {
      const isNested = nested !== undefined && this.#fixes.of(nested, [event])?.kind === "nested";
      if (isNested) this.#analysis.unknown.nestedIds.add(event.type);
    }
  }

  /** The event types of a stream that exist and can be found by its id; reports those that cannot. */
  read(stream: string, by: string, raw: PartialStream): string[] {
    const { document, unknown } = this.#analysis;
    const known = this.#knownOf(stream, raw);
    const isFound = ({ event }: Listed) => this.#modelKeys.get(event)?.has(by) === true;
    const found = known.filter(isFound).map(({ event }) => event);
    if (found.length === known.length) return found.map(({ type }) => type);
    unknown.lookups = true;
    // Event types without the partition field are reported as such.
    const isPartition = by === document.partition;
    const lacking = isPartition ? [] : known.filter((listed) => !isFound(listed));
    const events = lacking.map(({ event }) => event);
    if (found.length > 0 || !this.#addUnknownId(stream, by, events)) {
      for (const listed of lacking) this.#reportLack(listed, by, found);
    }
    return found.map(({ type }) => type);
  }

  /** Reports the ids that no event type has, and the event types that are not there. */
  report(): void {
    for (const [by, id] of this.#unknownIds) this.#reportId(by, id);
    this.#reportUndeclared();
  }

  #reportUndeclared(): void {
    const { document, events, report, retired, suggest, unknown } = this.#analysis;
    const isUnlisted = (type: string) => !this.#listed.has(type);
    const retiredTypes = new Set(retired.map(({ type }) => type));
    // Of two names that are as near, that of an event type in no stream is the likelier one.
    const types = [...this.#byType.keys()].filter(isUnlisted);
    types.push(...this.#listed);
    const broken = Object.entries(document.events ?? {}).flatMap(([type, event]) =>
      (event === BROKEN || retiredTypes.has(type)) && isUnlisted(type) ? [type] : [],
    );
    const byWire = new Map(events.map(({ storedType, type }) => [storedType, type]));
    for (const [type, uses] of this.#undeclared) {
      unknown.lookups = true;
      // The name of a broken or a retired event type may be what is wrong with it.
      if (suggest(type, broken) !== undefined) continue;
      if (retiredTypes.has(type)) {
        for (const path of uses) report.atValue("retired-in-stream", path, { type });
        continue;
      }
      const stored = byWire.get(type);
      const suggestion = stored ?? suggest(type, types);
      // No event type can have an illegal name.
      const canBeDeclared = stored === undefined && isEventTypeName(type);
      const isUnused = canBeDeclared && suggestion !== undefined && isUnlisted(suggestion);
      const declaration = { report, as: "in no stream" };
      reportUndeclared({
        code: "unknown-event-type",
        about: { type, suggestion, isStored: stored !== undefined },
        uses: uses.map((path) => ({ path, report })),
        use: "it is listed here",
        unused: isUnused
          ? { ...declaration, path: ["events", suggestion], name: suggestion }
          : undefined,
      });
    }
  }

  #knownOf(stream: string, { events }: PartialStream): Listed[] {
    const { unknown } = this.#analysis;
    return events.flatMap((type, index) => {
      if (type === BROKEN) unknown.lookups = true;
      if (type === BROKEN) return [];
      if (unknown.ids.has(type)) {
        this.#listed.add(type);
        return [];
      }
      const path = ["streams", stream, "events", index];
      const event = this.#byType.get(type);
      if (event !== undefined) {
        this.#listed.add(type);
        return [{ event, path }];
      }
      addTo(this.#undeclared, type, path);
      return [];
    });
  }

  /** Adds the id of a stream that finds none of its event types, if that is no mistake of the only one. */
  #addUnknownId(stream: string, by: string, events: readonly EventModel[]): boolean {
    const near = this.#analysis.suggest(by, keysOfAny(events, this.#modelKeys));
    const isRole =
      near !== undefined && events.some((event) => this.#fixes.rolesOf(by, event).includes(near));
    const suggestion = isRole ? undefined : near;
    const isSure = suggestion !== undefined || this.#fixes.modelKeyOf(by, events) !== undefined;
    if (events.length < 2 && !isSure) return false;
    const unknown = this.#unknownIds.get(by) ?? { suggestion, uses: [], events: new Set() };
    this.#unknownIds.set(by, unknown);
    unknown.uses.push(["streams", stream, "by"]);
    for (const event of events) unknown.events.add(event);
    return true;
  }

  /** Reports an id that none of the event types has: one mistake, and not one of each stream and event type. */
  #reportId(by: string, { suggestion, uses, events }: UnknownId): void {
    const { document, idSuffix, report, unknown } = this.#analysis;
    const fix =
      suggestion === undefined || this.#fixes.modelKeyOf(by, [...events]) !== undefined
        ? this.#fixes.of(by, [...events])
        : undefined;
    if (fix?.kind === "nested") for (const { type } of events) unknown.nestedIds.add(type);
    const misspelt = fix ? undefined : misspeltIn([...events], by, suggestion, this.#analysis);
    // The same field can misspell the id in another stream.
    if (misspelt !== undefined && !isNewlyReported(misspelt, this.#analysis)) return;
    const isUsed = misspelt?.name === document.partition || this.#ids.has(misspelt?.name);
    reportUndeclared({
      code: "unknown-stream-field",
      about: { by, suffix: idSuffix, suggestion, fix },
      uses: uses.map((path) => ({ path, report })),
      use: "a stream is by it here",
      unused: misspelt && !isUsed ? { ...misspelt, report, as: "no stream is by it" } : undefined,
    });
  }

  #idTypeOf(id: string): string {
    this.#idTypes ??= idTypes(this.#analysis);
    return this.#idTypes(id);
  }

  #reportLack({ event, path }: Listed, by: string, found: readonly EventModel[]): void {
    const { unknown } = this.#analysis;
    const lacks = this.#lacks.get(event) ?? new Set();
    this.#lacks.set(event, lacks);
    if (lacks.has(by)) return;
    lacks.add(by);
    const fix = this.#fixes.of(by, [event]);
    if (fix?.kind === "nested") unknown.nestedIds.add(event.type);
    const idType = this.#idTypeOf(by);
    const about = { type: event.type, by, idType, suggestion: undefined, fix };
    const others = new Set([...namesOf(found), ...this.#fixes.rolesOf(by, event)]);
    const lack = { id: by, event, others };
    reportLack("stream-field-missing", about, lack, { path, at: "value" }, this.#analysis);
  }
}

/** The ids that the streams of a document are by. */
function streamIds({ streams = {} }: PartialDocument): unknown[] {
  const all = streams === BROKEN ? [] : Object.values(streams);
  return all.flatMap((stream) => (stream === BROKEN ? [] : [stream.by]));
}

function modelKeysOf({ fields }: EventModel): ReadonlySet<string> {
  return new Set(fields.flatMap(({ modelKey }) => modelKey ?? []));
}

/** One after the other, as a list of all would be long, and made for each stream. */
function* keysOfAny(
  events: readonly EventModel[],
  modelKeys: ReadonlyMap<EventModel, ReadonlySet<string>>,
): Iterable<string> {
  const given = new Set<string>();
  for (const event of events) {
    for (const key of modelKeys.get(event) ?? []) {
      if (!given.has(key)) yield key;
      given.add(key);
    }
  }
}
