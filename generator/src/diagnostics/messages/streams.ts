import type { IdSuffix } from "../../model/names.js";
import { didYouMean, error } from "./message.js";
import { addEntity, nestedReason, type StreamFix } from "./stream-fix.js";

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
      fix: StreamFix | undefined;
      /** The name that the id most likely has by mistake. */
      declared?: string;
    }) =>
      p.declared === undefined
        ? {
            message: `No event type of this stream can be found by "${p.by}".`,
            help:
              (p.fix && helpForAll(p.by, p.fix)) ??
              didYouMean(
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
    (p: {
      type: string;
      by: string;
      /** The type that the id has in other event types. */
      idType: string;
      suggestion: string | undefined;
      fix: StreamFix | undefined;
    }) => ({
      message: `${p.type} cannot be found by "${p.by}", the id of this stream.`,
      help: didYouMean(p.suggestion, `${helpForOne(p)}.`),
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

/** The help where no event type of a stream has its id. */
function helpForAll(by: string, fix: StreamFix): string {
  switch (fix.kind) {
    case "roles": {
      const [first, ...others] = fix.fields;
      const or = others.length === 0 ? `; or write "by: ${first}"` : "";
      return `${addEntity(fix)}${or}.`;
    }
    case "entity":
      return `Write "by: ${fix.modelKey}": the field "${by}" has "entity: ${fix.entity}", and queries name it by its entity.`;
    case "lookup-false":
      return `Remove "lookup: false" from "${by}".`;
    case "nested":
      return `Add "${by}" to the data of the event types, too: ${nestedReason(fix)}.`;
  }
}

/** The help where one event type of a stream lacks its id. */
function helpForOne(p: {
  type: string;
  by: string;
  idType: string;
  fix: StreamFix | undefined;
}): string {
  const { type, by, idType, fix } = p;
  const orRemove = `or remove ${type} from the stream`;
  switch (fix?.kind) {
    case undefined:
      return `Add "${by}: ${idType}" to the data of ${type}, ${orRemove}`;
    case "roles":
      return `${addEntity(fix)}; ${orRemove}`;
    case "entity":
      return `Remove "entity: ${fix.entity}" from "${by}" of ${type}, ${orRemove}`;
    case "lookup-false":
      return `Remove "lookup: false" from "${by}" of ${type}, ${orRemove}`;
    case "nested":
      return `Add "${by}: ${idType}" to the data of ${type}, too: ${nestedReason(fix)}`;
  }
}
