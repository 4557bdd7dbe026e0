// The skeleton of a generated module. It compiles by itself, as the module of one event type. The emitter
// replaces $Name$ by the schema's name, and the lines from @slot to @end by emitted code.

// @begin
import * as runtime from "ddb-pattern-runtime/codegen/v1";

// @slot declarations
export type $Name$EventInput = { type: "THING_HAPPENED"; data: { thing_id: string } };

export interface $Name$EventMap {
  THING_HAPPENED: { id: string; type: string; timestamp: string; data: { thing_id: string } };
}

export interface $Name$EventClient {
  readonly saveEvent: (event: $Name$EventInput) => Promise<unknown>;
}

const descriptor: runtime.Descriptor = {
  codegen: 1,
  name: "$Name$",
  events: {
    THING_HAPPENED: {
      data: {
        thing_id: "string",
      },
      lookups: [["thing_id"]],
    },
  },
};
// @end

/**
 * Checks a value as `saveEvent` does, without saving it.
 *
 * @throws EventValidationError, EventTooLargeError
 */
// biome-ignore format: names can be long
export function parse$Name$Event(
  event: unknown,
): $Name$EventInput {
  return runtime.parseEvent(descriptor, event);
}

/**
 * Creates a client for the events of this schema in one table.
 *
 * @param client - The DynamoDB client; its retry settings are not used.
 * @param tableName - A table with `pk` (S) as HASH and `sk` (S) as RANGE key.
 */
export function create$Name$EventClient(
  client: runtime.DocumentClient,
  tableName: string,
  // @slot options
  options?: runtime.EventClientOptions,
  // @end
): $Name$EventClient {
  // biome-ignore format: short
  return runtime.createEventClient(
    descriptor, client, tableName, options,
    // @slot parts
    runtime.consistentStreams,
    // @end
  );
}

/**
 * Creates a consumer of the change stream of a table, for `ddb-pattern-runtime/consumers`.
 *
 * @param handlers - Functions by event type and, in `streams`, by consistent stream.
 */
export function create$Name$EventConsumer(
  // @slot consumer
  // biome-ignore format: names can be long
  handlers: runtime.ConsumerHandlers<$Name$EventMap, { thing: $Name$EventMap["THING_HAPPENED"] }>,
  options?: runtime.ConsumerOptions,
  // @end
): runtime.EventConsumer {
  // biome-ignore format: short
  return runtime.createConsumer(
    descriptor, handlers, options,
    // @slot evolution
    runtime.earlierVersions,
    // @end
  );
}

/** Creates a projection of events into items, for `ddb-pattern-runtime/projections`. */
export function create$Name$Projection<Item extends object>(
  // @slot projection
  definition: runtime.ProjectionDefinition<$Name$EventMap, Item>,
  // @end
): runtime.Projection<Item> {
  // biome-ignore format: short
  return runtime.createProjection(
    descriptor, definition,
    // @slot evolution
    runtime.earlierVersions,
    // @end
  );
}
