import { didYouMean, error } from "./message.js";

/** Why an event may be stored nowhere. */
type NotStoredReason = "no-id" | "no-lookup" | "optional-ids";

/** Id fields, partitions, and the lookups that make copies of events. */
export const ids = {
  "id-field-name": error((p: { name: string }) => ({
    message: `"${p.name}" ends in _id, but is not a valid name of an id field.`,
    help: "Begin the name with a letter, and use only letters, digits and underscores: product_id.",
  })),
  "id-field-not-string": error(
    (p: {
      name: string;
      /** Whether the field is a string that may be null. */
      isNullable: boolean;
      isPartition: boolean;
    }) => {
      if (!p.isNullable) {
        return {
          message: `"${p.name}" ends in _id, so it names an entity and must be a string.`,
          help: "Change the type to ulid, uuid or string, or rename the field.",
        };
      }
      const message = `"${p.name}" names an entity, so it must not be null.`;
      const help = 'Remove "nullable: true"';
      if (p.isPartition) return { message, help: `${help}.` };
      return { message, help: `${help}; for an id that can be absent, write "${p.name}?:".` };
    },
  ),
  "not-an-id-field": error((p: { name: string; keyword: string }) => ({
    message: `"${p.keyword}" is only for id fields, and "${p.name}" does not end in _id.`,
    help: `Remove "${p.keyword}", or rename the field.`,
  })),
  "default-for-id": error((p: { name: string }) => ({
    message: `"${p.name}" names an entity, so it cannot have a default.`,
    help: "Remove the default: queries by an id never find events that lack the id.",
  })),
  "entity-clash": error((p: { first: string; second: string; entity: string }) => ({
    message: `"${p.first}" and "${p.second}" would share the keys of the entity ${p.entity}.`,
    help: 'Spell both alike; or, if they name the same kind of thing, give both the same "entity:".',
  })),
  "unknown-partition": error((p: { partition: string; suggestion: string | undefined }) => ({
    message: `No event type has the partition field "${p.partition}".`,
    help: didYouMean(p.suggestion, `Add "${p.partition}: ulid" to the data of each event type.`),
  })),
  "partition-field-missing": error(
    (p: { partition: string; event: string; suggestion: string | undefined }) => ({
      message: `${p.event} lacks the partition field "${p.partition}".`,
      help: didYouMean(
        p.suggestion,
        `Add "${p.partition}: ulid" to its data: every event belongs to a partition.`,
      ),
    }),
  ),
  "partition-field-optional": error((p: { partition: string }) => ({
    message: `The partition field "${p.partition}" must not be optional.`,
    help: 'Remove the "?": every event belongs to a partition.',
  })),
  "partition-field-option": error((p: { partition: string; keyword: string }) => ({
    message: `The partition field "${p.partition}" cannot have "${p.keyword}".`,
    help: `Remove "${p.keyword}".`,
  })),
  "lookup-without-partition": error((p: { lookup: string }) => ({
    message: `The lookup "${p.lookup}" requires a partition, but this schema has none.`,
    help: 'Name a partition under "partition:", or use the lookups "type" and "entity".',
  })),
  "event-not-stored": error((p: { event: string; reason: NotStoredReason }) => {
    switch (p.reason) {
      case "no-id":
        return {
          message: `${p.event} would never be stored: its lookups are by id, and none of its fields is an id field.`,
          help: 'Rename the field that holds an id so that it ends in _id, or add the lookup "type".',
        };
      case "no-lookup":
        return {
          message: `${p.event} would never be stored: it has no lookup, and is in no stream.`,
          help: "Add a lookup, or add the event type to a stream.",
        };
      case "optional-ids":
        return {
          message: `${p.event} might not be stored: every lookup depends on an optional id.`,
          help: "Add a lookup on a required id, or add the event type to a stream by a required id.",
        };
    }
  }),
  "too-many-copies": error((p: { event: string; items: number; limit: number }) => ({
    message: `Saving one ${p.event} writes up to ${p.items} items; a transaction takes at most ${p.limit}.`,
    help: 'Mark id fields that no query uses with "lookup: false".',
  })),
};
