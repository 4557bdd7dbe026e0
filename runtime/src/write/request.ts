import { EventIdReusedError, TransactionLimitError } from "../errors.js";
import { revisionKey } from "../keys/revision.js";
import { itemSize } from "../storage/item-size.js";
import type { EventTable } from "../storage/table.js";
import type { EventToSave } from "./plan.js";

/** Checks of all events and conditions of a save, before any request. */

/** @throws EventIdReusedError for two events with the same id. */
export function eventsById(events: readonly EventToSave[]): ReadonlyMap<string, EventToSave> {
  const byId = new Map<string, EventToSave>();
  for (const owner of events) {
    const { id } = owner.event;
    if (byId.has(id)) {
      throw new EventIdReusedError(id, `Two events of the same save have the id ${id}.`);
    }
    byId.set(id, owner);
  }
  return byId;
}

/** @throws TransactionLimitError */
export function checkLimits(
  events: readonly EventToSave[],
  checks: readonly string[],
  { limits }: EventTable,
): void {
  const isSingle = events.length === 1;
  const subject = isSingle ? "One event makes" : `${events.length} events make`;
  const advice = isSingle
    ? "Give the event fewer ids, lookups or streams, or expect fewer streams."
    : "Save fewer events at once.";
  const items = events.reduce((sum, { checked }) => sum + checked.items, checks.length);
  if (items > limits.actions) {
    throw new TransactionLimitError(
      `${subject} ${items} items; a DynamoDB transaction holds at most ${limits.actions}. ${advice}`,
    );
  }
  let bytes = events.reduce((sum, { checked }) => sum + checked.bytes, 0);
  for (const stream of checks) {
    bytes += itemSize({ pk: stream, sk: revisionKey(1) }) + limits.actionBytes;
  }
  if (bytes > limits.writeBytes) {
    throw new TransactionLimitError(
      `${subject} ${bytes} bytes; a DynamoDB transaction holds at most ${limits.writeBytes} (4 MB). ${advice}`,
    );
  }
}
