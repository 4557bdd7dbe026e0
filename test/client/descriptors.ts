import type {
  EventPage,
  ImportOptions,
  ImportOutcome,
  LatestReadOptions,
  PageOptions,
  PlainEvent,
  ReadOptions,
  SaveOptions,
} from "ddb-pattern-runtime";
import {
  consistentStreams,
  createEventClient,
  type Descriptor,
  type DocumentClient,
  type EventClientOptions,
  earlierVersions,
} from "ddb-pattern-runtime/codegen/v1";
import type { LookupPath, StreamDescriptor } from "../../runtime/src/schema/descriptor.js";
import type { JsonValue } from "../../runtime/src/schema/json-value.js";
import type { FieldRules, LongFieldRule, Rules } from "../../runtime/src/schema/rule.js";

/**
 * A schema of tests about keys, saves and reads: ids and lookups, without rules for other fields.
 */
export interface PlainDescriptor {
  readonly codegen: number;
  readonly name: string;
  readonly partition?: string;
  readonly events: { readonly [type: string]: PlainEventDescriptor };
  readonly streams: { readonly [member: string]: StreamDescriptor };
  readonly metadata?: FieldRules;
  readonly types?: Rules;
}

export interface PlainEventDescriptor {
  /**
   * The id fields, each with the name that queries use; `null` for a field with `lookup: false`.
   */
  readonly ids: { readonly [field: string]: string | null };
  readonly optionalIds?: readonly string[];
  readonly lookups: readonly LookupPath[];
  readonly defaults?: { readonly [field: string]: JsonValue };
  readonly pii?: readonly string[];
  /** The rules of all fields, including ids. Default: data may have any fields. */
  readonly data?: FieldRules;
}

/** Metadata without rules, with the names that tests use. */
export const ANY_METADATA: FieldRules = Object.fromEntries(
  ["actor", "by", "gone", "to", "trace", "value"].map((name) => [`${name}?`, "json"]),
);

const made = new WeakMap<PlainDescriptor, Descriptor>();

/** The descriptor of the schema, as a generated module has it. */
export function descriptorOf(plain: PlainDescriptor): Descriptor {
  const before = made.get(plain);
  if (before !== undefined) return before;
  const events = Object.entries(plain.events).map(([type, event]) => {
    const { lookups, data } = event;
    return [type, { lookups, open: data === undefined, data: dataOf(event) }] as const;
  });
  const descriptor = { ...plain, events: Object.fromEntries(events) } as unknown as Descriptor;
  made.set(plain, descriptor);
  return descriptor;
}

function dataOf({ ids, optionalIds = [], defaults = {}, pii = [], data }: PlainEventDescriptor) {
  if (data !== undefined) return data;
  const rules: Record<string, LongFieldRule> = {};
  for (const [field, modelKey] of Object.entries(ids)) {
    const named =
      modelKey === null
        ? { lookup: false }
        : modelKey === field
          ? {}
          : { entity: modelKey.slice(0, -"_id".length) };
    rules[optionalIds.includes(field) ? `${field}?` : field] = { type: "json", ...named };
  }
  for (const field of new Set([...Object.keys(defaults), ...pii])) {
    rules[`${field}?`] = {
      type: "json",
      ...(Object.hasOwn(defaults, field) ? { default: defaults[field] as JsonValue } : {}),
      ...(pii.includes(field) ? { pii: true } : {}),
    };
  }
  return rules;
}

/** Creates a client of a schema of the tests. */
export function createTestClient<Client>(
  plain: PlainDescriptor,
  client: DocumentClient,
  tableName: string,
  options?: EventClientOptions,
): Client {
  return createClientOf(descriptorOf(plain), client, tableName, options);
}

/** Creates a client as a generated module does. */
export function createClientOf<Client>(
  descriptor: Descriptor,
  client: DocumentClient,
  tableName: string,
  options?: EventClientOptions,
): Client {
  const { streams = {}, events, groups } = descriptor;
  const isConsistent = Object.values(streams).some(({ consistent }) => consistent);
  const isEvolved = /"(?:version|aliases)":/.test(JSON.stringify([events, groups]));
  return createEventClient<Client>(
    descriptor,
    client,
    tableName,
    options,
    isConsistent ? consistentStreams : undefined,
    isEvolved ? earlierVersions : undefined,
  );
}

interface AnyLookup {
  readonly partitionId?: string;
  readonly modelKey?: string;
  readonly modelId?: string;
}

/** An event that a test saves. */
export interface TestInput {
  readonly type: string;
  readonly data: object;
  readonly id?: string;
  readonly metadata?: object;
}

/** A client without its schema's types. */
export interface TestClient<Streams, Event = PlainEvent> {
  saveEvent(event: TestInput, options?: SaveOptions): Promise<Event>;
  saveEvents(events: readonly TestInput[], options?: SaveOptions): Promise<Event[]>;
  saveEvents(
    events: readonly TestInput[],
    options: ImportOptions<Event>,
  ): Promise<ImportOutcome<Event>[]>;
  getLatestEvent(
    query: { readonly eventType: string } & AnyLookup & LatestReadOptions,
  ): Promise<Event | undefined>;
  getLatestEvents(
    query: { readonly eventType: string } & AnyLookup & ReadOptions,
  ): Promise<Event[]>;
  getEventStream(
    query: { readonly eventTypes: readonly string[] } & AnyLookup & ReadOptions,
  ): Promise<Event[]>;
  iterateEventStream(
    query: { readonly eventTypes: readonly string[] } & AnyLookup & ReadOptions,
  ): AsyncGenerator<Event, void, undefined>;
  getEventPage(
    query: { readonly eventTypes: readonly string[] } & AnyLookup & PageOptions,
  ): Promise<EventPage<Event>>;
  readonly streams: Streams;
}
