import { UnknownEventTypeError } from "../errors.js";
import { type DecodeEvent, decodeToNewest, type UnknownEvents } from "../events/decode.js";
import { type EventItem, eventOf } from "../events/event.js";
import { decodeKey, SEPARATOR, streamNameOf } from "../keys/key.js";
import { revisionOf } from "../keys/revision.js";
import type { Descriptor, StreamDescriptor } from "../schema/descriptor.js";
import { type Schema, schemaOf } from "../schema/schema.js";
import { decodeItemValues } from "../storage/dynamodb/attribute-value.js";
import type { EarlierVersions } from "../write/earlier-versions.js";
import type { DeliveredEvent, StreamOfEvent } from "./sink.js";

/** The copies of events that a consumer handles. */
export interface Interest {
  /** Event types, whose canonical copies are handled. */
  readonly types: ReadonlySet<string>;
  /** Consistent streams by their names in the schema, all copies of which are handled. */
  readonly streams: ReadonlySet<string>;
}

/** How a consumer reads copies. */
export interface CopyReaderOptions extends Interest {
  readonly unknownEvents: UnknownEvents;
  /** The upcasters of the user, unchecked. */
  readonly upcasters?: unknown;
}

/** A copy of an event, as a consumer sees it. */
export interface Copy {
  /** The partition key of the copy's stream; `undefined` for a copy without a revision. */
  readonly stream: string | undefined;
  /** 0 for a copy without a revision. */
  readonly revision: number;
  readonly id: string;
  readonly timestamp: string;
  /**
   * The event to handle. A string is the stored type of an event that the schema does not know, and
   * that must not be left out. `undefined`: there is nothing to handle, but the copy counts for the
   * position in its stream.
   */
  readonly content: DeliveredEvent | string | undefined;
}

/** Reads the items of a table and of its change stream for a consumer. */
export interface CopyReader extends Interest {
  readonly descriptor: Descriptor;
  /**
   * @param image - An item, plain or as attribute values.
   * @returns `undefined` for an item that is of no interest.
   */
  readonly read: (image: object) => Copy | undefined;
}

/** @throws InvalidArgumentError for invalid upcasters. */
export function createCopyReader(
  descriptor: Descriptor,
  options: CopyReaderOptions,
  earlierVersions: EarlierVersions | undefined,
): CopyReader {
  const { types, streams, unknownEvents, upcasters } = options;
  const schema = schemaOf(descriptor);
  const { upgrade } = earlierVersions?.(descriptor, upcasters) ?? {};
  const decode = decodeToNewest(schema, upgrade);
  const consistent = new Map(
    Object.values(schema.streams)
      .filter((stream) => stream.consistent === true)
      .map((stream) => [stream.name, stream] as const),
  );
  const streamAt = rememberedStreams();
  const followed = followedStreams([...consistent.values()], { types, streams });

  function read(image: object): Copy | undefined {
    const attributes = image as Record<string, unknown>;
    const [pk, sk] = [stringOf(attributes.pk), stringOf(attributes.sk)];
    const [id, storedType] = [stringOf(attributes.id), stringOf(attributes.type)];
    const timestamp = stringOf(attributes.timestamp);
    if (pk === undefined || sk === undefined || id === undefined) return undefined;
    if (storedType === undefined || timestamp === undefined) return undefined;
    const place = placeOf(pk, sk, consistent);
    const canonical = isTrue(attributes.canonical);
    const stream = place?.descriptor;
    const isFollowed = stream !== undefined && followed.has(stream.name);
    if (!canonical && !isFollowed) return undefined;

    const type = schema.typeOf(storedType);
    const isOfStream = stream !== undefined && streams.has(stream.name);
    const isKnown = schema.events.has(type) && !(isOfStream && !stream.events.includes(type));
    const isHandled = isKnown && ((canonical && types.has(type)) || isOfStream);
    const isRefused = !isKnown && unknownEvents === "throw" && !schema.retired.has(storedType);
    if (!isHandled && !isRefused && !isFollowed) return undefined;

    const common = { stream: place?.pk, revision: place?.revision ?? 0, id, timestamp };
    if (isRefused) return { ...common, content: storedType };
    if (!isHandled) return { ...common, content: undefined };
    const item = decodeItemValues(image) as unknown as EventItem;
    return { ...common, content: delivered({ item, type, canonical, place, decode, streamAt }) };
  }

  return { descriptor, types, streams, read };
}

/** The streams whose positions matter: those that are handled, and those that can have canonical copies of handled types. */
function followedStreams(
  consistent: readonly StreamDescriptor[],
  { types, streams }: Interest,
): ReadonlySet<string> {
  const isFollowed = ({ name, events }: StreamDescriptor) =>
    streams.has(name) || events.some((type) => types.has(type));
  return new Set(consistent.filter(isFollowed).map(({ name }) => name));
}

/** The place of a copy in a consistent stream. */
interface StreamPlace {
  readonly pk: string;
  readonly revision: number;
  readonly name: string;
  /** `undefined` for a stream that this version of the schema does not have. */
  readonly descriptor: StreamDescriptor | undefined;
}

/** Reads the last part of the key alone: most copies of a table are of no interest. */
function placeOf(
  pk: string,
  sk: string,
  consistent: ReadonlyMap<string, StreamDescriptor>,
): StreamPlace | undefined {
  const revision = revisionOf(sk);
  const name = streamNameOf(pk.slice(pk.lastIndexOf(SEPARATOR) + SEPARATOR.length));
  if (revision === undefined || name === undefined) return undefined;
  return { pk, revision, name, descriptor: consistent.get(name) };
}

interface DeliveryDetails {
  readonly item: EventItem;
  readonly type: string;
  readonly canonical: boolean;
  readonly place: StreamPlace | undefined;
  readonly decode: DecodeEvent;
  readonly streamAt: (place: StreamPlace) => StreamOfEvent;
}

function delivered({
  item,
  type,
  canonical,
  place,
  decode,
  streamAt,
}: DeliveryDetails): DeliveredEvent {
  return {
    id: item.id,
    type,
    timestamp: item.timestamp,
    canonical,
    stream: place && streamAt(place),
    revision: place?.revision,
    isReplay: false,
    stored: eventOf(item),
    decode: () => decode(item),
  };
}

/** The most streams that are remembered, to decode the key of each once for the events of a batch. */
const MAX_STREAMS = 1_000;

function rememberedStreams(): (place: StreamPlace) => StreamOfEvent {
  const streams = new Map<string, StreamOfEvent>();
  return (place) => {
    const known = streams.get(place.pk);
    if (known !== undefined) return known;
    if (streams.size >= MAX_STREAMS) streams.clear();
    const stream = streamOf(place);
    streams.set(place.pk, stream);
    return stream;
  };
}

function streamOf({ pk, name, descriptor }: StreamPlace): StreamOfEvent {
  const { entities = [] } = decodeKey(pk) ?? {};
  const ids = entities.map(
    ({ entity, id }, index) => [descriptor?.by[index] ?? entity, id] as const,
  );
  // Frozen, because all events of the stream share it.
  return { key: pk, name, ids: Object.freeze(Object.fromEntries(ids)) };
}

/** A string attribute, plain or as an attribute value. */
function stringOf(value: unknown): string | undefined {
  const text = (value as { readonly S?: unknown } | null | undefined)?.S ?? value;
  return typeof text === "string" ? text : undefined;
}

function isTrue(value: unknown): boolean {
  return value === true || (value as { readonly BOOL?: unknown } | null | undefined)?.BOOL === true;
}

/** The error for a copy of an event whose stored type the schema does not know. */
export function unknownTypeError(
  { descriptor }: CopyReader,
  storedType: string,
): UnknownEventTypeError {
  return new UnknownEventTypeError(`Schema "${descriptor.name}"`, [storedType]);
}

/** The names of the consistent streams of a schema, by their members of a generated client. */
export function consistentStreamNames(schema: Schema): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schema.streams)
      .filter(([, { consistent }]) => consistent === true)
      .map(([member, { name }]) => [member, name] as const),
  );
}
