import type { EventModel, Model, StreamModel } from "../../model/model.js";

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

/** The interface of an event type: `PRICE_LOWERED` → `PriceLowered`. */
export function interfaceName({ type }: Pick<EventModel, "type">): string {
  return pascalCase(type);
}

/** The name of what saving takes for an event type: `PriceLoweredInput`. */
export function inputName(event: EventModel): string {
  return `${interfaceName(event)}Input`;
}

/** The member of a client for a stream: `product_prices` → `productPrices`. */
export function memberName({ name }: StreamModel): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** The union of the events of a stream: `StoreProductPricesEvents`. */
export function unionName(schemaName: string, { name }: StreamModel): string {
  return `${schemaName}${pascalCase(name)}Events`;
}

function pascalCase(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join("");
}

/**
 * How a module names a type of JavaScript, which an event or a type of the schema may hide: an event type
 * `PROMISE` has the interface `Promise`.
 */
export function globalType({ events, types }: Model, name: "Promise" | "AsyncGenerator"): string {
  const isHidden =
    events.some((event) => interfaceName(event) === name) ||
    types.some((type) => type.name === name);
  return isHidden ? `globalThis.${name}` : name;
}
