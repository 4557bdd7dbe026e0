import type { Operation } from "./errors.js";

/**
 * The IAM permissions that an operation requires. Source: AWS's "Actions … for Amazon DynamoDB".
 */
const IAM_ACTIONS: Readonly<Record<Operation, string>> = {
  PutItem: "dynamodb:PutItem",
  TransactWriteItems: "dynamodb:PutItem and dynamodb:ConditionCheckItem",
  BatchWriteItem: "dynamodb:BatchWriteItem and dynamodb:DeleteItem",
  Query: "dynamodb:Query",
  Scan: "dynamodb:Scan",
  BatchGetItem: "dynamodb:BatchGetItem",
};

const KEY_SCHEMA =
  'The table\'s key must be "pk" (a string, HASH) and "sk" (a string, RANGE); createEventTable makes such a table.';

/** The advice for a common error of the SDK or of DynamoDB, in full sentences. */
export function adviceFor(
  code: string,
  message: unknown,
  operation: Operation,
): string | undefined {
  switch (code) {
    case "CredentialsProviderError":
    case "TokenProviderError":
      return "The AWS SDK found no valid credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile in AWS_PROFILE (and sign in, if it uses IAM Identity Center), or give the process a role.";
    case "ExpiredToken":
    case "ExpiredTokenException":
      return "The credentials have expired. Renew them.";
    case "UnrecognizedClientException":
    case "InvalidClientTokenId":
    case "IncompleteSignatureException":
    case "InvalidSignatureException":
    case "MissingAuthenticationToken":
    case "MissingAuthenticationTokenException":
    case "SignatureDoesNotMatch":
      return "DynamoDB does not accept the credentials. Check that the access key and its secret belong together and are active, and that this machine's clock is right.";
    case "ResourceNotFoundException":
      return "There is no such table in this account and Region, or it is still being created. Check the table's name and the client's region and endpoint, or create the table.";
    case "AccessDeniedException":
      return `The credentials lack permission. Allow ${IAM_ACTIONS[operation]} on the table.`;
    case "ValidationException":
    case "ValidationError":
      return operation === "TransactWriteItems"
        ? `${KEY_SCHEMA} A global table with multi-Region strong consistency refuses all transactions, so it can store only events with a single copy: see docs/guide/regions.md in the package ddb-pattern-runtime.`
        : KEY_SCHEMA;
    case "ItemCollectionSizeLimitExceeded":
    case "ItemCollectionSizeLimitExceededException":
      return "The table has a local secondary index, which limits a partition to 10 GB. Remove the index: a table for events has none.";
  }
  // The SDK gives these errors no name.
  const text = typeof message === "string" ? message : "";
  if (/^Region is missing/i.test(text) || /^Invalid Configuration: Missing Region/i.test(text)) {
    return "The AWS SDK found no Region. Set AWS_REGION, or set the client's region.";
  }
  if (/credential/i.test(text)) {
    return adviceFor("CredentialsProviderError", undefined, operation);
  }
  return undefined;
}
