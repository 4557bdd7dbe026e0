import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { openOver } from "./ddb-pattern.mjs";

/** The generated client over a document client with the SDK's defaults. */
export function open(config) {
  return openOver(DynamoDBDocumentClient.from(new DynamoDBClient(config)));
}
