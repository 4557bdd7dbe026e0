import type { DecodeEvent } from "../events/decode.js";
import { eventOf, isEventItem, versionOf } from "../events/event.js";
import type { TableItem } from "../storage/table.js";
import { isSameValue } from "../validation/storable.js";
import { type EventToSave, storedForm } from "./plan.js";

/**
 * Whether an item is a copy of the event to save. If it is stored exactly as the event would be, it
 * is. If the event type has earlier versions or names, an earlier version of the schema may have
 * stored it: it is a copy then if readers get the same event for both.
 *
 * @throws UnknownEventVersionError, UpcastError if that cannot be known. The event is stored then.
 */
export function isSameEvent(item: TableItem, owner: EventToSave, decode: DecodeEvent): boolean {
  const { checked, event } = owner;
  if (!isEventItem(item) || item.id !== event.id) return false;
  const isSameVersion = versionOf(item) === checked.version;
  if (isSameVersion && isSameValue(eventOf(item), event)) return true;
  if (isSameVersion && !checked.hasEarlierForms) return false;
  return isSameValue(decode(item), decode(storedForm(owner)));
}
