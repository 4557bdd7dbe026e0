import { encodeKey, streamMarker } from "ddb-pattern-runtime/rules";
import { keyEntity } from "../../evolution/keys.js";
import {
  type EventModel,
  hasOwnCopies,
  lookupPath,
  type Model,
  type StreamModel,
} from "../../model/model.js";

/** A channel of AsyncAPI, or of EventCatalog. */
export interface ExportedChannel {
  /** Unique in the schema: `changes`, or `stream.` and the name of a stream. */
  readonly id: string;
  /** The id of what the program does with it. */
  readonly operation: string;
  readonly title: string;
  readonly description: string;
  /** The partition key with its ids in braces; `null` where events have no key in common. */
  readonly address: string | null;
  /** The ids in the address. */
  readonly parameters: readonly string[];
  readonly events: readonly EventModel[];
}

/** The change stream of the table, and each stream of the schema. */
export function channelsOf(model: Model): ExportedChannel[] {
  return [changeStream(model), ...model.streams.map((stream) => streamChannel(stream, model))];
}

function changeStream({ name, events }: Model): ExportedChannel {
  return {
    id: "changes",
    operation: "save",
    title: `Changes of ${name}`,
    description:
      "The change stream of the DynamoDB table. Of the copies of an event, the one with `canonical: true` counts.",
    address: null,
    parameters: [],
    events,
  };
}

function streamChannel(stream: StreamModel, model: Model): ExportedChannel {
  const ids = lookupPath(stream.lookup);
  const hasKey = hasOwnCopies(stream);
  const selection = ids.map((id) => `\`${id}\``).join(" and ");
  const facts = [
    stream.description?.trim() ?? "",
    `A stream of events with the same ${selection}.`,
    kindOf(stream),
  ];
  return {
    id: `stream.${stream.name}`,
    operation: `append.${stream.name}`,
    title: stream.name,
    description: facts.filter((fact) => fact !== "").join("\n\n"),
    address: hasKey ? addressOf(stream, model) : null,
    parameters: hasKey ? ids : [],
    events: stream.events,
  };
}

function kindOf({ isConsistent, isMaterialized }: StreamModel): string {
  if (isConsistent) return "Its events have revisions.";
  if (isMaterialized) return "Its events are stored under a key of its own, ordered by their ids.";
  return "It has no key of its own: each event type is read by a query.";
}

/** The partition key of a stream with copies of its own, by the names of its ids. */
function addressOf({ name, lookup }: StreamModel, model: Model): string {
  const entities = lookupPath(lookup).map((modelKey) => ({
    entity: keyEntity(modelKey, model),
    id: `{${modelKey}}`,
  }));
  return encodeKey({ entities, type: streamMarker(name) });
}
