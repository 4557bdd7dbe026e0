import { type MintEventId, nextEventId } from "./event-id.js";

/**
 * Mints ids above a floor that other writers have reached: the source's own where they are, and else the
 * next above the last one given, however far the other writers' clocks are ahead.
 */
export function mintAbove(floor: string, mint: MintEventId): MintEventId {
  let last = floor;
  return () => {
    const minted = mint();
    const next = minted > last ? minted : nextEventId(last);
    if (next === undefined) throw new RangeError("There is no event id above the last one.");
    last = next;
    return next;
  };
}
