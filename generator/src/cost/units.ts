/**
 * The capacity units of requests. Source: "DynamoDB read and write operations" and "Managing complex workflows with
 * DynamoDB transactions" in DynamoDB's developer guide.
 *
 * @module
 */

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** A Query reads up to 1 MB before it returns a page. Source: "Query operations in DynamoDB", developer guide. */
const PAGE_BYTES = 1024 * 1024;

/** The most write units a second of one partition key. Source: "Designing partition keys", developer guide. */
export const MAX_WRITE_UNITS = 1_000;
/** The most read units a second of one partition key. */
export const MAX_READ_UNITS = 3_000;

/** The write units of an item outside of a transaction: one for each started KB. */
export function itemWriteUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
}

/** The write units of a save: of one item by PutItem, or of several in a transaction, which costs twice as much. */
export function saveUnits(bytesOfItems: readonly number[]): number {
  const units = bytesOfItems.reduce((sum, bytes) => sum + itemWriteUnits(bytes), 0);
  return bytesOfItems.length === 1 ? units : 2 * units;
}

/** Requests and their read units. */
export interface ReadCost {
  readonly requests: number;
  readonly units: number;
}

/** A Query for all items of one key, page by page. One that finds nothing costs a unit, too. */
export function queryCost(bytesOfItems: readonly number[], isConsistent: boolean): ReadCost {
  const pages = pagesOf(bytesOfItems);
  const perUnit = isConsistent ? 1 : 0.5;
  const units = pages.map((bytes) => Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * perUnit);
  return { requests: pages.length, units: units.reduce((sum, each) => sum + each, 0) };
}

/** The bytes of each page: it ends with the item that reaches the limit. */
function pagesOf(bytesOfItems: readonly number[]): number[] {
  const pages = [0];
  for (const bytes of bytesOfItems) {
    const last = pages.at(-1) ?? 0;
    if (last >= PAGE_BYTES) pages.push(bytes);
    else pages[pages.length - 1] = last + bytes;
  }
  return pages;
}

export function sumOfReads(costs: readonly ReadCost[]): ReadCost {
  return {
    requests: costs.reduce((sum, { requests }) => sum + requests, 0),
    units: costs.reduce((sum, { units }) => sum + units, 0),
  };
}
