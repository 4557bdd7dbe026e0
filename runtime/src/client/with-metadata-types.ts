import type { ConsistentEventStream } from "../streams/consistent.js";
import type { SaveEvents, SaveOptions } from "./client.js";

/** An event that caused others. */
export interface CausingEvent {
  readonly id: string;
  readonly metadata?: object;
}

/** An input whose metadata is optional, even if the schema requires some of it. */
export type OptionalMetadata<Input> = Input extends {
  readonly metadata: infer Metadata extends object;
}
  ? Omit<Input, "metadata"> & { readonly metadata?: Partial<Metadata> }
  : Input;

/** A client that adds all metadata that its schema requires, so that inputs need none. */
export type ClientWithMetadata<
  Client extends { readonly streams: object },
  EventMap,
  Inputs extends { readonly [Type in keyof EventMap]: { readonly data: unknown } },
  Metadata,
> = Omit<Client, "saveEvent" | "saveEvents" | "streams" | "with" | "causedBy"> & {
  readonly saveEvent: <Type extends keyof EventMap>(
    event: {
      [Each in Type]: {
        type: Each;
        data: Inputs[Each]["data"];
        id?: string;
        metadata?: Partial<Metadata>;
      };
    }[Type],
    options?: SaveOptions,
  ) => Promise<EventMap[Type]>;
  readonly saveEvents: SaveEvents<
    EventMap[keyof EventMap],
    OptionalMetadata<Inputs[keyof EventMap]>
  >;
  readonly streams: StreamsWithMetadata<Client["streams"]>;
  readonly with: (context: {
    metadata: Partial<Metadata>;
  }) => ClientWithMetadata<Client, EventMap, Inputs, Metadata>;
} & (Client extends { readonly causedBy: unknown }
    ? {
        readonly causedBy: (
          event: CausingEvent,
        ) => ClientWithMetadata<Client, EventMap, Inputs, Metadata>;
      }
    : unknown);

type StreamsWithMetadata<Streams> = {
  readonly [Member in keyof Streams]: Streams[Member] extends (
    ids: infer Ids,
  ) => ConsistentEventStream<infer Event, infer Input>
    ? (ids: Ids) => ConsistentEventStream<Event, OptionalMetadata<Input>>
    : Streams[Member];
};
