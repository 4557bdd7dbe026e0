import type { Operation } from "./errors.js";

/** The permissions that an operation needs. Source: AWS's "Actions … for Amazon DynamoDB". */
const IAM_ACTIONS: Readonly<Record<Operation, string>> = {
  PutItem: "dynamodb:PutItem",
  TransactWriteItems: "dynamodb:PutItem and dynamodb:ConditionCheckItem",
  Query: "dynamodb:Query",
};

const KEY_SCHEMA =
  'The table\'s key must be "pk" (a string, HASH) and "sk" (a string, RANGE); createEventTable makes such a table.';

/** What to do about a common error of the SDK or of DynamoDB, in full sentences. */
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
      return "DynamoDB does not accept the credentials. Check that the access key and its secret belong together, that they have not been deactivated, and that this machine's clock is right.";
    case "ResourceNotFoundException":
      return "There is no such table in this account and Region, or it is still being created. Check the table's name and the client's region and endpoint, or create the table.";
    case "AccessDeniedException":
      return `The credentials lack permission. Allow ${IAM_ACTIONS[operation]} on the table.`;
    case "ValidationException":
    case "ValidationError":
      return operation === "TransactWriteItems"
        ? `${KEY_SCHEMA} A global table with multi-Region strong consistency refuses all transactions: only events that are stored as one copy can be saved there.`
        : KEY_SCHEMA;
    case "ItemCollectionSizeLimitExceeded":
    case "ItemCollectionSizeLimitExceededException":
      return "The table has a local secondary index, which limits a partition to 10 GB. A table for events needs no index.";
  }
  // The SDK has no names for these.
  const text = typeof message === "string" ? message : "";
  if (/^Region is missing/i.test(text) || /^Invalid Configuration: Missing Region/i.test(text)) {
    return "The AWS SDK knows no Region. Set AWS_REGION, or give the client its region.";
  }
  if (/credential/i.test(text)) {
    return adviceFor("CredentialsProviderError", undefined, operation);
  }
  return undefined;
}
