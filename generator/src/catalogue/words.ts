import type { StreamKind } from "../copies/stream-kind.js";
import { count } from "../util/count.js";
import type { EventEntry, StreamEntry } from "./catalogue.js";
import { PLACEHOLDER } from "./example.js";

/** What a kind of stream is, in one sentence. */
export const STREAM_KINDS: Readonly<Record<StreamKind, string>> = {
  consistent: "Its events have revisions, and a save can depend on the last one.",
  materialized: "Each event has a copy under the key of the stream, so one query reads it.",
  plain: "It stores nothing of its own: one query for each event type reads it.",
};

/** The number of events of a stream whose cost is shown, as `cost` shows it by default. */
export const STREAM_LENGTH = 10;

/** What holds for the whole page, in plain text. */
export const NOTES: readonly string[] = [
  "Each event lists the queries and streams that find it. Schemas do not say which programs read an event.",
  "A copy is shown as its partition key and its sort key. Write units are those of events whose values are the schema's examples, or usual ones.",
  `In an example, "${PLACEHOLDER}" is a string that has rules, and no example in the schema.`,
];

/** "2 copies, for 4 write units", "2 to 3 copies, for 4 to 6 write units". */
export function storedWords({ cost }: EventEntry): string {
  const { copies, saves } = cost;
  const units = range(saves.least.writeUnits, saves.most.writeUnits, "write unit", "write units");
  return `${range(copies.min, copies.max, "copy", "copies")}, for ${units}`;
}

/** "To read 10 events takes 1 request and 1 read unit." */
export function readWords({ read }: StreamEntry): string {
  const requests = count(read.requests, "request");
  return `To read ${STREAM_LENGTH} events takes ${requests} and ${count(read.units, "read unit")}.`;
}

function range(least: number, most: number, noun: string, plural: string): string {
  const words = count(most, noun, plural);
  return least === most ? words : `${least.toLocaleString("en-US")} to ${words}`;
}
