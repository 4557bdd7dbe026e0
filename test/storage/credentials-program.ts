/**
 * The program that `credentials.test.ts` starts with credentials in its environment. It creates the
 * package's document client without credentials in the code, writes, reads, and prints the result.
 */
import { createRequire } from "node:module";
import { createDocumentClient } from "../../runtime/src/client/document-client.js";
import { dynamoDBTable } from "../../runtime/src/storage/dynamodb/table.js";
import { type TableError, tableErrorOf } from "../../runtime/src/storage/table.js";

const [endpoint = "", tableName = "", pk = ""] = process.argv.slice(2);
const client = createDocumentClient({ endpoint });
const table = dynamoDBTable(client, tableName);
const item = { pk, sk: "a", data: { n: 1, bytes: Uint8Array.of(0, 255) } };

await table.write([{ kind: "insert", item }], {});
await table.write(
  [
    { kind: "insert", item: { ...item, sk: "b" } },
    { kind: "check-absent", key: { pk, sk: "c" } },
  ],
  { signal: new AbortController().signal },
);
const query = { pk, order: "asc", consistentRead: true } as const;
const { items } = await table.queryPage(query, {});
const taken = await table.write([{ kind: "insert", item }], {}).catch(tableErrorOf);

const silent = createDocumentClient({
  endpoint,
  requestHandler: {
    metadata: { handlerProtocol: "http/1.1" },
    // Never answers; only its signal ends the call.
    handle: (_: unknown, { abortSignal }: { abortSignal?: AbortSignal } = {}) =>
      new Promise<never>((_, reject) => {
        isWaiting = true;
        abortSignal?.addEventListener("abort", () => {
          isAborted = true;
          reject(new Error("Aborted."));
        });
      }),
  } as never,
});
let isWaiting = false;
let isAborted = false;
const caller = new AbortController();
const ended = dynamoDBTable(silent, tableName)
  .write([{ kind: "insert", item }], { signal: caller.signal })
  .catch(tableErrorOf) as Promise<TableError>;
while (!isWaiting) await new Promise(setImmediate);
caller.abort();
const { mayBeWritten, requests } = await ended;

const { accessKeyId, sessionToken } = await client.config.credentials();
console.log(
  JSON.stringify({
    sdk: createRequire(import.meta.url)("@aws-sdk/client-dynamodb/package.json").version,
    accessKeyId,
    sessionToken,
    sortKeys: items.map(({ sk }) => sk),
    taken,
    bytes: [...(items[0] as typeof item).data.bytes],
    ended: { mayBeWritten, requests, isAborted },
  }),
);
