import type { EventModel, Model } from "../../model/model.js";

/** The names that a generated module gives to what it declares once. */
export function moduleNames(schemaName: string) {
  const lowerName = schemaName.charAt(0).toLowerCase() + schemaName.slice(1);
  return {
    eventTypes: `${schemaName}EventTypes`,
    metadata: `${schemaName}Metadata`,
    eventBase: `${schemaName}EventBase`,
    eventMap: `${schemaName}EventMap`,
    events: `${schemaName}Events`,
    eventInputBase: `${schemaName}EventInputBase`,
    eventInputs: `${schemaName}EventInputs`,
    eventInput: `${schemaName}EventInput`,
    lookupMap: `${schemaName}LookupMap`,
    streams: `${schemaName}Streams`,
    eventClient: `${schemaName}EventClient`,
    eventSchema: `${lowerName}EventSchema`,
    dataSchemas: `${lowerName}DataSchemas`,
    parseEvent: `parse${schemaName}Event`,
    createEventClient: `create${schemaName}EventClient`,
  };
}

export type ModuleNames = ReturnType<typeof moduleNames>;

/** The name of what saving takes for an event type: `PriceLoweredInput`. */
export function inputName({ interfaceName }: EventModel): string {
  return `${interfaceName}Input`;
}

/**
 * How a module names a type of JavaScript, which an event or a type of the schema may hide: an event type
 * `PROMISE` has the interface `Promise`.
 */
export function globalType({ events, types }: Model, name: "Promise" | "AsyncGenerator"): string {
  const isHidden =
    events.some((event) => event.interfaceName === name) ||
    types.some((type) => type.name === name);
  return isHidden ? `globalThis.${name}` : name;
}
