import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type AttributeValue, paginateScan } from "@aws-sdk/client-dynamodb";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { EventClientOptions } from "ddb-pattern-runtime";
import type { Descriptor } from "ddb-pattern-runtime/maintenance";
import { inject } from "vitest";
import { createClientOf } from "../client/descriptors.js";
import type { TestTable, UntypedClient } from "../client/support.js";
import { connect } from "../engines/connect.js";

export function notesOf(
  descriptor: Descriptor,
  { documents, tableName }: Pick<TestTable, "documents" | "tableName">,
  options?: EventClientOptions,
): UntypedClient {
  return createClientOf(descriptor, documents, tableName, options);
}

let notes = 0;

export function taken(data: object = {}) {
  return { type: "TAKEN", data: { note_id: `n${++notes}`, user_id: "u", ...data } };
}

export function dropped(note_id: string) {
  return { type: "DROPPED", data: { note_id } };
}

/** Puts an item without a client's checks, by a separate connection. */
export async function putItem(tableName: string, Item: Record<string, unknown>): Promise<void> {
  const { documents, client } = connect(inject("endpoint"));
  await documents.send(new PutCommand({ TableName: tableName, Item }));
  client.destroy();
}

/** All items of a table as attribute values, read by a separate connection. */
export async function rawItems(tableName: string): Promise<Record<string, AttributeValue>[]> {
  const { client } = connect(inject("endpoint"));
  const items: Record<string, AttributeValue>[] = [];
  const request = { TableName: tableName, ConsistentRead: true };
  for await (const page of paginateScan({ client }, request)) items.push(...(page.Items ?? []));
  client.destroy();
  return items;
}

/**
 * Writes an export of a table to a new folder, as DynamoDB does. Its items are in several files, in
 * another order than a scan's.
 */
export async function exportTable(tableName: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "export-"));
  mkdirSync(join(folder, "data"));
  const items = (await rawItems(tableName)).reverse();
  const FILES = 3;
  const manifest = Array.from({ length: FILES }, (_, index) => {
    const own = items.filter((_item, at) => at % FILES === index);
    const lines = own.map((Item) => `${JSON.stringify({ Item })}\n`);
    const content = gzipSync(lines.join(""));
    const name = `${index}bcdefghijklmnopqrstuvwxyz.json.gz`;
    writeFileSync(join(folder, "data", name), content);
    return {
      itemCount: own.length,
      md5Checksum: createHash("md5").update(content).digest("base64"),
      etag: "0123456789abcdef0123456789abcdef-1",
      dataFileS3Key: `AWSDynamoDB/01345678901234-abc12345/data/${name}`,
    };
  });
  const files = manifest.map((file) => `${JSON.stringify(file)}\n`).join("");
  writeFileSync(join(folder, "manifest-files.json"), files);
  const summary = { version: "2020-06-30", itemCount: items.length, outputFormat: "DYNAMODB_JSON" };
  writeFileSync(join(folder, "manifest-summary.json"), JSON.stringify(summary));
  return folder;
}
