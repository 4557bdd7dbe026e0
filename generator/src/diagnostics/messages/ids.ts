import { type IdSuffix, withoutSuffix } from "../../model/names.js";
import { didYouMean, error } from "./message.js";

/** Why an event may be stored nowhere. */
type NotStoredReason = "no-id" | "no-lookup" | "optional-ids";

/** Id fields, partitions, and the lookups that make copies of events. */
export const ids = {
  "id-suffix": error(
    (p: {
      name: string;
      suffix: IdSuffix;
      /** The suffix that all ids of the schema have, though it does not say so. */
      missing: IdSuffix | undefined;
      /** Whether the schema has `id_suffix:`. */
      isWritten?: boolean;
      suggestion: string | undefined;
      /** The name that a field of this name should have. */
      renamed?: string | undefined;
    }) => {
      const message = `"${p.name}" is not an id field: the names of id fields end in ${p.suffix}.`;
      if (p.missing !== undefined) {
        const help = p.isWritten
          ? `Write "id_suffix: ${p.missing}", or rename the ids of this schema.`
          : `Add "id_suffix: ${p.missing}" at the top of the schema.`;
        return { message, help };
      }
      const otherwise =
        p.renamed === undefined
          ? `Use the name of an id field, such as "order${p.suffix}".`
          : `Rename it to "${p.renamed}" here and where the field is declared.`;
      return { message, help: didYouMean(p.suggestion, otherwise) };
    },
  ),
  "id-field-name": error((p: { name: string; suffix: IdSuffix }) => ({
    message: `"${p.name}" ends in ${p.suffix}, but is not a valid name of an id field.`,
    help: `Begin the name with a letter, and use only letters, digits and underscores: product${p.suffix}.`,
  })),
  "id-field-not-string": error(
    (p: {
      name: string;
      suffix: IdSuffix;
      isNullable: boolean;
      isPartition: boolean;
      /** What is wrong with the type: `nullable` if it is a string that may be null. */
      kind: "nullable" | "list" | "number" | "other";
    }) => {
      const { name, suffix, isPartition } = p;
      const isOptional = p.isNullable && !isPartition;
      const mustBeString = `"${name}" ends in ${suffix}, so it names an entity and must be a string.`;
      switch (p.kind) {
        case "list":
          if (isPartition) break;
          return {
            message: `"${name}" ends in ${suffix}, so it is one id and must be a string.`,
            help: `Name the list otherwise: "${name}s: { type: "ulid[]", entity: ${withoutSuffix(name, suffix)}, maxItems: 20 }".`,
          };
        case "number": {
          const key = isOptional ? `${name}?` : name;
          const orAbsent = isOptional ? ", or leave the field out" : "";
          const orMark = isPartition ? "" : '; or add "lookup: false" if no query uses it';
          return {
            message: mustBeString,
            help: `Write "${key}: string", and save String(id)${orAbsent}${orMark}.`,
          };
        }
        case "nullable":
          return {
            message: `"${name}" names an entity, so it must not be null.`,
            help: isOptional
              ? `Remove "nullable: true"; for an id that can be absent, write "${name}?:".`
              : 'Remove "nullable: true".',
          };
        case "other":
          break;
      }
      return {
        message: mustBeString,
        help: isPartition
          ? "Change the type to ulid, uuid or string."
          : 'Change the type to ulid, uuid or string, or add "lookup: false" if no query uses it.',
      };
    },
  ),
  "id-list": error(
    (
      p:
        | { name: string; problem: "items" | "nullable" | "maxItems" }
        | { name: string; problem: "limit"; limit: number },
    ) => {
      switch (p.problem) {
        case "items":
          return {
            message: `"${p.name}" has an entity, so it is a list of ids, and its items must be strings that are not null.`,
            help: 'Change the type to "ulid[]", "uuid[]" or "string[]", or remove "entity".',
          };
        case "limit":
          return {
            message: `"${p.name}" can have more ids than one event can have items: ${p.limit}.`,
            help: `Lower "maxItems": each id makes at least one item, and a transaction of DynamoDB takes ${p.limit}.`,
          };
        case "nullable":
          return {
            message: `"${p.name}" is a list of ids, so it must not be null.`,
            help: `Remove "nullable: true"; for a list that can be absent, write "${p.name}?:".`,
          };
        case "maxItems":
          return {
            message: `"${p.name}" is a list of ids, so it must have "maxItems": an event is stored once for each id.`,
            help: 'Add "maxItems: 20", or as many as one event can have.',
          };
      }
    },
  ),
  "not-an-id-field": error(
    (p: {
      name: string;
      keyword: "entity" | "lookup";
      suffix: IdSuffix;
      /** Whether the field is a list, or has a named type, which can be one. */
      isList: boolean;
      isIdList: boolean;
    }) => {
      if (p.isIdList) {
        return {
          message: `"${p.name}" has an entity, so queries find events by its ids, and "lookup: false" says the contrary.`,
          help: 'Remove "lookup", or remove "entity".',
        };
      }
      if (p.keyword === "lookup") {
        return {
          message: `"lookup" is only for fields that look like ids, and "${p.name}" does not.`,
          help: 'Remove "lookup": no query finds events by this field.',
        };
      }
      return {
        message: `"${p.keyword}" is only for id fields, and "${p.name}" does not end in ${p.suffix}.`,
        help: p.isList
          ? 'For a list of ids, write the list at the field: { type: "ulid[]", entity: product, maxItems: 20 }.'
          : `Remove "${p.keyword}", or rename the field so that it ends in ${p.suffix}.`,
      };
    },
  ),
  "default-for-id": error((p: { name: string }) => ({
    message: `"${p.name}" names an entity, so it cannot have a default.`,
    help: "Remove the default: queries by an id never find events that lack the id.",
  })),
  "entity-clash": error((p: { first: string; second: string; entity: string }) => ({
    message: `"${p.first}" and "${p.second}" would share the keys of the entity ${p.entity}.`,
    help: 'Spell both alike; or, if they name the same kind of thing, give both the same "entity:".',
  })),
  "unknown-partition": error(
    (p: {
      partition: string;
      /** The type that ids of the schema have. */
      idType: string;
      suggestion: string | undefined;
    }) => ({
      message: `No event type has the partition field "${p.partition}".`,
      help: didYouMean(
        p.suggestion,
        `Add "${p.partition}: ${p.idType}" to the data of each event type.`,
      ),
    }),
  ),
  "partition-field-missing": error(
    (p: {
      partition: string;
      event: string;
      /** The type that the field has in other event types. */
      idType: string;
      suggestion: string | undefined;
      /** A group that has the field. */
      group: string | undefined;
    }) => {
      const missing =
        p.group === undefined
          ? `Add "${p.partition}: ${p.idType}" to its data`
          : `Include ${p.group}`;
      return {
        message: `${p.event} lacks the partition field "${p.partition}".`,
        help: didYouMean(p.suggestion, `${missing}: every event belongs to a partition.`),
      };
    },
  ),
  "partition-field-optional": error((p: { partition: string }) => ({
    message: `The partition field "${p.partition}" must not be optional.`,
    help: 'Remove the "?": every event belongs to a partition.',
  })),
  "partition-field-option": error((p: { partition: string; keyword: string }) => ({
    message: `The partition field "${p.partition}" cannot have "${p.keyword}".`,
    help: `Remove "${p.keyword}".`,
  })),
  "partition-entity": error(
    (p: {
      name: string;
      partition: string;
      entity: string;
      /** An entity that a list can have instead; `undefined` for one id, which can do without. */
      otherEntity: string | undefined;
    }) => ({
      message: `"${p.name}" has the entity of the partition "${p.partition}", so an event would be in several partitions.`,
      help:
        p.otherEntity === undefined
          ? `Remove "entity: ${p.entity}": queries find the event by "${p.name}", within its partition.`
          : `Give the list an entity of its own, such as "entity: ${p.otherEntity}".`,
    }),
  ),
  "lookup-without-partition": error((p: { lookup: string }) => ({
    message: `The lookup "${p.lookup}" requires a partition, but this schema has none.`,
    help: 'Name a partition under "partition:", or use the lookups "type" and "entity".',
  })),
  "event-not-stored": error(
    (p: {
      event: string;
      suffix: IdSuffix;
      reason: NotStoredReason;
      /** A field whose name looks like that of an id. */
      idLike: string | undefined;
    }) => {
      switch (p.reason) {
        case "no-id": {
          const field = p.idLike === undefined ? "the field that holds an id" : `"${p.idLike}"`;
          return {
            message: `${p.event} would never be stored: its lookups are by id, and none of its fields is an id field.`,
            help: `Rename ${field} so that it ends in ${p.suffix}, such as "order${p.suffix}", or add the lookup "type".`,
          };
        }
        case "no-lookup":
          return {
            message: `${p.event} would never be stored: it has no lookup, and is in no stream.`,
            help: "Add a lookup, or add the event type to a stream.",
          };
        case "optional-ids":
          return {
            message: `${p.event} might not be stored: every lookup depends on an id that can be absent.`,
            help: 'Add a lookup on a required id, or add the event type to a stream by a required id; a list of ids is certain to have one with "minItems: 1".',
          };
      }
    },
  ),
  "too-many-copies": error((p: { event: string; items: number; limit: number }) => ({
    message: `Saving one ${p.event} writes up to ${p.items} items; a transaction takes at most ${p.limit}.`,
    help: 'Mark id fields that no query uses with "lookup: false", or lower the "maxItems" of lists of ids.',
  })),
  "wire-clash": error((p: { type: string; other: string; storedType: string }) => ({
    message: `${p.type} and ${p.other} are both stored as "${p.storedType}", so each would read the other's events.`,
    help: 'Give one of them another "wire:".',
  })),
  "unknown-group": error(
    (p: {
      name: string;
      suggestion: string | undefined;
      /** Whether a type has the name. */
      isType: boolean;
      /** The name that the group most likely has by mistake. */
      declared?: string;
    }) => {
      if (p.declared !== undefined) {
        return {
          message: `Event types include "${p.name}", but no group has this name.`,
          help: `Rename "${p.declared}" to "${p.name}", or change what the event types include.`,
        };
      }
      return {
        message: `Unknown group "${p.name}".`,
        help: p.isType
          ? `Declare the fields under "groups:": "${p.name}" is a type, and data includes only groups.`
          : didYouMean(p.suggestion, 'Add it under "groups:", or remove it here.'),
      };
    },
  ),
};
