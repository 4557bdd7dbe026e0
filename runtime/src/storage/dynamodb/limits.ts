import type { TableLimits } from "../table.js";

/** Source: AWS's "Quotas in Amazon DynamoDB" and "TransactWriteItems". */
export const DYNAMODB_LIMITS: TableLimits = {
  partitionKeyBytes: 2048,
  itemBytes: 400 * 1024,
  actions: 100,
  writeBytes: 4 * 1024 * 1024,
  // Some engines also count the expression of each condition.
  actionBytes: "attribute_not_exists(pk)".length,
};
