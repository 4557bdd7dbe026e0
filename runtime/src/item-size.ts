import type { StoredItem } from "./storage/table.js";

/** Source: DynamoDB's limits: an item is at most 400 KB, names and values counted. */
export const MAX_ITEM_BYTES: number = 400 * 1024;

/** Source: DynamoDB's limits: a partition key is at most 2,048 bytes. */
export const MAX_KEY_BYTES = 2048;

/** Source: DynamoDB's TransactWriteItems: at most 100 items. */
export const MAX_TRANSACTION_ITEMS = 100;

/** Source: DynamoDB's TransactWriteItems: at most 4 MB for all items together. */
export const MAX_TRANSACTION_BYTES: number = 4 * 1024 * 1024;

/** What a copy adds to the 4 MB beside its item: DynamoDB Local counts the text of its condition, too. */
export const INSERT_BYTES: number = "attribute_not_exists(pk)".length;

/** The same for a head beside its key: the texts of its condition and its change, and their values; rounded up. */
export const HEAD_BYTES = 256;

const encoder = new TextEncoder();
const scratch = new Uint8Array(4096);

export function utf8Length(text: string): number {
  if (text.length > scratch.length / 3) return encoder.encode(text).length;
  return encoder.encodeInto(text, scratch).written;
}

/** The bytes that DynamoDB counts for an item. Source: its "Item sizes and formats" page. */
export function itemSize(item: StoredItem): number {
  return membersSize(item as unknown as Record<string, unknown>);
}

function membersSize(members: Record<string, unknown>): number {
  let size = 0;
  for (const [name, value] of Object.entries(members)) size += utf8Length(name) + valueSize(value);
  return size;
}

/** A list or a map costs 3 bytes, and 1 more for each of its members. */
const DOCUMENT_BYTES = 3;

function valueSize(value: unknown): number {
  if (typeof value === "string") return utf8Length(value);
  if (typeof value === "number") return numberSize(value);
  if (value instanceof Uint8Array) return value.length;
  if (Array.isArray(value)) {
    return value.reduce((size: number, item) => size + 1 + valueSize(item), DOCUMENT_BYTES);
  }
  if (typeof value === "object" && value !== null) {
    const members = value as Record<string, unknown>;
    return DOCUMENT_BYTES + Object.keys(members).length + membersSize(members);
  }
  return 1;
}

/** About one byte for two significant digits, and one more. */
function numberSize(value: number): number {
  const digits = Math.abs(value).toExponential().replace(/e.*$/, "").replace(".", "").length;
  return Math.ceil(digits / 2) + 1;
}
