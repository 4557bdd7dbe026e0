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

export function isIdField(name: string): boolean {
  return name.endsWith("_id");
}

const ID_FIELD = /^[A-Za-z][A-Za-z0-9_]*_id$/;

export function isLegalIdField(name: string): boolean {
  return ID_FIELD.test(name);
}

export function streamUnionName(schemaName: string, stream: string): string {
  return `${schemaName}${pascalCase(stream)}Events`;
}
