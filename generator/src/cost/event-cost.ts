import type { Copy, EventCopies } from "../copies/copy.js";
import { dataBytes, guardBytes, type SavedItem, savedItems } from "./items.js";
import type { Extent, SampleEvent } from "./sample/sample-event.js";
import { itemWriteUnits, saveUnits } from "./units.js";

/** What it costs to save an event of a type. */
export interface EventCost {
  readonly copies: EventCopies;
  /** The bytes of the typical event's data. */
  readonly dataBytes: number;
  readonly saves: Readonly<Record<Extent, SaveCost>>;
  /** The write units of the typical event in a table that stores each event once. */
  readonly plainUnits: number;
  /** The additional write units if the caller gives the id of the typical event; 0 if that needs no guard. */
  readonly guardUnits: number;
  /** What each kind of copy adds to the typical event. */
  readonly added: readonly AddedCost[];
}

/** One save of one event. */
export interface SaveCost {
  readonly items: readonly SavedItem[];
  /** All items together. */
  readonly bytes: number;
  readonly writeUnits: number;
}

/** What a kind of copy adds to a save. */
export interface AddedCost {
  readonly copy: Copy;
  readonly items: number;
  readonly bytes: number;
  readonly writeUnits: number;
}

/**
 * The cost of an event type.
 *
 * @param givenDataBytes The bytes of the data of each event; `undefined` for those of the samples.
 */
export function eventCost(
  copies: EventCopies,
  sampleOf: SampleEvent,
  givenDataBytes: number | undefined,
): EventCost {
  const { event } = copies;
  const save = (extent: Extent): SaveCost => {
    const content = sampleOf(event, extent);
    const more = givenDataBytes === undefined ? 0 : givenDataBytes - dataBytes(content);
    return saveCost(
      savedItems(copies, content).map((item) => ({ ...item, bytes: item.bytes + more })),
    );
  };
  const typical = save("typical");
  const guard = guardBytes(typical.items);
  const canonical = Math.max(...typical.items.map(({ bytes }) => bytes));
  return {
    copies,
    dataBytes: givenDataBytes ?? dataBytes(sampleOf(event, "typical")),
    saves: { least: save("least"), typical, most: save("most") },
    plainUnits: itemWriteUnits(canonical),
    guardUnits:
      guard === undefined
        ? 0
        : saveUnits([...typical.items.map(({ bytes }) => bytes), guard]) - typical.writeUnits,
    added: copies.copies.map((copy) => addedCost(copy, typical)),
  };
}

/** The cost of a save that writes these items. */
export function saveCost(items: readonly SavedItem[]): SaveCost {
  const sizes = items.map(({ bytes }) => bytes);
  return {
    items,
    bytes: sizes.reduce((sum, bytes) => sum + bytes, 0),
    writeUnits: items.length === 0 ? 0 : saveUnits(sizes),
  };
}

function addedCost(copy: Copy, { items, writeUnits }: SaveCost): AddedCost {
  const own = items.filter((item) => item.copy === copy);
  const others = saveCost(items.filter((item) => item.copy !== copy));
  return {
    copy,
    items: own.length,
    bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
    writeUnits: writeUnits - others.writeUnits,
  };
}
