import type { Copy } from "../consumers/copies.js";
import { scanTable } from "../consumers/scan-table.js";
import { InvalidArgumentError } from "../errors.js";
import { streamKey } from "../keys/query-keys.js";
import { LAST_REVISION, revisionKey } from "../keys/revision.js";
import { publish } from "../observing/channel.js";
import { readPage } from "../read/pages.js";
import { schemaOf } from "../schema/schema.js";
import { allSegments, DEFAULT_SEGMENTS } from "../storage/segments.js";
import { streamIds } from "../streams/stream.js";
import { firstRevision } from "../streams/stream-items.js";
import { checkedPositiveInteger, checkedSignal, readMembers } from "../util/members.js";
import { quote } from "../util/quote.js";
import { positionOf } from "./apply.js";
import type { ProjectionInternals } from "./internals.js";
import { checkpointKey, markerKey } from "./keys.js";

/** By how much a projection is behind. */
export interface Lag {
  /** The events that are stored and not applied. */
  readonly events: number;
  /** The age of the oldest of them in seconds, by its id; 0 if there is none. */
  readonly seconds: number;
}

export interface LagOptions {
  /**
   * The consistent stream to look at: its name in the schema, and its ids. Costs a read of the
   * checkpoint and one or two queries of one item. Default: all events, by a scan of the table of the
   * events, strongly consistent, and a read of the checkpoint of each stream and of the marker of each
   * event without a revision.
   */
  readonly stream?: { readonly name: string; readonly ids: Readonly<Record<string, string>> };
  /** The number of parts of the table that are read in parallel. Default 4. */
  readonly segments?: number;
  readonly signal?: AbortSignal;
}

/** @throws InvalidArgumentError */
export async function measureLag(projection: ProjectionInternals, options: unknown): Promise<Lag> {
  const members = readMembers(options, "The options", ["stream", "segments", "signal"]);
  const signal = checkedSignal(members.signal);
  const segments = checkedPositiveInteger("segments", members.segments ?? DEFAULT_SEGMENTS);
  if (members.stream === undefined) {
    const lag = await lagOfAll(projection, segments, signal);
    publishLag(projection, lag, {});
    return lag;
  }
  const { name, ids } = readMembers(members.stream, '"stream" of the options', ["name", "ids"]);
  const key = consistentStreamKey(projection, name, ids);
  const lag = await lagOfStream(projection, key, signal);
  publishLag(projection, lag, {
    stream: name as string,
    ids: { ...(ids as Record<string, string>) },
  });
  return lag;
}

function consistentStreamKey(
  { copies, table }: ProjectionInternals,
  name: unknown,
  given: unknown,
): string {
  const schema = schemaOf(copies.descriptor);
  const stream = Object.values(schema.streams).find((each) => each.name === name);
  if (stream?.consistent !== true) {
    throw new InvalidArgumentError(
      `Schema "${schema.name}" has no consistent stream ${quote(name)}.`,
    );
  }
  return streamKey(schema, stream, streamIds(stream, given), table().table.limits);
}

async function lagOfStream(
  { definition, store, table }: ProjectionInternals,
  stream: string,
  signal: AbortSignal | undefined,
): Promise<Lag> {
  const key = checkpointKey(definition, stream);
  const position = positionOf((await store.read([key], true, signal)).get(key));
  const range = {
    pk: stream,
    from: revisionKey(position + 1),
    to: revisionKey(LAST_REVISION),
    consistentRead: true,
    limit: 1,
  };
  const { items: last } = await readPage(table(), { ...range, order: "desc" }, signal);
  const head = firstRevision(last);
  if (head <= position) return { events: 0, seconds: 0 };
  const { items: first } = await readPage(table(), { ...range, order: "asc" }, signal);
  return { events: head - position, seconds: ageOf(Date.parse(String(first[0]?.timestamp))) };
}

async function lagOfAll(
  projection: ProjectionInternals,
  segments: number,
  signal: AbortSignal | undefined,
): Promise<Lag> {
  const { copies } = projection;
  let events = 0;
  let oldest = Number.POSITIVE_INFINITY;
  await scanTable(projection.events(), allSegments(segments), signal, async ({ items }) => {
    const found = items.flatMap((item) => copies.read(item) ?? []);
    for (const { timestamp } of await unapplied(projection, found, signal)) {
      events++;
      oldest = Math.min(oldest, Date.parse(timestamp));
    }
  });
  return { events, seconds: ageOf(oldest) };
}

/** The copies that the projection has not applied. */
export async function unapplied(
  { definition, store }: ProjectionInternals,
  copies: readonly Copy[],
  signal: AbortSignal | undefined,
): Promise<readonly Copy[]> {
  const counted = copies.filter(
    ({ stream, content }) => stream !== undefined || content !== undefined,
  );
  const keyOf = ({ stream, id }: Copy) =>
    stream === undefined ? markerKey(definition, id) : checkpointKey(definition, stream);
  // Copies of one stream follow one another.
  const keys = counted
    .filter(({ stream }, index) => stream === undefined || counted[index - 1]?.stream !== stream)
    .map(keyOf);
  const found = await store.read(keys, true, signal);
  return counted.filter((copy) => {
    const item = found.get(keyOf(copy));
    return copy.stream === undefined ? item === undefined : copy.revision > positionOf(item);
  });
}

/** The seconds since a time; 0 for a time that is no number, or has not come. */
function ageOf(time: number): number {
  return Number.isFinite(time) ? Math.max(0, (Date.now() - time) / 1000) : 0;
}

function publishLag(
  { definition: { name, version }, store: { tableName } }: ProjectionInternals,
  { events, seconds }: Lag,
  of: { readonly stream?: string; readonly ids?: Readonly<Record<string, string>> },
): void {
  publish("ddb-pattern:lag", () => ({
    consumer: name,
    version,
    tableName,
    events,
    seconds,
    ...of,
  }));
}
