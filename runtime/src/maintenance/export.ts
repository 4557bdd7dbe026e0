import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { InvalidArgumentError } from "../errors.js";
import { itemOf } from "../storage/dynamodb/errors.js";
import type { TableItem } from "../storage/table.js";
import { isPlainObject } from "../util/plain-object.js";
import { quote } from "../util/quote.js";
import type { ItemSource } from "./scan.js";

/**
 * Reads an export of a table that DynamoDB wrote to S3, from a folder. Source: "DynamoDB table
 * export output format" in its developer guide.
 *
 * @module
 */

/** A data file of an export, as its manifest lists it. */
interface DataFile {
  readonly path: string;
  readonly itemCount: number | undefined;
  /** In base64. */
  readonly md5: string | undefined;
}

/** The number of items that are passed on at once. */
const PAGE_ITEMS = 1_000;

/**
 * The items of an export.
 *
 * @param folder - The folder of the export, which has `manifest-files.json` and `data`.
 * @throws InvalidArgumentError for a folder that has no full export in DynamoDB JSON, or not all of
 *   its files.
 */
export async function exportedTable(
  folder: string,
  signal: AbortSignal | undefined,
): Promise<ItemSource> {
  await checkSummary(folder);
  const files = await dataFiles(folder);
  async function readAll(onPage: OnPage, text?: string): Promise<void> {
    for (const [index, file] of files.entries()) {
      await readItems(file, text, async (items) => {
        signal?.throwIfAborted();
        await onPage(items, index);
      });
    }
  }
  return {
    readAll,
    async readPartition(pk) {
      const found: TableItem[] = [];
      // Only lines with the key are parsed.
      await readAll(async (items) => {
        found.push(...items.filter((item) => item.pk === pk));
      }, JSON.stringify(pk));
      return found;
    },
  };
}

async function checkSummary(folder: string): Promise<void> {
  const path = join(folder, "manifest-summary.json");
  if (!existsSync(path)) return;
  const summary = parsed(await readFile(path, "utf8"), path);
  const { outputFormat = "DYNAMODB_JSON", exportType = "FULL_EXPORT" } = summary;
  if (outputFormat !== "DYNAMODB_JSON") {
    throw new InvalidArgumentError(
      `The export in ${quote(folder)} is in the format ${quote(outputFormat)}. Export the table in the format ` +
        '"DYNAMODB_JSON".',
    );
  }
  if (exportType !== "FULL_EXPORT") {
    throw new InvalidArgumentError(
      `The export in ${quote(folder)} is of the type ${quote(exportType)}: it has a part of the items. Make a full export.`,
    );
  }
}

async function dataFiles(folder: string): Promise<readonly DataFile[]> {
  const path = join(folder, "manifest-files.json");
  if (!existsSync(path)) {
    throw new InvalidArgumentError(
      `The folder ${quote(folder)} has no manifest-files.json. Copy the whole folder of the export, ` +
        "AWSDynamoDB/ and the id of the export, from the bucket.",
    );
  }
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const { dataFileS3Key, itemCount, md5Checksum } = parsed(line, path);
    const name = basename(String(dataFileS3Key));
    if (name.includes(".ion")) {
      throw new InvalidArgumentError(
        `The export in ${quote(folder)} is in Amazon Ion. Export the table in the format "DYNAMODB_JSON".`,
      );
    }
    const file = join(folder, "data", name);
    if (!existsSync(file)) {
      throw new InvalidArgumentError(
        `The export in ${quote(folder)} lacks the file ${quote(`data/${name}`)}, which manifest-files.json lists. ` +
          "Copy the whole folder of the export from the bucket.",
      );
    }
    return {
      path: file,
      itemCount: typeof itemCount === "number" ? itemCount : undefined,
      md5: typeof md5Checksum === "string" ? md5Checksum : undefined,
    };
  });
}

function parsed(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isPlainObject(value)) return value;
  } catch {
    // Reported below.
  }
  throw new InvalidArgumentError(`The file ${quote(path)} is not that of an export of DynamoDB.`);
}

type OnPage = Parameters<ItemSource["readAll"]>[0];

/**
 * Reads the items of a data file, page by page.
 *
 * @param text - If given, only lines that contain it are read.
 */
async function readItems(
  { path, itemCount, md5 }: DataFile,
  text: string | undefined,
  onPage: (items: readonly TableItem[]) => Promise<void>,
): Promise<void> {
  const broken = (why: string) =>
    new InvalidArgumentError(
      `The file ${quote(path)} ${why}. Copy it from the bucket again, or make a new export.`,
    );
  const file = openLines(path);
  let count = 0;
  let page: TableItem[] = [];
  try {
    for await (const line of wholeLines(file)) {
      if (line === "") continue;
      count++;
      if (text !== undefined && !line.includes(text)) continue;
      const item = itemOf(parsed(line, path).Item);
      if (item === undefined) throw broken(`has no item of a table for events in line ${count}`);
      page.push(item);
      if (page.length < PAGE_ITEMS) continue;
      await onPage(page);
      page = [];
    }
    if (await file.failure) throw broken("cannot be read and decompressed");
  } catch (error) {
    file.close();
    throw file.hasFailed() ? broken("cannot be read and decompressed") : error;
  }
  if (page.length > 0) await onPage(page);
  const checksum = file.checksum();
  if (itemCount !== undefined && itemCount !== count) {
    throw broken(`has ${count} items, and the manifest says ${itemCount}`);
  }
  if (md5 !== undefined && checksum !== md5) {
    throw broken("does not have the checksum of the manifest");
  }
}

/** The lines of a file; of one that is cut off, without its last one, which can be a part of a line. */
async function* wholeLines({
  lines,
  failure,
}: Pick<ReturnType<typeof openLines>, "lines" | "failure">): AsyncGenerator<string> {
  let last: string | undefined;
  for await (const line of lines) {
    if (last !== undefined) yield last;
    last = line;
  }
  if (last !== undefined && !(await failure)) yield last;
}

/** Opens a compressed file. Its checksum is known after its last line. */
function openLines(path: string) {
  const hash = createHash("md5");
  // Not a transform, after which Node reports a truncated file as ended.
  const compressed = createReadStream(path).on("data", (chunk) => hash.update(chunk));
  const text = createGunzip();
  const lines = createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY });
  // Not `pipeline`, which reports some truncated files as ended.
  compressed.once("error", (error) => text.destroy(error)).pipe(text);
  const failure = new Promise((resolve) => {
    text.once("error", resolve).once("close", () => {
      // Some versions of Node do not end the iteration over the lines after an error.
      lines.close();
      resolve(undefined);
    });
  });
  return {
    lines,
    /** The error that ended the file, if one did. */
    failure,
    hasFailed: () => text.errored !== null,
    checksum: () => hash.digest("base64"),
    close: () => text.destroy(),
  };
}
