/** `PRICE_LOWERED` or `product_prices` → `PriceLowered`, `ProductPrices`. */
export function pascalCase(name: string): string {
  return name
    .split("_")
    .filter((word) => word !== "")
    .map((word) => (word[0] as string).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
}

/** `product_prices` → `productPrices`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** The entity that an id field names: `product_id` → `PRODUCT`. The runtime's keys spell it so too. */
export function entityOf(idField: string): string {
  return idField.slice(0, -"_id".length).toUpperCase();
}

export function isIdField(name: string): boolean {
  return name.endsWith("_id");
}

const ID_FIELD = /^[A-Za-z][A-Za-z0-9_]*_id$/;

export function isLegalIdField(name: string): boolean {
  return ID_FIELD.test(name);
}

/** The names of what a generated module has only where its schema asks for it. */
export function optionalNames(schemaName: string) {
  return { metadata: `${schemaName}Metadata`, defaultMap: `${schemaName}DefaultMap` };
}

/** The names that a generated module gives to what is there once. */
export function moduleNames(schemaName: string) {
  return {
    eventTypes: `${schemaName}EventTypes`,
    eventBase: `${schemaName}EventBase`,
    events: `${schemaName}Events`,
    eventMap: `${schemaName}EventMap`,
    lookupMap: `${schemaName}LookupMap`,
    streams: `${schemaName}Streams`,
    schema: `${schemaName}Schema`,
    eventInput: `${schemaName}EventInput`,
    eventClient: `${schemaName}EventClient`,
    createEventClient: `create${schemaName}EventClient`,
  };
}

export function streamUnionName(schemaName: string, stream: string): string {
  return `${schemaName}${pascalCase(stream)}Events`;
}
