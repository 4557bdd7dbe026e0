import { InvalidArgumentError, withOutcome } from "../errors.js";
import type { PlainEvent, WithRevision } from "../events/event.js";
import { revisionOf } from "../keys/revision.js";
import { readError } from "../storage/call-errors.js";
import { withDeadline } from "../storage/retry.js";
import { Append } from "../streams/append.js";
import type { RevisionAccess } from "../streams/fold.js";
import { appendCondition, describeStreamKey } from "../streams/head.js";
import { findInStream } from "../streams/stream-items.js";
import { quote, quoteUnlessWord } from "../util/quote.js";
import type { IdentifiedEvent, NewSave } from "../write/save.js";

/**
 * Appends events to a stream, if it is at a revision.
 *
 * @returns The events with their revisions, in the order given. An event whose id was given and that
 *   is stored already has the revision under which it is stored; it is left out if it was deleted by
 *   hand.
 * @throws InvalidArgumentError before any call, for an event that does not belong to the stream.
 * @throws Everything that `saveEvents` throws.
 */
export async function appendEvents(
  { context, source: { key }, saveNew }: RevisionAccess,
  events: readonly unknown[],
  revision: number,
  signal: AbortSignal | undefined,
): Promise<WithRevision<PlainEvent>[]> {
  let append: Append | undefined;
  const condition = appendCondition(context.tableName, key, revision);
  const newSave: NewSave = (_, identified, saveSignal) => {
    checkStream(key, identified);
    append = new Append(context, identified, saveSignal, [condition]);
    return append;
  };
  const saved = await saveNew(events, newSave, signal);
  const owners = append?.events ?? [];
  const revisions = owners.map((owner) => append?.revisionOf(owner, key));
  const unseen = owners.flatMap(({ event }, index) => (revisions[index] ? [] : event.id));
  const found = unseen.length === 0 ? new Map() : await findRevisions(context, key, unseen, signal);
  return saved.flatMap((event, index) => {
    const at = revisions[index] ?? found.get(event.id);
    return at === undefined ? [] : { ...event, revision: at };
  });
}

/** Finds events that an earlier save stored. */
async function findRevisions(
  { table, retry }: RevisionAccess["context"],
  key: string,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<unknown, number>> {
  try {
    const { items } = await withDeadline(retry, signal, (deadline) =>
      findInStream(deadline, table, key, new Set(ids), 0),
    );
    return new Map([...items].map(([id, { sk }]) => [id, revisionOf(sk) as number]));
  } catch (error) {
    // The save has succeeded, and repeating it under the same ids changes nothing.
    throw withOutcome(readError(error), "unknown", ids);
  }
}

function checkStream(key: string, events: readonly IdentifiedEvent[]): void {
  events.forEach(({ checked }, index) => {
    if (checked.keys.streams.includes(key)) return;
    const { stream, ids } = describeStreamKey(key);
    const of = Object.entries(ids).map(([entity, id]) => `${quoteUnlessWord(entity)} ${quote(id)}`);
    throw new InvalidArgumentError(
      `events[${index}], of type ${quoteUnlessWord(checked.type)}, does not belong to stream ${quote(stream)} of ` +
        `${of.join(", ")}. Decide on events of the stream that was read: check their ids.`,
    );
  });
}
