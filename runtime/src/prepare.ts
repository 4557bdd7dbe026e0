import type { CheckedEvent } from "./check.js";
import type { EventItem, PlainEvent } from "./event.js";
import { timestampOf } from "./event-id.js";

/** An event with its id and its fan-out. */
export interface PreparedEvent {
  readonly checked: CheckedEvent;
  /** What is stored, without what readers see by default. */
  readonly event: PlainEvent;
  /** All copies, the canonical one first. */
  readonly copies: readonly EventItem[];
}

/** The event under its id, with its fan-out. */
export function prepareEvent(checked: CheckedEvent, id: string): PreparedEvent {
  const { type, content, keys } = checked;
  const event = { id, type, timestamp: timestampOf(id), ...content };
  const copies = keys.copies.map((pk): EventItem => ({ pk, sk: id, ...event }));
  return { checked, event, copies };
}
