import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createEventTable } from "ddb-pattern-runtime";
import { createLedgerEventClient, LedgerEventTypes } from "../events.generated.js";

const client = new DynamoDBClient({
  endpoint: process.env.DDB_PATTERN_ENDPOINT ?? "http://localhost:8000",
  region: "local",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});
const table = `ledger-${Date.now()}-${process.pid}`;
await createEventTable(client, table);

const ledger = createLedgerEventClient(DynamoDBDocumentClient.from(client), table);
const { BOOK_BORROWED, BOOK_RETURNED } = LedgerEventTypes;
const loan = { reader_id: "ada", book_id: "sicp" };
const reader = ledger.streams.reader({ reader_id: "ada" });

await ledger.saveEvent(
  { type: BOOK_BORROWED, data: { ...loan, due: "2027-01-31" } },
  { expect: [reader.empty()] },
);
const { head } = await reader.read();
await ledger.saveEvent(
  { type: BOOK_RETURNED, data: loan },
  { expect: [reader.unchangedSince(head)] },
);

for (const event of (await reader.read()).events) {
  const due = event.type === BOOK_BORROWED ? `, due ${event.data.due}` : "";
  console.log(`${event.type} ${event.data.book_id}${due}`);
}
