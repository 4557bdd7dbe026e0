import { isDeepStrictEqual } from "node:util";
import { EventValidationError, type PlainEvent } from "ddb-pattern-runtime";
import {
  type EventModel,
  lookupPath,
  type StreamModel,
} from "../../../generator/src/model/model.js";
import { nextEventId, previousEventId } from "../../../runtime/src/events/event-id.js";
import type { UntypedClient } from "../../client/support.js";
import { dataTrail, type ModelPath, metadataTrail } from "./paths.js";
import { describedError, kindOfError, type Problem, type ProblemKind } from "./problem.js";
import type { Release } from "./release.js";
import {
  eventStoredAs,
  expectedEvent,
  idsFor,
  isRetired,
  pickStream,
  queryOf,
  upgraded,
  type Written,
} from "./stored-events.js";
import type { Upgraded } from "./upgrader.js";
import { lostMetadata, viewChanges } from "./views.js";

/**
 * Reads one stored event by every path of the new schema, and compares it with what readers of the old schema see.
 * Other events, which may be unreadable, are left out.
 */
export async function observe(
  written: Written,
  old: Release,
  next: Release,
  reader: UntypedClient,
): Promise<readonly Problem[]> {
  const observation = new Observation(written, next, reader);
  await observation.run(old);
  return observation.problems;
}

/** An event in a schema: its type there, and its data as readers see it. */
interface Side {
  readonly release: Release;
  readonly event: EventModel;
  readonly seen: Upgraded;
}

/** The ids of an event for one path; more of them are not tried. */
const MAX_CHOICES = 4;

class Observation {
  readonly problems: Problem[] = [];
  readonly #written: Written;
  readonly #next: Release;
  readonly #reader: UntypedClient;

  constructor(written: Written, next: Release, reader: UntypedClient) {
    this.#written = written;
    this.#next = next;
    this.#reader = reader;
  }

  async run(old: Release): Promise<void> {
    const { writer, candidate } = this.#written;
    const stored = this.#sideIn(writer);
    const before = this.#sideIn(old);
    const after = this.#sideIn(this.#next);
    if (stored === undefined) throw new Error("A release reads what it stores.");
    // An event type that the old schema has retired is known to earlier releases only.
    const known = before ?? stored;
    await this.#readFormerStreams(known, after);
    if (isRetired(this.#next, candidate.type)) {
      if (before !== undefined) this.#addOfTypes("left-out", [before], "it is retired");
      return;
    }
    if (after === undefined) {
      if (before !== undefined) this.#addOfTypes("no-type", [stored, before], "no event type");
      return;
    }
    if (before === undefined) this.#addOfTypes("appeared", [stored, after], "it was retired");
    this.#compare(known, after);
    // Whatever the releases between say, the new schema must read what each of them stored.
    if (known.release !== writer) this.#compare(stored, after);
    this.#addUnexpected(known, after);
    await this.#readLookups(known, after);
    await this.#readStreams(known, after);
  }

  #sideIn(release: Release): Side | undefined {
    const { type } = this.#written.candidate;
    const event = isRetired(release, type) ? undefined : eventStoredAs(release, type);
    return event && { release, event, seen: upgraded(release, event, this.#written) };
  }

  #compare(before: Side, after: Side): void {
    const [old, next] = [before.release.model, after.release.model];
    const changes = viewChanges(
      { model: old, event: before.event, upgraded: before.seen },
      { model: next, event: after.event, upgraded: after.seen },
    );
    const { metadata = {} } = this.#written.candidate;
    for (const { kind, path, part } of [...changes, ...lostMetadata(old, next, metadata)]) {
      const trails =
        part === "metadata"
          ? [...metadataTrail(old, path, metadata), ...metadataTrail(next, path, metadata)]
          : this.#dataTrails(path, before, after);
      this.#add(kind, trails, `${part} ${JSON.stringify(path)}`);
    }
  }

  #addUnexpected(before: Side, after: Side): void {
    const { data } = this.#written.candidate;
    for (const { version, path, isUnlisted } of after.seen.unexpected) {
      const trails = [before, after].flatMap(({ release, event }) =>
        dataTrail(release.model, event, version, path, data),
      );
      const kind = isUnlisted ? "unlisted" : "unexpected";
      this.#add(kind, trails, `version ${version} ${JSON.stringify(path)}`);
    }
  }

  async #readLookups(before: Side, after: Side): Promise<void> {
    const { id } = this.#written.saved;
    const only = { after: previousEventId(id), before: nextEventId(id), consistentRead: true };
    const { event, seen } = after;
    for (const lookup of event.lookups) {
      const path = lookupPath(lookup);
      for (const ids of idsFor(event, path, seen.data).slice(0, MAX_CHOICES)) {
        const read = () =>
          this.#reader.getLatestEvents({ ...queryOf(event, lookup, ids), ...only });
        const trails = () => [
          ...this.#keyTrails(path, before, after),
          ["lookups"],
          ["events", event.type, "lookups"],
        ];
        await this.#expectIn(read, before, after, trails, `lookup by ${path.join(" + ")}`);
      }
    }
  }

  async #readStreams(before: Side, after: Side): Promise<void> {
    for (const stream of after.release.model.streams) {
      if (!hasEvent(stream, after)) continue;
      const path = lookupPath(stream.lookup);
      for (const ids of idsFor(after.event, path, after.seen.data).slice(0, MAX_CHOICES)) {
        const read = () => this.#readStream(stream, ids);
        const trails = () => [...this.#keyTrails(path, before, after), ["streams", stream.name]];
        await this.#expectIn(read, before, after, trails, `stream ${stream.name}`);
      }
    }
  }

  /** Reads the streams of the old schema that have the event, and do not list it any more. */
  async #readFormerStreams(before: Side, after: Side | undefined): Promise<void> {
    for (const former of before.release.model.streams) {
      const stream = this.#next.model.streams.find(({ name }) => name === former.name);
      const path = lookupPath(former.lookup);
      if (stream === undefined || !hasEvent(former, before)) continue;
      if (after !== undefined && hasEvent(stream, after)) continue;
      if (path.join("\n") !== lookupPath(stream.lookup).join("\n")) continue;
      for (const ids of idsFor(before.event, path, before.seen.data).slice(0, 1)) {
        try {
          await this.#readStream(stream, ids);
        } catch (error) {
          const trails = [
            ["streams", stream.name],
            ["events", before.event.type],
          ];
          this.#add("error", trails, `stream ${stream.name}: ${describedError(error)}`);
        }
      }
    }
  }

  async #readStream(stream: StreamModel, ids: readonly string[]): Promise<PlainEvent[]> {
    const { id } = this.#written.saved;
    const only = stream.isConsistent ? {} : { after: previousEventId(id), before: nextEventId(id) };
    const options = { ...only, consistentRead: true };
    const { events } = await pickStream(this.#reader, stream, ids).read(options);
    return events
      .filter((event) => event.id === id)
      .map(({ revision: _, ...event }) => event as PlainEvent);
  }

  async #expectIn(
    read: () => Promise<readonly PlainEvent[]>,
    before: Side,
    after: Side,
    trails: () => readonly ModelPath[],
    what: string,
  ): Promise<void> {
    let event: PlainEvent | undefined;
    try {
      [event] = await read();
    } catch (error) {
      const about = this.#errorTrails(error, before, after);
      this.#add(kindOfError(error), about, `${what}: ${describedError(error)}`);
      return;
    }
    const expected = expectedEvent(this.#written, after.event, after.seen.data);
    if (event === undefined) this.#add("not-found", trails(), what);
    else if (!isDeepStrictEqual({ ...event }, { ...expected })) {
      this.#add("wrong", [], `${what}: ${JSON.stringify({ read: event, expected })}`);
    }
  }

  /** The parts of the schemas that a validation finds broken; or the event type, for another error. */
  #errorTrails(error: unknown, before: Side, after: Side): readonly ModelPath[] {
    if (!(error instanceof EventValidationError)) {
      return [before, after].map(({ event }) => ["events", event.type]);
    }
    const { metadata = {} } = this.#written.candidate;
    return error.issues.flatMap(({ path: [part, ...path] }) =>
      part === "metadata"
        ? metadataTrail(this.#next.model, path as string[], metadata)
        : this.#dataTrails(path as string[], before, after),
    );
  }

  /** The parts that a part of the data is of, in every version that it is read through. */
  #dataTrails(path: readonly (string | number)[], before: Side, after: Side): ModelPath[] {
    const first = this.#written.event.version;
    return [before, after].flatMap(({ release, event, seen }) => {
      const versions = Array.from({ length: event.version }, (_, index) => index + 1);
      return versions
        .filter((version) => version >= first)
        .flatMap((version) => dataTrail(release.model, event, version, path, seen.data));
    });
  }

  /** The id fields of a key, in both schemas, and what else decides about it. */
  #keyTrails(path: readonly string[], before: Side, after: Side): ModelPath[] {
    const { type, fields } = after.event;
    const ids = fields.filter(({ modelKey }) => modelKey !== undefined && path.includes(modelKey));
    const trails = ids.flatMap(({ name, aliases }) =>
      [name, ...aliases].flatMap((one) => this.#dataTrails([one], before, after)),
    );
    const ofEvent = ["wire", "aliases"].map((key) => ["events", type, key]);
    return [...trails, ...ofEvent, ["partition"], ["id_suffix"]];
  }

  #addOfTypes(kind: ProblemKind, sides: readonly Side[], what: string): void {
    const trails = sides.flatMap(({ event: { type } }) => [
      ["events", type],
      ["retired", type],
    ]);
    this.#add(kind, trails, what);
  }

  #add(kind: ProblemKind, trails: readonly ModelPath[], what: string): void {
    this.problems.push({ kind, trails, what, written: this.#written });
  }
}

function hasEvent({ events }: StreamModel, { event }: Side): boolean {
  return events.some(({ type }) => type === event.type);
}
