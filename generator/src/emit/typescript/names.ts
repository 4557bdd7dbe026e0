import type { EventModel, Model, StreamModel } from "../../model/model.js";

/** The names of the declarations that a module has once. */
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
    descriptor: `${lowerName}Descriptor`,
    eventSchema: `${lowerName}EventSchema`,
    dataSchemas: `${lowerName}DataSchemas`,
    parseEvent: `parse${schemaName}Event`,
    createEventClient: `create${schemaName}EventClient`,
    createEventConsumer: `create${schemaName}EventConsumer`,
    createProjection: `create${schemaName}Projection`,
  };
}

/** The names of the declarations that a module has if an event type has earlier versions. */
export function versionNames(schemaName: string) {
  return {
    upcasters: `${schemaName}Upcasters`,
    clientOptions: `${schemaName}EventClientOptions`,
  };
}

export type ModuleNames = ReturnType<typeof moduleNames>;

/** The interface of an event type: `PRICE_LOWERED` → `PriceLowered`. */
export function interfaceName({ type }: Pick<EventModel, "type">): string {
  return pascalCase(type);
}

/** The interface of an earlier version of an event type: `PriceLoweredV1`. */
export function versionName(event: Pick<EventModel, "type">, version: number): string {
  return `${interfaceName(event)}V${version}`;
}

/** The input of an event type: `PriceLoweredInput`. */
export function inputName(event: EventModel): string {
  return `${interfaceName(event)}Input`;
}

/** The member of a client for a stream: `product_prices` → `productPrices`. */
export function memberName({ name }: Pick<StreamModel, "name">): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** The union of the events of a stream: `StoreProductPricesEvents`. */
export function unionName(schemaName: string, { name }: StreamModel): string {
  return `${schemaName}${pascalCase(name)}Events`;
}

/** The union of the inputs of a stream's events: `StoreProductPricesInput`. */
export function streamInputName(schemaName: string, { name }: StreamModel): string {
  return `${schemaName}${pascalCase(name)}Input`;
}

/** The function that creates a fold of a stream: `foldProductPrices`. */
export function foldName({ name }: StreamModel): string {
  return `fold${pascalCase(name)}`;
}

function pascalCase(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + restOf(word)).join("");
}

/** The rest of a word after its first letter: a name in camelCase is one word, and keeps its capitals. */
function restOf(word: string): string {
  const rest = word.slice(1);
  return word === word.toUpperCase() ? rest.toLowerCase() : rest;
}

/**
 * The name of a global type in a module. The interface of an event or a type of the schema can have the same name,
 * as that of an event type `PROMISE`; the global type is then a member of `globalThis`.
 */
export function globalType(
  { events, types, groups }: Model,
  name: "Promise" | "AsyncGenerator",
): string {
  const isHidden =
    events.some((event) => interfaceName(event) === name) ||
    [...types, ...groups].some((declared) => declared.name === name);
  return isHidden ? `globalThis.${name}` : name;
}
