import { eventIdAfter, type MintEventId, nextEventId } from "./event-id.js";

/**
 * Mints ids above a floor that other writers have reached: the source's own where they are, and else of
 * the millisecond after the floor's, however far the other writers' clocks are ahead.
 *
 * Never the next id above the floor: two writers behind one head would mint the same, and one of them
 * would take the other's event for its own.
 */
export function mintAbove(floor: string, mint: MintEventId): MintEventId {
  let last: string | undefined;
  return () => {
    const minted = mint();
    if (minted > (last ?? floor)) last = minted;
    else last = last === undefined ? eventIdAfter(floor) : nextEventId(last);
    if (last === undefined) throw new RangeError("There is no event id above the last one.");
    return last;
  };
}
