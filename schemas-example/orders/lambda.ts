/**
 * The functions of AWS Lambda. Each has an event source mapping of its own to the change stream of the
 * events' table, with `FunctionResponseTypes: ["ReportBatchItemFailures"]`.
 */
import { createDocumentClient } from "ddb-pattern-runtime";
import { dynamoDBCheckpoints, dynamoDBStreamHandler } from "ddb-pattern-runtime/consumers";
import { carrierAt } from "./carrier.js";
import { customerOverview } from "./overview.js";
import { createShipping } from "./shipping.js";

const { CARRIER_URL = "", EVENTS_TABLE = "orders", ITEMS_TABLE = "orders-items" } = process.env;

const client = createDocumentClient();

export const overview = dynamoDBStreamHandler(
  customerOverview.connect(client, ITEMS_TABLE, { events: { tableName: EVENTS_TABLE } }),
);

export const shipping = dynamoDBStreamHandler(
  createShipping(carrierAt(CARRIER_URL), {
    client,
    tableName: EVENTS_TABLE,
    checkpoints: dynamoDBCheckpoints(client, ITEMS_TABLE),
  }),
);
