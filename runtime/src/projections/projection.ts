import { type DocumentClient, openTable } from "../client/open-table.js";
import { type CopyReader, createCopyReader } from "../consumers/copies.js";
import type { EventConsumer } from "../consumers/event-consumer.js";
import { publishParked } from "../consumers/publish-parked.js";
import type { EventsTable } from "../consumers/scan-table.js";
import type { DeliveredEvent, Delivery, Run, Sink } from "../consumers/sink.js";
import { InvalidArgumentError } from "../errors.js";
import type { PlainEvent } from "../events/event.js";
import type { ReadContext } from "../read/pages.js";
import type { Descriptor } from "../schema/descriptor.js";
import { readError } from "../storage/call-errors.js";
import type { AwsClient } from "../storage/dynamodb/whole-table.js";
import { type CheckedRetryPolicy, checkedRetryPolicy, type RetryPolicy } from "../storage/retry.js";
import {
  checkedPositiveInteger,
  checkedSignal,
  type Members,
  readMembers,
} from "../util/members.js";
import { describeKind, quote } from "../util/quote.js";
import type { EarlierVersions } from "../write/earlier-versions.js";
import { Applier, positionOf } from "./apply.js";
import {
  type CheckedDefinition,
  checkedDefinition,
  type EventMapOf,
  type ProjectionContext,
  type ProjectionDefinition,
} from "./definition.js";
import type { Effect, FoldFailure } from "./fold.js";
import { storedItemOf } from "./fold.js";
import { internalsOf, setInternals } from "./internals.js";
import { ItemStore } from "./item-store.js";
import { checkpointKey, itemKey, pointerKey } from "./keys.js";
import { type Lag, type LagOptions, measureLag } from "./lag.js";
import { ensurePointer, type Pointer, pointerOf, readPointer } from "./pointer.js";

/** One version of a projection, not connected to a table. */
export interface Projection<Item extends object> {
  readonly name: string;
  readonly version: number;
  /**
   * Connects the projection to the table that has its items.
   *
   * @param client - A client of the AWS SDK.
   * @param tableName - A table with the key `pk` (S, HASH) and `sk` (S, RANGE). It should not be the
   *   table of the events: maintenance would report the items.
   * @throws InvalidArgumentError
   */
  connect(
    client: AwsClient,
    tableName: string,
    options?: ProjectionOptions,
  ): ConnectedProjection<Item>;
}

/** The table of the events that a projection follows. */
export interface ProjectedEvents {
  readonly tableName: string;
  /** Default: the client of the items. */
  readonly client?: DocumentClient;
}

export interface ProjectionOptions {
  /**
   * The table of the events. Required for everything but `get`: events that the change stream lacks
   * are read from it.
   */
  readonly events?: ProjectedEvents;
  /** The number of streams of a batch that are applied in parallel. Default 8. */
  readonly concurrency?: number;
  /** The default of `consistentRead` for `get`. Default false. */
  readonly consistentRead?: boolean;
  readonly retry?: RetryPolicy;
  /**
   * Handles an event that the projection cannot apply: its handler threw, or the event cannot be
   * read. Then the projection goes on without the event. Called again if the process ends before the
   * items are stored. If it throws, the projection stops at the event, as it does without this
   * function.
   *
   * Events of unknown types and versions are never parked: a newer version of the program applies
   * them.
   *
   * @param event - The event; as it is stored, if it cannot be read.
   */
  readonly onParked?: (
    event: PlainEvent,
    error: unknown,
    context: Pick<ProjectionContext, "stream" | "revision" | "version">,
  ) => void | Promise<void>;
}

export interface GetOptions {
  /** Whether the item must have every event that was applied before the call. */
  readonly consistentRead?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * A projection and the table that has its items. As a consumer it goes to `dynamoDBStreamHandler`,
 * `kinesisHandler`, `runConsumer` and `catchUp`.
 */
export interface ConnectedProjection<Item extends object> extends EventConsumer {
  /** The name and the version, as `orders.v1`. */
  readonly name: string;
  readonly version: number;
  readonly tableName: string;
  /**
   * The item under a key, of the version that is active.
   *
   * Costs one request, and half a read unit for each of: the pointer, and each started 4 KB of the
   * item; twice that with `consistentRead`. The first call of a process, and the first after another
   * version has become active, cost another request.
   *
   * @throws InvalidArgumentError - before any call.
   */
  get(key: string, options?: GetOptions): Promise<Item | undefined>;
  /**
   * By how much this version is behind the table of the events.
   *
   * @throws InvalidArgumentError - before any call.
   */
  lag(options?: LagOptions): Promise<Lag>;
  /** The version that readers get; `undefined` before the first event is applied. */
  activeVersion(): Promise<number | undefined>;
}

/**
 * Creates a projection; generated code calls it.
 *
 * @param earlierVersions - Required for schemas whose stored events can differ from those that are
 *   saved.
 * @throws DdbPatternError "runtime-mismatch" for a descriptor that this runtime cannot read.
 * @throws InvalidArgumentError for an invalid definition.
 */
export function createProjection<
  EventMap extends EventMapOf<EventMap>,
  Item extends object,
  Stream extends string = string,
>(
  descriptor: Descriptor,
  definition: ProjectionDefinition<EventMap, Item, Stream>,
  earlierVersions?: EarlierVersions,
): Projection<Item> {
  const checked = checkedDefinition(descriptor, definition, earlierVersions !== undefined);
  const { name, version, followed, unknownEvents, upcasters } = checked;
  const copies = createCopyReader(
    descriptor,
    { ...followed, unknownEvents, upcasters },
    earlierVersions,
  );
  return {
    name,
    version,
    connect: (client, tableName, options = {}) =>
      new TableProjection<Item>({ definition: checked, copies }, client, tableName, options),
  };
}

const OPTIONS = ["events", "concurrency", "consistentRead", "retry", "onParked"] as const;
const GET_OPTIONS = ["consistentRead", "signal"] as const;

const DEFAULT_CONCURRENCY = 8;

/** How long a process believes that the version that it saw is still active. */
const POINTER_MS = 5_000;

interface PreparedProjection {
  readonly definition: CheckedDefinition;
  readonly copies: CopyReader;
}

class TableProjection<Item extends object> implements ConnectedProjection<Item> {
  readonly name: string;
  readonly version: number;
  readonly tableName: string;
  readonly copies: CopyReader;
  readonly sink: Sink;
  readonly concurrency: number;
  readonly #events: OpenEvents | undefined;
  readonly #definition: CheckedDefinition;
  readonly #store: ItemStore;
  readonly #consistentRead: boolean;
  /** The pointer that this process saw last. */
  #pointer: Pointer | undefined;
  #pointerAt = Number.NEGATIVE_INFINITY;

  constructor(
    { definition, copies }: PreparedProjection,
    client: unknown,
    tableName: unknown,
    options: unknown,
  ) {
    if (typeof tableName !== "string" || tableName === "") {
      throw new InvalidArgumentError("The table's name must be a string that is not empty.");
    }
    if (typeof (client as Partial<AwsClient> | undefined)?.send !== "function") {
      throw new InvalidArgumentError(
        "The client of a projection must be a client of the AWS SDK: a DynamoDBClient or a DynamoDBDocumentClient.",
      );
    }
    const members = readMembers(options, "The options", OPTIONS);
    const { name, version } = definition;
    const { concurrency = DEFAULT_CONCURRENCY } = members;
    const retry = checkedRetryPolicy(members.retry);
    this.name = `${name}.v${version}`;
    this.version = version;
    this.tableName = tableName;
    this.copies = copies;
    this.concurrency = checkedPositiveInteger("concurrency", concurrency);
    this.#definition = definition;
    this.#consistentRead = checkedBoolean(members, "consistentRead") ?? false;
    this.#store = new ItemStore(client as AwsClient, tableName, retry);
    this.#events = openEvents(members.events, client as AwsClient, retry);
    const onParked = checkedOnParked(members.onParked);
    const applier = new Applier({
      definition,
      store: this.#store,
      isReplay: () => this.#pointer?.version !== version,
      onParked: onParked && ((failure) => this.#park(onParked, failure)),
      runEffects: (effects) => this.#runEffects(effects),
    });
    setInternals(this, {
      definition,
      copies,
      store: this.#store,
      applier,
      table: () => this.table,
      events: () => this.#openEvents().events,
    });
    this.sink = {
      knowsSingleEvents: true,
      position: (stream, signal) => this.#position(stream, signal),
      deliver: (run, signal) => this.#call(() => this.#deliver(applier, run, signal)),
    };
  }

  /** @throws InvalidArgumentError if the projection does not know the table of the events. */
  get table(): ReadContext {
    return this.#openEvents().context;
  }

  #openEvents(): OpenEvents {
    if (this.#events !== undefined) return this.#events;
    throw new InvalidArgumentError(
      `Projection ${quote(this.name)} can only read items. To apply events, connect it with "events": { "tableName": … }, the table of the events.`,
    );
  }

  async #position(stream: string, signal: AbortSignal | undefined): Promise<number> {
    const key = checkpointKey(this.#definition, stream);
    const found = await this.#call(() => this.#store.read([key], true, signal));
    return positionOf(found.get(key));
  }

  async #deliver(applier: Applier, run: Run, signal: AbortSignal | undefined): Promise<Delivery> {
    await this.#refreshPointer(signal);
    return applier.applyRun(run, signal);
  }

  async get(key: string, options: GetOptions = {}): Promise<Item | undefined> {
    const members = readMembers(options, "The options", GET_OPTIONS);
    const consistentRead = checkedBoolean(members, "consistentRead") ?? this.#consistentRead;
    if (typeof key !== "string" || key === "") {
      throw new InvalidArgumentError(
        `The key must be a string that is not empty, not ${describeKind(key)}.`,
      );
    }
    const signal = checkedSignal(members.signal);
    return this.#call(async () => {
      for (let isConsistent = consistentRead; ; isConsistent = true) {
        // The item of a version that was active before this call cannot be half built. That of a
        // version that becomes active during the call can be, so it is read again.
        const expected = this.#pointer?.version;
        const { name } = this.#definition;
        const pointed = pointerKey(name);
        const version = { name, version: expected ?? this.version };
        const wanted = itemKey(version, key);
        const found = await this.#store.read([pointed, wanted], isConsistent, signal);
        const pointer = pointerOf(this.#definition, found.get(pointed));
        if (pointer === undefined) return undefined;
        this.#rememberPointer(pointer);
        if (pointer.version === expected)
          return this.#itemOf(storedItemOf(found.get(wanted))?.item, expected);
      }
    });
  }

  lag(options: LagOptions = {}): Promise<Lag> {
    return this.#call(() => measureLag(internalsOf(this), options));
  }

  async activeVersion(): Promise<number | undefined> {
    const pointer = await this.#call(() => readPointer(this.#store, this.#definition));
    return pointer?.version;
  }

  #itemOf(item: Readonly<Record<string, unknown>> | undefined, version: number): Item | undefined {
    const { adapt } = this.#definition;
    if (item === undefined) return undefined;
    if (version === this.version || adapt === undefined) return item as unknown as Item;
    return adapt(item, version) as Item | undefined;
  }

  async #refreshPointer(signal: AbortSignal | undefined): Promise<void> {
    if (Date.now() - this.#pointerAt < POINTER_MS) return;
    this.#rememberPointer(await ensurePointer(this.#store, this.#definition, signal));
  }

  #rememberPointer(pointer: Pointer | undefined): void {
    this.#pointer = pointer;
    this.#pointerAt = Date.now();
  }

  /** Runs the effects of events that no other version has applied while it was active. */
  async #runEffects(effects: readonly Effect[]): Promise<void> {
    const pointer = await ensurePointer(this.#store, this.#definition);
    this.#rememberPointer(pointer);
    if (pointer?.version !== this.version) return;
    const passed = await this.#passedBefore(pointer, effects);
    for (const { delivered, run } of effects) {
      const { stream, revision = 0 } = delivered;
      if (stream === undefined || revision > (passed.get(stream.key) ?? 0)) await run();
    }
  }

  /** The revisions up to which the version that was active before has applied streams. */
  async #passedBefore(
    { previous }: Pointer,
    effects: readonly Effect[],
  ): Promise<ReadonlyMap<string, number>> {
    if (previous === undefined) return new Map();
    const before = { name: this.#definition.name, version: previous };
    const streams = [...new Set(effects.flatMap(({ delivered }) => delivered.stream?.key ?? []))];
    const found = await this.#store.read(
      streams.map((stream) => checkpointKey(before, stream)),
      true,
    );
    return new Map(
      streams.map((stream) => [stream, positionOf(found.get(checkpointKey(before, stream)))]),
    );
  }

  async #park(onParked: OnParked, { delivered, error }: FoldFailure): Promise<void> {
    const { version } = this;
    const { stream: of, revision } = delivered;
    const stream = of && { name: of.name, ids: of.ids };
    await onParked(decodedOrStored(delivered), error, { version, revision, stream });
    publishParked(delivered, error, { consumer: this.name, attempts: 1 });
  }

  async #call<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw readError(error);
    }
  }
}

type OnParked = NonNullable<ProjectionOptions["onParked"]>;

/** The table of the events, opened for queries and for scans. */
interface OpenEvents {
  readonly context: ReadContext;
  readonly events: EventsTable;
}

function openEvents(
  given: unknown,
  items: AwsClient,
  retry: CheckedRetryPolicy,
): OpenEvents | undefined {
  if (given === undefined) return undefined;
  const members = readMembers(given, '"events" of the options', ["tableName", "client"]);
  const { client = items, tableName } = members as Partial<ProjectedEvents>;
  const events = { client, tableName: tableName as string, retry };
  return { context: { table: openTable(client, events.tableName), retry }, events };
}

function checkedOnParked(value: unknown): OnParked | undefined {
  if (value === undefined || typeof value === "function") return value as OnParked | undefined;
  throw new InvalidArgumentError(`"onParked" must be a function, not ${describeKind(value)}.`);
}

function decodedOrStored(delivered: DeliveredEvent): PlainEvent {
  try {
    return delivered.decode();
  } catch {
    return delivered.stored;
  }
}

function checkedBoolean(
  members: Members<"consistentRead">,
  name: "consistentRead",
): boolean | undefined {
  const value = members[name];
  if (value === undefined || typeof value === "boolean") return value;
  throw new InvalidArgumentError(`"${name}" must be a boolean.`);
}
