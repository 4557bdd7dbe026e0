import { decodeItemValues, ItemEncoder } from "../dynamodb/attribute-value.js";
import { TableError, type TableItem } from "../table.js";

/**
 * Copies an item as DynamoDB would return it: deeply, without `undefined` members, and with -0 as
 * 0.
 *
 * @throws TableError for a value that DynamoDB cannot store.
 */
export function storedForm(item: TableItem): TableItem {
  try {
    return copyItem(decodeItemValues(new ItemEncoder().encode(item)) as TableItem);
  } catch (error) {
    throw new TableError(error instanceof Error ? error.message : "An item cannot be stored.", {
      reason: "refused",
      mayBeWritten: false,
      requests: 0,
      cause: error,
    });
  }
}

/** A deep copy of a stored item. */
export function copyItem(item: TableItem): TableItem {
  return copyValue(item) as TableItem;
}

function copyValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return value.slice();
  if (Array.isArray(value)) return value.map(copyValue);
  if (value instanceof Set) return new Set([...value].map(copyValue));
  // Unlike an assignment, `fromEntries` keeps a member named `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, copyValue(member)]),
  );
}
