import type { TableLimits } from "../table.js";

/** Source: the pages "Quotas in Amazon DynamoDB" and "TransactWriteItems" of AWS. */
export const DYNAMODB_LIMITS: TableLimits = {
  partitionKeyBytes: 2048,
  itemBytes: 400 * 1024,
  actions: 100,
  writeBytes: 4 * 1024 * 1024,
  // Some engines count the text of each condition, too.
  actionBytes: "attribute_not_exists(pk)".length,
};
