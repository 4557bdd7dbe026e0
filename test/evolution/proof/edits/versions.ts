import type { Draws } from "../draws.js";
import { bold, careful, type Draft, type Edit, type Event, pickEvent } from "./draft.js";
import { FIELD_EDITS } from "./fields.js";
import { startVersion } from "./schema.js";
import { TYPE_EDITS } from "./types.js";

/** Changes the data of one event type; its earlier versions stay as they are. */
function changeData(draft: Draft, type: string, draws: Draws): void {
  // The other event types and all types are put out of reach of the edits.
  const event = draft.events[type] as Event;
  const only: Draft = { ...draft, events: { [type]: event }, groups: {}, types: {}, metadata: {} };
  const edits = draws.shuffled([...FIELD_EDITS, ...TYPE_EDITS]);
  edits.find(({ apply }) => apply(only, draws));
  if (only.reserved !== undefined) draft.reserved = only.reserved;
  if (Object.keys(only.types ?? {}).length > 0) draft.types = { ...draft.types, ...only.types };
}

export const VERSION_EDITS: readonly Edit[] = [
  careful("start a version with other data", 10, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    startVersion(event);
    for (let changes = 1 + draws.below(3); changes > 0; changes--) changeData(draft, type, draws);
    return true;
  }),
  careful("start a version with the same data", 1, (draft, draws) => {
    startVersion((pickEvent(draft, draws) as [string, Event])[1]);
    return true;
  }),
  careful("start two versions", 2, (draft, draws) => {
    const [type, event] = pickEvent(draft, draws) as [string, Event];
    startVersion(event);
    changeData(draft, type, draws);
    startVersion(event);
    changeData(draft, type, draws);
    return true;
  }),
  bold("change an earlier version", 5, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ previous }) => previous !== undefined);
    if (picked === undefined) return false;
    const [type, event] = picked;
    const version = draws.pick(Object.keys(event.previous ?? {}));
    const shape = event.previous?.[version] as Event;
    changeData({ ...draft, events: { [type]: shape } }, type, draws);
    return true;
  }),
  bold("go back to the version before", 3, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ previous }) => previous !== undefined);
    if (picked === undefined) return false;
    const [, event] = picked;
    const version = (event.version ?? 1) - 1;
    Object.assign(event, event.previous?.[version]);
    delete event.previous?.[version];
    event.version = version;
    if (version === 1) {
      delete event.previous;
      delete event.version;
    }
    return true;
  }),
  bold("forget the earlier versions", 3, (draft, draws) => {
    const picked = pickEvent(draft, draws, ({ previous }) => previous !== undefined);
    if (picked === undefined) return false;
    delete picked[1].previous;
    delete picked[1].version;
    return true;
  }),
];
