// The skeleton of a generated module. It compiles as it stands, for a schema of one event; the emitter
// puts the schema's name for $Name$, and emitted code for what stands between @slot and @end.

// @begin
import * as runtime from "ddb-pattern-runtime/codegen/v1";

// @slot eventTypes
/** The event types. */
export enum $Name$EventTypes {
  THING_HAPPENED = "THING_HAPPENED",
}
// @end

// @slot declarations
export type $Name$EventBase = runtime.EventBase<$Name$EventTypes>;

export interface ThingHappened extends $Name$EventBase {
  type: $Name$EventTypes.THING_HAPPENED;
  data: {
    thing_id: string;
  };
}

export type $Name$Events = ThingHappened;

export interface $Name$EventMap {
  [$Name$EventTypes.THING_HAPPENED]: ThingHappened;
}

export interface $Name$LookupMap {
  [$Name$EventTypes.THING_HAPPENED]: {
    thing_id: runtime.EntityLookup<"thing_id">;
  };
}

export type $Name$ThingsEvents = ThingHappened;

export interface $Name$Streams {
  things: (ids: { thing_id: string }) => runtime.EventStream<$Name$ThingsEvents>;
}
// @end

// @slot schema
/** The maps above as one type, for the runtime's generics. */
export interface $Name$Schema {
  events: $Name$EventMap;
  lookups: $Name$LookupMap;
  streams: $Name$Streams;
}
// @end

// @slot aliases
export type $Name$EventInput = runtime.EventInput<$Name$Schema>;

export type $Name$EventClient = runtime.EventClient<$Name$Schema>;
// @end

// @slot descriptor
const descriptor: runtime.Descriptor<$Name$Schema> = {
  codegen: 1,
  name: "$Name$",
  events: {
    THING_HAPPENED: {
      ids: {
        thing_id: "thing_id",
      },
      lookups: [["thing_id"]],
    },
  },
  streams: {
    things: {
      name: "things",
      by: ["thing_id"],
      events: ["THING_HAPPENED"],
    },
  },
};
// @end

// What ajv made of the types above, to check events before they are saved. Not for reading.
// prettier-ignore
const validators: runtime.Validators =
  // @slot validators
  { events: {} };
// @end

/**
 * The client of this schema's events in one table.
 *
 * @param client - The document client; its retry settings are the client's own.
 * @param tableName - A table with `pk` (S) as HASH and `sk` (S) as RANGE key.
 */
export function create$Name$EventClient(
  client: runtime.DocumentClient,
  tableName: string,
  options?: runtime.EventClientOptions,
): $Name$EventClient {
  const schema = { ...descriptor, validators };
  return runtime.createEventClient(schema, client, tableName, options);
}
