import type { IdSuffix } from "../../model/names.js";
import { didYouMean, error } from "./message.js";

/** The event types and the options of streams. */
export const streams = {
  "unknown-event-type": error(
    (p: {
      type: string;
      suggestion: string | undefined;
      /** Whether the suggestion is stored as the name. */
      isStored: boolean;
      /** The name that the event type most likely has by mistake. */
      declared?: string;
    }) =>
      p.declared === undefined
        ? {
            message: `Unknown event type "${p.type}".`,
            help: p.isStored
              ? `Write "${p.suggestion}". Streams list event types by their names, not by what "wire:" stores.`
              : didYouMean(p.suggestion, 'Add it under "events:", or remove it here.'),
          }
        : {
            message: `Streams list "${p.type}", but no event type has this name.`,
            help: `Rename "${p.declared}" to "${p.type}", or change what the streams list.`,
          },
  ),
  "unknown-stream-field": error(
    (p: {
      by: string;
      suffix: IdSuffix;
      suggestion: string | undefined;
      /** The name that the id most likely has by mistake. */
      declared?: string;
    }) =>
      p.declared === undefined
        ? {
            message: `No event type of this stream can be found by "${p.by}".`,
            help: didYouMean(
              p.suggestion,
              `Use an id field that the event types share, or "<entity>${p.suffix}" of their "entity:".`,
            ),
          }
        : {
            message: `Streams are by "${p.by}", but none of their event types has this id.`,
            help: `Rename "${p.declared}" to "${p.by}", or change what the streams are by.`,
          },
  ),
  "stream-field-missing": error(
    (p: { type: string; by: string; suggestion: string | undefined }) => ({
      message: `${p.type} cannot be found by "${p.by}", the id of this stream.`,
      help: didYouMean(
        p.suggestion,
        `Add this id field to ${p.type} without "lookup: false", or remove ${p.type} from the stream.`,
      ),
    }),
  ),
  "stream-without-partition": error((_: object) => ({
    message: '"across_partitions" requires a partition, but this schema has none.',
    help: 'Remove it, or name a partition under "partition:".',
  })),
  "stream-materialized-and-consistent": error((_: object) => ({
    message: "A consistent stream stores its own copy of each event, so it cannot be materialized.",
    help: 'Remove "materialized".',
  })),
};
